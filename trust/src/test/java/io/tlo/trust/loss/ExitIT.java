package io.tlo.trust.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.StoreSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What runs at the end does not hold the end. The same program with and without the agent, in
 * pairs: from the moment in which it leaves until its process is gone.
 */
class ExitIT {

  /**
   * Something runs or waits; then the program leaves, in the way that its first argument says.
   */
  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.*;
      import java.util.concurrent.locks.LockSupport;
      public class Main {
        static final CountDownLatch runs = new CountDownLatch(1);
        static final CountDownLatch never = new CountDownLatch(1);
        static final List<CompletableFuture<String>> stages = new ArrayList<>();
        public static void main(String[] arguments) throws Exception {
          String mode = arguments[0];
          work(0);
          switch (mode) {
            case "daemon" -> inThread(true, () -> waits());
            case "thread" -> inThread(false, () -> waits());
            case "interval" -> { if (Boolean.getBoolean("watched")) Turns.awaitOne(); }
            case "stage" -> { for (int i = 0; i < 100; i++) stages.add(stage()); }
            case "busy" -> inThread(true, () -> { for (int i = 0; ; i++) { work(i); runs.countDown(); } });
            case "hook" -> Runtime.getRuntime().addShutdownHook(new Thread(() -> work(1)));
            case "waiting" -> {
              inThread(true, () -> waits());
              Runtime.getRuntime().addShutdownHook(new Thread(Main::waitForAll));
            }
            case "store" -> { if (Boolean.getBoolean("watched")) awaitStore(); }
            case "full" -> { for (int i = 0; i < 20_000; i++) work(i); }
          }
          leaving();
          switch (mode) {
            case "exit" -> exits();
            case "halt" -> halts();
            case "thread" -> System.exit(7);
            default -> { }
          }
          if (!mode.equals("nothing")) System.exit(7);
        }
        static void leaving() {
          System.out.println("leaving " + System.currentTimeMillis());
        }
        static void inThread(boolean daemon, Runnable what) throws Exception {
          Thread thread = new Thread(what);
          thread.setDaemon(daemon);
          thread.start();
          runs.await();
        }
        /** Until the store has hung in one call for longer than the end would wait. */
        static void awaitStore() throws Exception {
          while (System.getProperty("store.blocks") == null) LockSupport.parkNanos(1_000_000);
          new CountDownLatch(1).await(2_500, TimeUnit.MILLISECONDS);
        }
        /** What a recorder would do that wants to see the end of all that runs. */
        static void waitForAll() {
          try {
            never.await(3, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
        @Task static int work(int i) { return i; }
        @Task static void waits() {
          runs.countDown();
          while (true) LockSupport.park();
        }
        @Task static CompletableFuture<String> stage() { return new CompletableFuture<>(); }
        @Task static void exits() { System.exit(7); }
        @Task static void halts() { Runtime.getRuntime().halt(7); }
        static final class Turns {
          static final CountDownLatch began = new CountDownLatch(1);
          static void awaitOne() throws Exception { began.await(30, TimeUnit.SECONDS); }
          @Task(interval = "20ms") static void turn() {
            began.countDown();
            while (true) LockSupport.park();
          }
        }
      }
      """;

  private static final String STORE = StoreSource.of("custom", "public class Store", """
      static final String MODE = System.getProperty("store.mode", "");
      public void create(TaskStateRecord it) {
        if (MODE.equals("block")) {
          System.setProperty("store.blocks", "true");
          while (true) LockSupport.park();
        }
        if (MODE.equals("slow")) {
          long end = System.nanoTime() + 1_000_000;
          while (System.nanoTime() < end) LockSupport.parkNanos(100_000);
        }
      }
      public void update(TaskStateRecord it) { }
      """);

  /**
   * Of a few pairs: a hang lasts minutes, and the control three seconds. A busy machine holds up
   * some of them, and what waits for something holds up all.
   */
  private static final long MOST_MILLIS_OF_A_FEW = 1_500;
  /** Of seven pairs; what is queued for a store that works is no exception. */
  private static final long MOST_MILLIS = 200;

  private static final int LEAST_PAIRS = 2;
  private static final int MOST_PAIRS = 5;
  /** How many of the pairs are within the bound: in nightly most of them. */
  private static final int GOOD_PAIRS = Extent.of(1, 3, 3);

  @TempDir
  static Path folder;

  @BeforeAll
  static void compile() {
    TestProgram.in(folder).compile(MAIN, STORE);
  }

  @Test
  void whatRunsDoesNotHoldTheEnd() {
    long base = added("nothing", "", "nothing runs, the agent's base", 0);
    added("daemon", "", "a daemon thread in a task's body for ever", base);
    added("interval", "", "an interval's turn that does not end", base);
    added("stage", "", "100 stages that are never completed", base);
    if (!Extent.isLanding()) {
      added("thread", "", "a thread in a task's body for ever, System.exit", base);
      added("hook", "", "a shutdown hook that runs a task", base);
      added("exit", "", "System.exit inside a task", base);
      added("halt", "", "Runtime.halt inside a task", base);
    }
  }

  @Test
  void aStoreDoesNotHoldTheEnd() {
    long base = added("nothing", "fast", "nothing runs, the base with a custom store", 0);
    added("store", "block", "a store that has blocked for 2.5 s", base);
    if (!Extent.isLanding()) {
      added("busy", "fast", "a store, and a thread that calls tasks until the end", base);
      added("full", "fast", "a store with a queue that is full", base);
    }
  }

  /** What a slow store has not taken yet is worth a wait, but not without end. */
  @Tag("nightly")
  @Test
  void aStoreThatIsSlowHoldsTheEndForTwoSecondsAtMost() {
    long millis = addedInAFewPairs("full", "slow", 2_000 + MOST_MILLIS_OF_A_FEW);
    assertThat(millis).isLessThanOrEqualTo(2_000 + MOST_MILLIS_OF_A_FEW);
    Figures.of(9)
        .check("end with a full queue before a store of 1 ms a record", millis + " ms added");
  }

  @Test
  void waitingForWhatRunsIsSeen() {
    long millis = end("waiting", "", true);
    assertThat(millis).isGreaterThan(MOST_MILLIS_OF_A_FEW);
    Figures.of(9)
        .control("a shutdown hook that waits 3 s for what runs", "end after " + millis + " ms");
  }

  /** Returns how many milliseconds the agent adds to the end. */
  private static long added(String mode, String store, String what, long base) {
    if (!Extent.isFull()) {
      long added = addedInAFewPairs(mode, store, MOST_MILLIS_OF_A_FEW);
      assertThat(added).as(what).isLessThanOrEqualTo(MOST_MILLIS_OF_A_FEW);
      keep(what, added, base, GOOD_PAIRS + " of at most " + MOST_PAIRS + " pairs");
      return added;
    }
    int pairs = 7;
    List<Long> with = new ArrayList<>();
    List<Long> without = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      with.add(end(mode, store, true));
      without.add(end(mode, store, false));
    }
    long added = median(with) - median(without);
    assertThat(added).as(what).isLessThanOrEqualTo(MOST_MILLIS);
    keep(what, added, base, "median of " + pairs + " pairs");
    return added;
  }

  private static void keep(String what, long added, long base, String how) {
    Figures.of(9)
        .check(
            "end: " + what, added + " ms added, " + (added - base) + " ms beyond the base, " + how);
  }

  /**
   * Returns the most that the agent adds in the best pairs, as many as have to be good. All ends
   * with the agent are compared with the shortest end without it. No pair follows once enough are
   * good.
   */
  private static long addedInAFewPairs(String mode, String store, long most) {
    List<Long> with = new ArrayList<>();
    List<Long> without = new ArrayList<>();
    long added = Long.MAX_VALUE;
    while (with.size() < LEAST_PAIRS || (with.size() < MOST_PAIRS && added > most)) {
      without.add(end(mode, store, false));
      with.add(end(mode, store, true));
      added = addedInBestPairs(with, without);
    }
    return added;
  }

  private static long addedInBestPairs(List<Long> with, List<Long> without) {
    return with.size() < GOOD_PAIRS
        ? Long.MAX_VALUE
        : with.stream().sorted().toList().get(GOOD_PAIRS - 1) - Collections.min(without);
  }

  /** Returns how many milliseconds a program takes from the moment in which it leaves. */
  private static long end(String mode, String store, boolean watched) {
    ForkedJvm jvm = ForkedJvm.on(folder, Built.core())
        .option("-Dstore.mode=" + store, "-Dwatched=" + watched)
        .patience(Duration.ofSeconds(60));
    jvm = watched
        ? jvm.agent("log=error" + (store.isEmpty() ? "" : ",task.state.store=custom.Store"))
        : jvm.withoutAgent();
    ForkedJvm.Result result = jvm.run("app.Main", mode);
    long ended = System.currentTimeMillis();
    assertThat(result.err()).as(mode).isEmpty();
    assertThat(result.exitCode())
        .as("%s %s", mode, result)
        .isEqualTo(mode.equals("nothing") ? 0 : 7);
    return ended - Long.parseLong(result.out().strip().substring("leaving ".length()));
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
