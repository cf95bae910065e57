package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.testing.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * JVMs that are killed in the middle, {@code -Dtlo.store.rounds=100} of them; in a build a few. What was
 * said to be written is there, and another JVM closes what was left running. {@code -Dtlo.store.seed} repeats the
 * moments of a run.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class KilledIT {

  private static final int ROUNDS = Tier.size("tlo.store.rounds", 1, 3);
  private static final int MOST_RECORDS = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(Instance.LOST_SECONDS + 90L);
  private static final Pattern WRITTEN = Pattern.compile("written (\\d+)");

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.lang.management.ManagementFactory;
      import javax.management.*;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          new Thread(Main::slow).start();
          new Thread(() -> { do quick(); while (arguments.length == 0); }).start();
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
          try { Thread.sleep(3_600_000); } catch (InterruptedException e) { throw new IllegalStateException(e); }
        }
      }
      """;

  /** A database, and the instances that were killed while they wrote to it. */
  private record Site(TestDatabase kind, String url, ForkedJvm jvm, List<Long> dead) {

    String ask(String sql) {
      return TestDatabase.ask(url, sql);
    }

    /** Returns how many executions of the slow task are so, of the instances with those numbers. */
    long slow(String condition, List<Long> instances) {
      return Long.parseLong(ask("select count(*) from tlo_record r join tlo_task t"
          + " on t.task_id = r.task_id where t.name = 'Main.slow' and " + condition + " and "
          + of(instances)));
    }

    long running(List<Long> instances) {
      return Long.parseLong(
          ask("select count(*) from tlo_record where status = 'Running' and " + of(instances)));
    }

    static String of(List<Long> instances) {
      return "instance_id in (" + instances.toString().replaceAll("[\\[\\]]", "") + ")";
    }
  }

  @TempDir
  Path folder;

  private final Random random = new Random(Tier.seed("tlo.store.seed"));

  private Site site(TestDatabase kind, Path classes) {
    String url = kind.url(folder);
    return new Site(kind, url, StoredProgram.jvm(classes, url, ""), new ArrayList<>());
  }

  private Path compiled() {
    return TestProgram.in(folder.resolve("classes")).compile(MAIN);
  }

  /**
   * A JVM takes no other for dead before it has watched for as long as that may be silent. It does so here on both
   * databases at once, while the others are killed; their last sign of life is made old in the database.
   */
  @Test
  void whatWasWrittenIsThereOnceAndNothingStaysRunning() {
    Path classes = compiled();
    Site sqlite = site(TestDatabase.SQLITE, classes);
    Site postgresql = site(TestDatabase.POSTGRESQL, classes);
    try (ForkedJvm.Running one = sqlite.jvm().start("app.Main", "quick once");
        ForkedJvm.Running other = postgresql.jvm().start("app.Main", "quick once")) {
      long watchesSqlite = awaitItsSlowTask(sqlite, one);
      long watchesPostgresql = awaitItsSlowTask(postgresql, other);
      killSome(sqlite);
      killSome(postgresql);
      takeForDead(sqlite);
      takeForDead(postgresql);
      assertTheDeadAreClosedBy(one, watchesSqlite, sqlite);
      assertTheDeadAreClosedBy(other, watchesPostgresql, postgresql);
    }
  }

  /** As it is for users: nothing in the database is changed by hand, and the next JVM starts after the last kill. */
  @ParameterizedTest
  @EnumSource
  @Tag("nightly")
  void theNextJvmClosesThemAfterAWhile(TestDatabase kind) {
    Site site = site(kind, compiled());
    killSome(site);
    try (ForkedJvm.Running next = site.jvm().start("app.Main")) {
      assertTheDeadAreClosedBy(next, awaitItsSlowTask(site, next), site);
    }
  }

  private void killSome(Site site) {
    for (int round = 1; round <= ROUNDS; round++) {
      long written = writtenBeforeTheKill(site);
      long dead = site.dead().get(round - 1);
      String of = " from tlo_record where instance_id = " + dead;
      assertThat(Long.parseLong(site.ask("select count(*)" + of + " and status <> 'Running'")))
          .as("%s, round %d", site.kind(), round)
          .isGreaterThanOrEqualTo(written);
      assertThat(site.ask("select count(*) - count(distinct record_id)" + of)).isEqualTo("0");
      assertThat(site.slow("status = 'Running'", List.of(dead)))
          .as("left running")
          .isOne();
    }
  }

  /** Returns how many records the program said were written, before it was killed. */
  private long writtenBeforeTheKill(Site site) {
    try (ForkedJvm.Running program = site.jvm().start("app.Main")) {
      site.dead().add(awaitItsSlowTask(site, program));
      long enough = written(program) + random.nextInt(MOST_RECORDS);
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> written(program) >= enough);
      ProcessHandle.of(program.pid()).orElseThrow().destroyForcibly();
      program.await();
      return written(program);
    }
  }

  private static long written(ForkedJvm.Running program) {
    String out = program.out();
    long written = 0;
    // The last line may have been cut off by the kill.
    Matcher said = WRITTEN.matcher(out.substring(0, out.lastIndexOf('\n') + 1));
    while (said.find()) {
      written = Long.parseLong(said.group(1));
    }
    return written;
  }

  /** Waits until the database has the newest instance with its slow task; returns its number. */
  private static long awaitItsSlowTask(Site site, ForkedJvm.Running program) {
    program.awaitOut("written 1");
    long number = Long.parseLong(site.ask("select max(instance_id) from tlo_instance"));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> site.slow("status = 'Running'", List.of(number)) == 1);
    return number;
  }

  private static void takeForDead(Site site) {
    Dialect dialect = Dialect.of(TestDatabase.settings(site.url()));
    TestDatabase.execute(
        site.url(),
        "update tlo_instance set seen_at = " + dialect.secondsAgo(2 * Instance.LOST_SECONDS)
            + " where " + Site.of(site.dead()));
  }

  private static void assertTheDeadAreClosedBy(ForkedJvm.Running program, long number, Site site) {
    Awaitility.await().atMost(PATIENCE).until(() -> site.running(site.dead()) == 0);
    assertThat(program.isAlive()).isTrue();
    assertThat(site.slow("failure = '" + Instance.LOST + "'", site.dead()))
        .as("%s, closed", site.kind())
        .isEqualTo(ROUNDS);
    assertThat(site.slow("status = 'Running'", List.of(number)))
        .as("%s, of the instance that is alive", site.kind())
        .isOne();
  }
}
