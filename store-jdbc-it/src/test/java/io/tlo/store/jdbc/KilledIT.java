package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * JVMs that are killed in the middle, {@code -Dtlo.store.rounds=100} of them; in a build a few. What was
 * said to be written is there, and the next JVM closes what was left running.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class KilledIT {

  private static final int ROUNDS = Integer.getInteger("tlo.store.rounds", 3);
  private static final Pattern WRITTEN = Pattern.compile("written (\\d+)");

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.lang.management.ManagementFactory;
      import javax.management.*;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          new Thread(() -> { while (true) slow(); }).start();
          new Thread(() -> { while (true) quick(); }).start();
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          ObjectName store = new ObjectName("tlo:type=Store");
          while (!server.isRegistered(store)) Thread.sleep(5);
          while (true) {
            System.out.println("written " + server.getAttribute(store, "RecordsWritten"));
            Thread.sleep(5);
          }
        }
        @Task static void quick() {
          try { Thread.sleep(0, 100_000); } catch (InterruptedException e) { throw new IllegalStateException(e); }
        }
        @Task static void slow() {
          try { Thread.sleep(30_000); } catch (InterruptedException e) { throw new IllegalStateException(e); }
        }
      }
      """;

  @TempDir
  Path folder;

  private final Random random = new Random();

  @ParameterizedTest
  @EnumSource
  void whatWasWrittenIsThereOnceAndNothingStaysRunning(TestDatabase kind) {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(MAIN);
    String url = kind.url(folder);
    ForkedJvm jvm = StoredProgram.jvm(classes, url, "");
    long runningLeft = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      long written = writtenBeforeTheKill(jvm);
      String of = " from tlo_record where instance_id = " + round;
      assertThat(Long.parseLong(TestDatabase.ask(url, "select count(*)" + of)))
          .as("round %d", round)
          .isGreaterThanOrEqualTo(written);
      assertThat(TestDatabase.ask(url, "select count(*) - count(distinct record_id)" + of))
          .isEqualTo("0");
      runningLeft +=
          Long.parseLong(TestDatabase.ask(url, "select count(*)" + of + " and status = 'Running'"));
    }
    assertThat(runningLeft).isPositive();
    assertTheNextClosesThem(jvm, url, runningLeft);
  }

  /** Returns how many records the program said were written, before it was killed. */
  private long writtenBeforeTheKill(ForkedJvm jvm) {
    try (ForkedJvm.Running program = jvm.start("app.Main").awaitOut("written 1")) {
      long more = 1_000L + random.nextInt(2_500);
      Awaitility.await().pollDelay(Duration.ofMillis(more)).until(program::isAlive);
      ProcessHandle.of(program.pid()).orElseThrow().destroyForcibly();
      program.await();
      long written = 0;
      // The last line may have been cut off by the kill.
      Matcher said =
          WRITTEN.matcher(program.out().substring(0, program.out().lastIndexOf('\n') + 1));
      while (said.find()) {
        written = Long.parseLong(said.group(1));
      }
      return written;
    }
  }

  private static void assertTheNextClosesThem(ForkedJvm jvm, String url, long runningLeft) {
    String dead = " from tlo_record where instance_id <= " + ROUNDS + " and ";
    try (ForkedJvm.Running next = jvm.start("app.Main").awaitOut("written 1")) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(Instance.LOST_SECONDS + 60L))
          .until(() -> TestDatabase.ask(url, "select count(*)" + dead + "status = 'Running'")
              .equals("0"));
      assertThat(next.isAlive()).isTrue();
    }
    assertThat(
            TestDatabase.ask(url, "select count(*)" + dead + "failure = '" + Instance.LOST + "'"))
        .isEqualTo(Long.toString(runningLeft));
  }
}
