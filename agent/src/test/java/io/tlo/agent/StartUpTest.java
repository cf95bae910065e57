package io.tlo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class StartUpTest {

  private static final Instrumentation NONE = (Instrumentation) Proxy.newProxyInstance(
      StartUpTest.class.getClassLoader(),
      new Class<?>[] {Instrumentation.class},
      (proxy, method, arguments) -> {
        throw new AssertionError(method);
      });

  @Test
  void anInterruptOfTheApplicationsDoesNotEndTheWait() {
    AtomicInteger looks = new AtomicInteger();
    StartUp startUp = StartUp.ofLaunch(Thread.currentThread(), looks::incrementAndGet, NONE);
    Thread.currentThread().interrupt();

    startUp.await();

    assertThat(looks.get()).isGreaterThanOrEqualTo(8);
    assertThat(Thread.interrupted()).isFalse();
  }
}
