package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class OwnThreadsTest {

  @Test
  void aThreadHoldsNothingOfTheGroupOfThreadsThatItIsMadeIn() throws InterruptedException {
    ThreadGroup ofApplication = new ThreadGroup(new ThreadGroup("applications"), "one application");
    AtomicReference<@Nullable Thread> made = new AtomicReference<>();
    Thread maker = new Thread(
        ofApplication,
        () -> made.set(OwnThreads.make(group -> new Thread(group, () -> {}, "own", 0, false))),
        "maker");
    maker.start();
    maker.join();
    Thread own = Objects.requireNonNull(made.get());
    assertThat(own.getThreadGroup().getParent()).isNull();
    assertThat(own.isDaemon()).isTrue();
    assertThat(own.getContextClassLoader()).isNull();
  }
}
