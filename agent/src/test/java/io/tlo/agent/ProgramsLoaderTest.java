package io.tlo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgramsLoaderTest {

  private final Thread main = new Thread(() -> {});
  private final URLClassLoader program = new URLClassLoader(new URL[0]);
  private final URLClassLoader webApplication = new URLClassLoader(new URL[0], program);
  private final AtomicReference<@Nullable ClassLoader> told = new AtomicReference<>();
  private long nanos = Long.MAX_VALUE - 5;
  private final ProgramsLoader loader = new ProgramsLoader(told::set, main, () -> nanos);

  private @Nullable ClassLoader toldAfter(Duration time, ClassLoader context) {
    nanos += time.toNanos();
    main.setContextClassLoader(context);
    loader.run();
    return told.get();
  }

  @Test
  void loaderIsTheProgramsOnceItHasBeenTheSameForAMinute() {
    assertThat(toldAfter(Duration.ZERO, program)).isNull();
    assertThat(toldAfter(Duration.ofSeconds(59), program)).isNull();
    assertThat(toldAfter(Duration.ofSeconds(1), program)).isSameAs(program);
  }

  @Test
  void loaderOfAWebApplicationIsNotToldWhileMainDeploysIt() {
    toldAfter(Duration.ZERO, program);
    toldAfter(Duration.ofMinutes(1), program);

    assertThat(toldAfter(Duration.ofSeconds(1), webApplication)).isNull();
    assertThat(toldAfter(Duration.ofSeconds(59), webApplication)).isNull();
    assertThat(toldAfter(Duration.ofSeconds(1), program)).isNull();
    assertThat(toldAfter(Duration.ofMinutes(1), program)).isSameAs(program);
  }
}
