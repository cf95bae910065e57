package io.tlo.trust.storm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the watchdog says of a program that hangs. */
class WatchdogIT {

  private static final String MAIN = """
      package app;
      import java.util.concurrent.CountDownLatch;
      import java.util.concurrent.locks.LockSupport;
      public class Crossed {
        static final CountDownLatch both = new CountDownLatch(2);
        public static void main(String[] arguments) throws Exception {
          Object first = new Object();
          Object second = new Object();
          Thread one = new Thread(() -> hold(first, second), "crossed-one");
          Thread two = new Thread(() -> hold(second, first), "crossed-two");
          one.start();
          two.start();
          while (one.getState() != Thread.State.BLOCKED || two.getState() != Thread.State.BLOCKED) {
            LockSupport.parkNanos(1_000_000);
          }
          System.out.println("crossed");
        }
        static void hold(Object mine, Object other) {
          synchronized (mine) {
            both.countDown();
            try { both.await(); } catch (InterruptedException e) { throw new IllegalStateException(e); }
            synchronized (other) { System.out.println("never"); }
          }
        }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void itsDumpNamesTwoThreadsThatWaitForEachOther() {
    Path classes = TestProgram.alone(folder).compile(MAIN);
    // So short that the program may not even be ready: what counts is what it is in for ever.
    ForkedJvm jvm = ForkedJvm.on(classes).withoutAgent().patience(Duration.ofSeconds(2));
    try (ForkedJvm.Running running = jvm.start("app.Crossed")) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> running.out().contains("crossed"));
      assertThatThrownBy(() -> Watchdog.await(running))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("still running after PT2S")
          .hasMessageContaining("Found one Java-level deadlock")
          .hasMessageContaining("\"crossed-one\":")
          .hasMessageContaining("\"crossed-two\":")
          .hasMessageContaining("app.Crossed.hold");
      Figures.of(6)
          .control(
              "two threads that wait for each other, under the watchdog",
              "a deadlock, both threads named in its dump");
    }
  }
}
