package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.testing.Tier;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A Spring application of three instances that are killed at random, {@code -Dtlo.exclusive.seconds=600} long; in a
 * build a few times. Its scheduled task knows nothing of the others, and runs on one at a time: its own log shows it.
 * {@code -Dtlo.exclusive.seed} repeats the choices of a run.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class ExclusiveIT {

  /** How long it goes on at least. How many turns come in a time, and how soon, is asserted of a long run alone. */
  private static final int SECONDS = Tier.size("tlo.exclusive.seconds", 0, 25);

  private static final int JVMS = 3;
  private static final int KILLS = 2;
  private static final int FEWEST_TURNS = 3;
  private static final int MOST_TURNS = 15;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  /** Where time is not measured, a lease outlasts a process that has no processor on a busy machine for seconds. */
  private static final long LEASE_MILLIS = SECONDS > 0 ? 3_000 : 10_000;
  /** Until a turn comes, the store is asked, and a process of a busy machine has its turn. */
  private static final long SLACK_MILLIS = 2_000;

  private static final String MAIN = """
      package app;
      import java.util.concurrent.ThreadLocalRandom;
      import org.springframework.context.annotation.AnnotationConfigApplicationContext;
      import org.springframework.context.annotation.Configuration;
      import org.springframework.scheduling.annotation.EnableScheduling;
      import org.springframework.scheduling.annotation.Scheduled;
      @Configuration
      @EnableScheduling
      public class Main {
        public static void main(String[] arguments) throws Exception {
          new AnnotationConfigApplicationContext(Main.class);
          System.in.read();
        }
        @Scheduled(fixedRate = 200)
        public void reconcile() throws InterruptedException {
          System.out.println("begin " + System.currentTimeMillis());
          Thread.sleep(ThreadLocalRandom.current().nextInt(20, 150));
          System.out.println("end " + System.currentTimeMillis());
        }
      }
      """;

  /** A time in which the task ran in one instance, in milliseconds since 1970. */
  private record Stay(long begin, long end) {}

  @TempDir
  Path folder;

  private final List<ForkedJvm.Running> present = new ArrayList<>();
  private final List<Stay> stays = new ArrayList<>();

  @AfterEach
  void endAll() {
    present.forEach(ForkedJvm.Running::close);
  }

  /** SQLite has its share in each night: it is the same check, and three Spring applications are much to start. */
  static Stream<TestDatabase> databases() {
    return Tier.isNightly() ? Stream.of(TestDatabase.values()) : Stream.of(TestDatabase.POSTGRESQL);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void neverRunsOnTwoAtOnceAndNoTurnIsLostForLongerThanTheLease(TestDatabase kind) {
    Random random = new Random(Tier.seed("tlo.exclusive.seed"));
    ForkedJvm jvm = jvm(",exclusive=Main.reconcile,exclusive.lease=" + LEASE_MILLIS
        + "ms,task.state.store=jdbc,extensions=" + StoreJarIT.jar() + ",store.url="
        + kind.url(folder).replace(",", "\\,") + ",fleet.file=" + folder.resolve("fleet"));
    startAll(jvm, JVMS);
    long end = System.currentTimeMillis() + SECONDS * 1_000L;
    int kills = 0;
    while (kills < KILLS || System.currentTimeMillis() < end) {
      awaitTurns(random.nextInt(FEWEST_TURNS, MOST_TURNS + 1));
      // The first time it is the instance that has the lease, for certain.
      kill(kills == 0 ? holder() : present.get(random.nextInt(JVMS)));
      kills++;
      present.add(jvm.start("app.Main"));
    }
    // Whoever had the lease, another has got it.
    awaitTurns(FEWEST_TURNS);
    List.copyOf(present).forEach(this::kill);

    stays.sort(Comparator.comparingLong(Stay::begin));
    System.out.println("| " + kind + " | " + SECONDS + " s | " + kills + " kills | " + stays.size()
        + " turns | longest without one " + longestGap() + " ms, with a lease of " + LEASE_MILLIS
        + " ms |");
    assertThat(overlaps(stays)).isEmpty();
    assertThat(stays.size()).isGreaterThan(SECONDS);
    if (SECONDS > 0) {
      assertThat(longestGap()).isLessThan(LEASE_MILLIS + SLACK_MILLIS);
    }
  }

  /** The control: what would be found if the task ran on two at once. */
  @Test
  void withoutTheSettingItRunsOnTwoAtOnce() {
    startAll(jvm(""), 2);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> !overlaps(present.stream()
                .flatMap(each -> stays(each.out(), 0).stream())
                .sorted(Comparator.comparingLong(Stay::begin))
                .toList())
            .isEmpty());
  }

  private ForkedJvm jvm(String settings) {
    List<Path> classPath = new ArrayList<>(List.of(compiled(), Built.core()));
    classPath.addAll(springs());
    return ForkedJvm.on(classPath.toArray(new Path[0])).agent("log=error,app.name=shop" + settings);
  }

  private Path compiled() {
    TestProgram program = TestProgram.in(folder.resolve("classes"));
    for (Path jar : springs()) {
      program.seeing(jar);
    }
    return program.compile(MAIN);
  }

  private static List<Path> springs() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(classPath.split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(
            each -> each.getFileName().toString().matches("(spring|micrometer|commons-logging).*"))
        .toList();
  }

  private void startAll(ForkedJvm jvm, int number) {
    for (int i = 0; i < number; i++) {
      present.add(jvm.start("app.Main"));
    }
  }

  /** Waits until those that are there have had so many turns more. */
  private void awaitTurns(int more) {
    long enough = turns() + more;
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> turns() >= enough);
  }

  private long turns() {
    return present.stream().mapToLong(each -> stays(each.out(), 0).size()).sum();
  }

  /** Returns the instance that has had the newest turn. */
  private ForkedJvm.Running holder() {
    return present.stream()
        .max(Comparator.comparingLong(each -> stays(each.out(), Long.MAX_VALUE).stream()
            .mapToLong(Stay::begin)
            .max()
            .orElse(0)))
        .orElseThrow();
  }

  /** Notes when the task ran in it: what it was in the middle of went on until then at least. */
  private void kill(ForkedJvm.Running program) {
    present.remove(program);
    long alive = System.currentTimeMillis();
    ProcessHandle.of(program.pid()).orElseThrow().destroyForcibly();
    program.await();
    stays.addAll(stays(program.out(), alive));
    // Spring logs there.
    assertThat(program.err()).doesNotContain("Exception");
    assertThat(program.err().lines().filter(line -> line.contains("tlo")))
        .allMatch(ExclusiveIT::isOfABusyMachine);
    program.close();
  }

  /** That an execution has outlived its lease is said; that the task then ran on two at once is found all the same. */
  private static boolean isOfABusyMachine(String line) {
    return StoredProgram.saysThatTheDatabaseIsSlow(line)
        || (SECONDS == 0 && line.contains("still runs here though its lease has ended"));
  }

  /**
   * Returns when the task ran.
   *
   * @param until when a turn that has not ended went on; 0 leaves it out
   */
  private static List<Stay> stays(String out, long until) {
    List<Stay> stays = new ArrayList<>();
    long begin = 0;
    for (String line : out.lines().toList()) {
      if (line.matches("begin \\d{13}")) {
        begin = Long.parseLong(line.substring(6));
      } else if (line.matches("end \\d{13}")) {
        stays.add(new Stay(begin, Long.parseLong(line.substring(4))));
        begin = 0;
      }
    }
    if (begin != 0 && until != 0) {
      stays.add(new Stay(begin, Math.max(begin, until)));
    }
    return stays;
  }

  private static List<String> overlaps(List<Stay> stays) {
    List<String> overlaps = new ArrayList<>();
    for (int i = 1; i < stays.size(); i++) {
      if (stays.get(i).begin() < stays.get(i - 1).end()) {
        overlaps.add(stays.get(i - 1) + " and " + stays.get(i));
      }
    }
    return overlaps;
  }

  private long longestGap() {
    long longest = 0;
    for (int i = 1; i < stays.size(); i++) {
      longest = Math.max(longest, stays.get(i).begin() - stays.get(i - 1).end());
    }
    return longest;
  }
}
