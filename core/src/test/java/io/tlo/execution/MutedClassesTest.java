package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class MutedClassesTest {

  private static final class First {}

  private static final class Second {}

  @Test
  void classIsMutedForAMinute() {
    long minute = TimeUnit.MINUTES.toNanos(1);
    assertThat(MutedClasses.contains(First.class, 0)).isFalse();

    MutedClasses.mute(First.class, 7);

    assertThat(MutedClasses.contains(First.class, 7)).isTrue();
    assertThat(MutedClasses.contains(First.class, 6 + minute)).isTrue();
    assertThat(MutedClasses.contains(First.class, 7 + minute)).isFalse();
  }

  @Test
  void clockMayReadAnything() {
    MutedClasses.mute(Second.class, 0);
    assertThat(MutedClasses.contains(Second.class, 5)).isTrue();

    MutedClasses.mute(Second.class, Long.MAX_VALUE);
    assertThat(MutedClasses.contains(Second.class, Long.MIN_VALUE)).isTrue();
  }
}
