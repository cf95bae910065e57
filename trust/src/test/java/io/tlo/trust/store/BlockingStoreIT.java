package io.tlo.trust.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.PrintedNumbers;
import io.tlo.trust.StoreSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import javax.management.MBeanAttributeInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A store or a registry that does not come back from a call: neither the application nor a JMX
 * client waits for it.
 */
class BlockingStoreIT {

  /**
   * Measures its own calls, in rounds: the first ones warm up. Where something is to block, a round
   * counts only if it has begun to block before.
   */
  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.util.Arrays;
      import java.util.concurrent.locks.LockSupport;
      public class Main {
        static int sum;
        public static void main(String[] arguments) throws Exception {
          int calls = Integer.parseInt(arguments[0]);
          int rounds = Integer.parseInt(arguments[1]);
          Main main = new Main();
          long[] best = {Long.MAX_VALUE, Long.MAX_VALUE};
          boolean isToBlock = !System.getProperty("blocks").equals("neither");
          int blocked = 0;
          for (int round = 0; round < rounds; round++) {
            boolean isBlocked = isAsked();
            long[] nanos = new long[calls];
            for (int i = 0; i < calls; i++) {
              if (isToBlock && round == 0 && i == calls / 2) awaitAsked();
              long before = System.nanoTime();
              main.work(i);
              nanos[i] = System.nanoTime() - before;
            }
            blocked += isBlocked ? 1 : 0;
            if (isBlocked != isToBlock) continue;
            Arrays.sort(nanos);
            best[0] = Math.min(best[0], nanos[calls / 2]);
            best[1] = Math.min(best[1], nanos[(int) (calls * 0.99)]);
          }
          System.out.println("number median " + best[0]);
          System.out.println("number p99 " + best[1]);
          System.out.println("number blocked " + blocked);
          System.out.println("done");
          System.in.read();
          System.setProperty("released", "true");
          System.in.read();
          for (int i = 0; i < 100; i++) main.work(i);
          System.out.println("more");
          System.in.read();
        }
        /** A store is asked first when it has been made, which may be after many calls. */
        static void awaitAsked() {
          long end = System.nanoTime() + 60_000_000_000L;
          while (!isAsked() && System.nanoTime() - end < 0) LockSupport.parkNanos(1_000_000);
        }
        static boolean isAsked() { return System.getProperty("asked") != null; }
        @Task void work(int i) { sum += i; }
      }
      """;

  /**
   * Blocks the first call of the one that is to block, for as long as it is told and until the
   * program lets it go.
   */
  private static final String BLOCK = """
      package custom;
      import java.util.concurrent.locks.LockSupport;
      public class Block {
        static boolean asked;
        static synchronized void here(String where) {
          if (asked || !where.equals(System.getProperty("blocks"))) return;
          asked = true;
          System.setProperty("asked", "true");
          long end = System.nanoTime() + Long.getLong("blocks.millis") * 1_000_000;
          while (System.nanoTime() - end < 0 || System.getProperty("released") == null) {
            LockSupport.parkNanos(10_000_000);
          }
        }
      }
      """;

  private static final String STORE = StoreSource.of("custom", "public class Store", """
      public void create(TaskStateRecord it) { Block.here("store"); }
      public void update(TaskStateRecord it) { }
      """);

  private static final String REGISTRY = """
      package custom;
      import io.tlo.registry.*;
      import java.util.*;
      public class Registry implements TaskRegistry {
        public void register(TaskDefinition it) { Block.here("registry"); }
        public Optional<TaskDefinition> find(String name) { return Optional.empty(); }
        public List<TaskDefinition> list() { return List.of(); }
        public List<String> names() { return List.of(); }
        public boolean contains(String name) { return false; }
        public boolean remove(String name) { return false; }
      }
      """;

  /** What a library does that calls its store where the call is made. */
  private static final String DIRECT = """
      package app;
      public class Direct {
        public static void main(String[] arguments) {
          custom.Store store = new custom.Store();
          Main main = new Main();
          long most = 0;
          for (int i = 0; i < 1_000; i++) {
            long before = System.nanoTime();
            store.create(null);
            main.work(i);
            store.update(null);
            most = Math.max(most, System.nanoTime() - before);
          }
          System.out.println("number most " + most);
        }
      }
      """;

  private static final int CALLS = Extent.of(20_000, 100_000, 100_000);
  private static final int ROUNDS = Extent.of(1, 5, 5);
  private static final int MILLIS = Extent.of(1_000, 5_000, 30_000);

  @TempDir
  Path folder;

  /** It blocks until the program lets it go: what happens before that did not wait for it. */
  @ParameterizedTest
  @ValueSource(strings = {"store", "registry"})
  void callsEndAndMBeansAnswerWhileItBlocks(String blocks) throws Exception {
    Path classes = compile();
    try (ForkedJvm.Running program = start(classes, blocks);
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Main", "work"))) {
      int attributes =
          assertTimeoutPreemptively(Duration.ofMinutes(1), () -> readEverything(client));
      assertExact(client, (long) CALLS * ROUNDS);
      assertThat(threadBlocks(client)).as("the %s blocks all the time", blocks).isTrue();
      long later = assertRecordsFlowAgain(program, client);
      Figures.of(7)
          .check(
              "calls while the " + blocks + " blocks",
              String.format(
                  Locale.ROOT,
                  "%,d of %,d ended; all of %d attributes read; %d records of later calls stored",
                  CALLS * ROUNDS,
                  CALLS * ROUNDS,
                  attributes,
                  later));
    }
  }

  private Path compile() {
    return TestProgram.in(folder).compile(MAIN, BLOCK, STORE, REGISTRY);
  }

  /** Compares the times of two JVMs, which other programs on the machine lengthen. */
  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(strings = {"store", "registry"})
  void callsTakeAsLongWhileItBlocks(String blocks) {
    Path classes = compile();
    PrintedNumbers ofWorking = numbers(classes, "neither");
    PrintedNumbers ofBlocked = numbers(classes, blocks);
    assertThat(ofWorking.get("blocked")).isZero();
    assertThat(ofBlocked.get("blocked"))
        .as("rounds that began while the %s blocked", blocks)
        .isPositive();
    long working = ofWorking.get("p99");
    long blocked = ofBlocked.get("p99");
    // Not a ratio: both are close to what reading the clock takes.
    assertThat(blocked - working).isLessThan(1_000_000);
    Figures.of(7)
        .check(
            "p99 of a call while the " + blocks + " blocks for " + MILLIS / 1_000 + " s",
            String.format(
                Locale.ROOT,
                "%d ns, %.2f times that with one that works",
                blocked,
                (double) blocked / working));
  }

  private static PrintedNumbers numbers(Path classes, String blocks) {
    try (ForkedJvm.Running program = start(classes, blocks)) {
      return PrintedNumbers.of("number", program.out());
    }
  }

  /** The store or the registry blocks from the middle of the first round on. */
  private static ForkedJvm.Running start(Path classes, String blocks) {
    return ForkedJvm.on(classes, Built.core())
        .agent("log=error,task.state.store=custom.Store,task.registry=custom.Registry")
        .option("-Dblocks=" + blocks, "-Dblocks.millis=" + MILLIS)
        .start("app.Main", Integer.toString(CALLS), Integer.toString(ROUNDS))
        .awaitOut("done");
  }

  /** Returns how many attributes were read. */
  private static int readEverything(JmxClient client) {
    int read = 0;
    for (String name : client.names("tlo:*")) {
      for (MBeanAttributeInfo attribute : client.info(name).getAttributes()) {
        Object ignored = client.getOrNull(name, attribute.getName());
        read++;
      }
    }
    return read;
  }

  private static void assertExact(JmxClient client, long calls) {
    Numbers numbers = Numbers.of(client);
    assertThat(numbers.calls()).isEqualTo(calls);
    assertThat(numbers.records()).isEqualTo(numbers.ended()).isEqualTo(calls);
    assertThat(numbers.adviceFailures()).isZero();
  }

  /** Once it has come back, and the queue is empty, nothing more is dropped. */
  private static long assertRecordsFlowAgain(ForkedJvm.Running program, JmxClient client) {
    program.say("");
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !threadBlocks(client));
    Numbers before = Numbers.of(client);
    program.say("").awaitOut("more");
    assertExact(client, (long) CALLS * ROUNDS + 100);
    assertThat(Numbers.of(client).dropped()).isEqualTo(before.dropped());
    assertThat(Numbers.of(client).kept()).isEqualTo(before.kept() + 100);
    return 100;
  }

  private static boolean threadBlocks(JmxClient client) {
    Object dump = client.call(
        "com.sun.management:type=DiagnosticCommand", "threadPrint", new Object[] {new String[0]});
    return dump.toString().contains("custom.Block.here");
  }

  @Test
  void aLibraryThatCallsTheSameStoreItselfIsHeldUp() {
    Path classes = TestProgram.in(folder).compile(MAIN, BLOCK, STORE, DIRECT);
    ForkedJvm.Result result = ForkedJvm.on(classes, Built.core())
        .withoutAgent()
        .option("-Dblocks=store", "-Dblocks.millis=1000", "-Dreleased=true")
        .run("app.Direct");
    long most = PrintedNumbers.of("number", result.out()).get("most") / 1_000_000;
    assertThat(most).isGreaterThanOrEqualTo(1_000);
    Figures.of(7)
        .control("a store that blocks for 1 s called where the call is made", most + " ms");
  }
}
