package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every call is accounted for, whatever goes on at the same time. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Tag("jdk")
class EquationIT {

  /** Four threads; each counts every call just before it makes it, and each body that it sees run. */
  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.*;
      public class Main {
        static final LongAdder bodies = new LongAdder();
        static volatile boolean enough;
        static final ExecutorService completer = Executors.newSingleThreadExecutor();
        public static void main(String[] arguments) throws Exception {
          int threads = 4;
          List<FutureTask<Long>> counts = new ArrayList<>();
          System.out.println("ready");
          System.in.read();
          for (int i = 0; i < threads; i++) {
            FutureTask<Long> count = new FutureTask<>(Main::work);
            counts.add(count);
            new Thread(count).start();
          }
          System.in.read();
          enough = true;
          long calls = 0;
          for (FutureTask<Long> each : counts) {
            calls += each.get();
          }
          completer.shutdown();
          completer.awaitTermination(60, TimeUnit.SECONDS);
          System.out.println("calls " + calls);
          System.out.println("done");
          System.in.read();
          System.out.println("bodies " + bodies.sum());
          System.out.println("end");
          System.in.read();
        }
        static long work() {
          long[] calls = {0};
          Main main = new Main();
          for (int i = 0; calls[0] < 500_000 || !enough; i++) {
            calls[0]++;
            main.quick();
            calls[0]++;
            quickStatic(i);
            calls[0]++;
            main.recursive(3, calls);
            if (i % 10 == 0) {
              calls[0]++;
              try { main.failing(); } catch (IllegalStateException expected) { }
              calls[0]++;
              main.async(i);
            }
          }
          return calls[0];
        }
        @Task void quick() { bodies.increment(); }
        @Task static int quickStatic(int i) { bodies.increment(); return i; }
        @Task int recursive(int depth, long[] calls) {
          bodies.increment();
          if (depth == 0) return 0;
          calls[0]++;
          return recursive(depth - 1, calls);
        }
        @Task void failing() { bodies.increment(); throw new IllegalStateException("now and then"); }
        @Task CompletableFuture<Integer> async(int i) {
          bodies.increment();
          CompletableFuture<Integer> future = new CompletableFuture<>();
          completer.execute(() -> {
            if (i % 3 == 0) future.complete(i);
            else if (i % 3 == 1) future.cancel(false);
            else future.completeExceptionally(new IllegalStateException());
          });
          return future;
        }
        @Task static void manual() { bodies.increment(); }
      }
      """;

  private static final List<String> SWITCHED =
      List.of("quick", "quickStatic", "recursive", "failing", "async");

  @TempDir
  Path folder;

  @Test
  void aMillionCallsFromFourThreadsWhileTasksAreSwitchedAndTriggeredAreAllAccountedFor()
      throws Exception {
    Path classes = TestProgram.in(folder).compile(MAIN);
    try (ForkedJvm.Running program = ForkedJvm.on(classes, Built.core())
            .agent("log=error,history.per.task=10,history.total=50")
            .start("app.Main")
            .awaitOut("ready");
        JmxClient client = JmxClient.to(program)) {
      client.await(JmxClient.task("Main", "manual"));
      program.say("");
      long triggers = 0;
      for (int round = 0; round < 10 || !hasSeenAll(Numbers.of(client)); round++) {
        triggers += toggleAllAndTrigger(client);
      }
      program.say("");
      while (program.isAlive() && !program.out().contains("done")) {
        triggers += toggleAllAndTrigger(client);
      }
      long calls = number(program.out(), "calls ") + triggers;
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(Numbers.of(client).running()).isZero());
      // The oldest records go within a second of a machine that is not busy.
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(Numbers.of(client).kept()).isLessThanOrEqualTo(50));
      Numbers numbers = Numbers.of(client);
      program.say("").awaitOut("end");

      assertThat(numbers.calls()).isEqualTo(calls).isGreaterThan(1_000_000);
      assertThat(numbers.ended()).isEqualTo(number(program.out(), "bodies "));
      assertThat(numbers.records()).isEqualTo(numbers.ended());
      assertThat(numbers.adviceFailures()).isZero();
      assertThat(hasSeenAll(numbers)).isTrue();
      assertThat(triggers).isPositive();
      assertThat(program.err()).isEmpty();
    }
  }

  private static boolean hasSeenAll(Numbers numbers) {
    return numbers.skipped() > 0 && numbers.failed() > 0 && numbers.cancelled() > 0;
  }

  /** Returns how many triggers were accepted. */
  private static int toggleAllAndTrigger(JmxClient client) {
    for (String task : SWITCHED) {
      client.call(JmxClient.task("Main", task), "toggle");
    }
    try {
      client.call(JmxClient.task("Main", "manual"), "trigger");
      return 1;
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("16 executions wait already");
      return 0;
    }
  }

  private static long number(String out, String label) {
    return out.lines()
        .filter(line -> line.startsWith(label))
        .mapToLong(line -> Long.parseLong(line.substring(label.length())))
        .sum();
  }
}
