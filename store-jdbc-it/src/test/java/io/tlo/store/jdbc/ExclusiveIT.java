package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A Spring application of three instances that are killed at random, {@code -Dtlo.exclusive.seconds=600} long; in a
 * build for a while. Its scheduled task knows nothing of the others, and runs on one at a time: its own log shows it.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class ExclusiveIT {

  private static final int SECONDS = Integer.getInteger("tlo.exclusive.seconds", 25);
  private static final int JVMS = 3;
  private static final long LEASE_MILLIS = 3_000;
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

  private final Random random = new Random();
  private final List<ForkedJvm.Running> present = new ArrayList<>();
  private final List<Stay> stays = new ArrayList<>();

  @ParameterizedTest
  @EnumSource
  void neverRunsOnTwoAtOnceAndNoTurnIsLostForLongerThanTheLease(TestDatabase kind) {
    ForkedJvm jvm = jvm(kind.url(folder));
    long end = System.currentTimeMillis() + SECONDS * 1_000L;
    int kills = 0;
    try {
      for (int i = 0; i < JVMS; i++) {
        present.add(jvm.start("app.Main"));
      }
      while (System.currentTimeMillis() < end) {
        Awaitility.await()
            .pollDelay(Duration.ofMillis(2_000L + random.nextInt(4_000)))
            .until(() -> true);
        kill(present.remove(random.nextInt(JVMS)));
        kills++;
        present.add(jvm.start("app.Main"));
      }
      while (!present.isEmpty()) {
        kill(present.remove(0));
      }
    } finally {
      present.forEach(ForkedJvm.Running::close);
    }
    stays.sort(Comparator.comparingLong(Stay::begin));
    System.out.println("| " + kind + " | " + SECONDS + " s | " + kills + " kills | " + stays.size()
        + " turns | longest without one " + longestGap() + " ms, with a lease of " + LEASE_MILLIS
        + " ms |");
    assertThat(stays.size()).isGreaterThan(SECONDS);
    assertThat(overlaps()).isEmpty();
    assertThat(longestGap()).isLessThan(LEASE_MILLIS + SLACK_MILLIS);
  }

  private ForkedJvm jvm(String url) {
    Path classes = compiled();
    List<Path> classPath = new ArrayList<>(List.of(classes, Built.core()));
    classPath.addAll(springs());
    return ForkedJvm.on(classPath.toArray(new Path[0]))
        .agent("log=error,app.name=shop,task.state.store=jdbc,extensions=" + StoreJarIT.jar()
            + ",store.url=" + url.replace(",", "\\,") + ",fleet.file=" + folder.resolve("fleet")
            + ",exclusive=Main.reconcile,exclusive.lease=" + LEASE_MILLIS + "ms");
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

  /** Notes when the task ran in it: what it was in the middle of ended with it. */
  private void kill(ForkedJvm.Running program) {
    ProcessHandle.of(program.pid()).orElseThrow().destroyForcibly();
    program.await();
    long dead = System.currentTimeMillis();
    long begin = 0;
    for (String line : program.out().lines().toList()) {
      if (line.matches("begin \\d+")) {
        begin = Long.parseLong(line.substring(6));
      } else if (line.matches("end \\d+")) {
        stays.add(new Stay(begin, Long.parseLong(line.substring(4))));
        begin = 0;
      }
    }
    if (begin != 0) {
      stays.add(new Stay(begin, dead));
    }
    // Spring logs there.
    assertThat(program.err()).doesNotContain("tlo").doesNotContain("Exception");
    program.close();
  }

  private List<String> overlaps() {
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
