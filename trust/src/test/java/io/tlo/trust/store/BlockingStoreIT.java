package io.tlo.trust.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.it.Built;
import io.tlo.agent.it.ForkedJvm;
import io.tlo.agent.it.JmxClient;
import io.tlo.agent.it.Numbers;
import io.tlo.agent.it.TestProgram;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.PrintedNumbers;
import io.tlo.trust.StoreSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import javax.management.MBeanAttributeInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store that does not come back from a call: neither the application nor a JMX client waits for
 * it.
 */
class BlockingStoreIT {

  /** Measures its own calls, in rounds: the first ones warm up. */
  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.util.Arrays;
      public class Main {
        static int sum;
        public static void main(String[] arguments) throws Exception {
          int calls = Integer.parseInt(arguments[0]);
          int rounds = Integer.parseInt(arguments[1]);
          Main main = new Main();
          long[] best = {Long.MAX_VALUE, Long.MAX_VALUE};
          for (int round = 0; round < rounds; round++) {
            long[] nanos = new long[calls];
            for (int i = 0; i < calls; i++) {
              long before = System.nanoTime();
              main.work(i);
              nanos[i] = System.nanoTime() - before;
            }
            Arrays.sort(nanos);
            best[0] = Math.min(best[0], nanos[calls / 2]);
            best[1] = Math.min(best[1], nanos[(int) (calls * 0.99)]);
          }
          System.out.println("number median " + best[0]);
          System.out.println("number p99 " + best[1]);
          System.out.println("done");
          System.in.read();
          for (int i = 0; i < 100; i++) main.work(i);
          System.out.println("more");
          System.in.read();
        }
        @Task void work(int i) { sum += i; }
      }
      """;

  /** Blocks for as long as it is told in its first call, or not at all; then it works. */
  private static final String STORE = StoreSource.of("custom", "public class Store", """
      static final long MILLIS = Long.getLong("store.millis");
      boolean asked;
      public void create(TaskStateRecord it) { block(); }
      public void update(TaskStateRecord it) { }
      synchronized void block() {
        if (asked) return;
        asked = true;
        try {
          new CountDownLatch(1).await(MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      """);

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

  private static final int CALLS = 100_000;
  private static final int ROUNDS = 5;

  @TempDir
  Path folder;

  @Test
  void callsTakeAsLongAndMBeansAnswerWhileTheStoreBlocks() throws Exception {
    Path classes = TestProgram.in(folder).compile(MAIN, STORE);
    long working;
    try (ForkedJvm.Running program = start(classes, 0)) {
      working = number(program, "p99");
    }
    try (ForkedJvm.Running program = start(classes, Extent.of(5_000, 30_000));
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Main", "work"))) {
      long blocked = number(program, "p99");
      long millis = readEverything(client);
      assertExact(client, (long) CALLS * ROUNDS);
      // Not a ratio: both are close to what reading the clock takes.
      assertThat(blocked - working).isLessThan(1_000_000);
      assertThat(millis).isLessThan(5_000);
      long later = assertRecordsFlowAgain(program, client);
      Figures.of(7)
          .check(
              "p99 of a call while the store blocks for " + Extent.of(5, 30) + " s",
              String.format(
                  Locale.ROOT,
                  "%d ns, %.2f times that with one that works; all attributes read in %d ms; %d"
                      + " records of later calls stored",
                  blocked,
                  (double) blocked / working,
                  millis,
                  later));
    }
  }

  /** Blocks from the program's first call on, which comes long before the others are over. */
  private static ForkedJvm.Running start(Path classes, int millis) {
    return ForkedJvm.on(classes, Built.core())
        .agent("log=error,task.state.store=custom.Store")
        .option("-Dstore.millis=" + millis)
        .start("app.Main", Integer.toString(CALLS), Integer.toString(ROUNDS))
        .awaitOut("done");
  }

  private static long readEverything(JmxClient client) {
    long before = System.nanoTime();
    for (String name : client.names("tlo:*")) {
      for (MBeanAttributeInfo attribute : client.info(name).getAttributes()) {
        Object ignored = client.getOrNull(name, attribute.getName());
      }
    }
    return (System.nanoTime() - before) / 1_000_000;
  }

  private static void assertExact(JmxClient client, long calls) {
    Numbers numbers = Numbers.of(client);
    assertThat(numbers.calls()).isEqualTo(calls);
    assertThat(numbers.records()).isEqualTo(numbers.ended()).isEqualTo(calls);
    assertThat(numbers.adviceFailures()).isZero();
  }

  /** Once the store has come back, and the queue is empty, nothing more is dropped. */
  private static long assertRecordsFlowAgain(ForkedJvm.Running program, JmxClient client) {
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
    return dump.toString().contains("custom.Store.block");
  }

  @Test
  void aLibraryThatCallsTheSameStoreItselfIsHeldUp() {
    Path classes = TestProgram.in(folder).compile(MAIN, STORE, DIRECT);
    ForkedJvm.Result result = ForkedJvm.on(classes, Built.core())
        .withoutAgent()
        .option("-Dstore.millis=2000")
        .run("app.Direct");
    long most = PrintedNumbers.of("number", result.out()).get("most") / 1_000_000;
    assertThat(most).isGreaterThanOrEqualTo(2_000);
    Figures.of(7)
        .control("a store that blocks for 2 s called where the call is made", most + " ms");
  }

  private static long number(ForkedJvm.Running program, String name) {
    return PrintedNumbers.of("number", program.out()).get(name);
  }
}
