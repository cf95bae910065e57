package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that return a stage: the execution ends with the stage. */
@Tag("jdk")
class AsyncIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.lang.reflect.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.function.*;
      public class Main {
        static CompletableFuture<Object> held = new CompletableFuture<>();
        public static void main(String[] arguments) throws Exception {
          Main main = new Main();
          List<CompletableFuture<Object>> made = new ArrayList<>();
          for (Function<CompletableFuture<Object>, Object> task : List.<Function<CompletableFuture<Object>, Object>>of(
              main::succeeds, main::fails, main::failsDependent, main::cancelled, main::declaredObject)) {
            CompletableFuture<Object> future = new CompletableFuture<>();
            made.add(future);
            same(future, task.apply(future));
          }
          CompletableFuture<Object> early = CompletableFuture.completedFuture("early");
          same(early, main.already(early));
          CompletableFuture<Object> broken = CompletableFuture.failedFuture(new IllegalStateException("broken"));
          same(broken, main.alreadyBroken(broken));
          CompletionStage<Object> hostile = stage((proxy, method, args) -> {
            if (method.getDeclaringClass() == Object.class) throw new IllegalStateException("hostile " + method.getName());
            throw new NoSuchMethodError("hostile");
          });
          same(hostile, main.hostile(hostile));
          CompletionStage<Object> twice = stage((proxy, method, args) -> {
            if (method.getName().equals("whenComplete")) {
              BiConsumer<Object, Throwable> action = (BiConsumer<Object, Throwable>) args[0];
              action.accept("once", null);
              action.accept(null, new IllegalStateException("twice"));
            }
            return proxy;
          });
          same(twice, main.twice(twice));
          main.abandoned(held);
          System.out.println("begun");
          System.in.read();
          made.get(0).complete(17);
          made.get(1).completeExceptionally(new java.io.IOException("late"));
          made.get(2).completeExceptionally(new java.io.IOException("cause"));
          made.get(3).cancel(true);
          made.get(4).complete("object");
          System.out.println("ended");
          System.in.read();
          System.out.println("millis " + main.millis(10_000));
          System.out.println("millis of ten times as many " + main.millis(100_000));
          held = null;
          System.out.println("outstanding");
          while (true) {
            System.gc();
            Thread.sleep(100);
          }
        }
        /** Returns how long it takes to begin so many, and to end them. */
        long millis(int stages) {
          long begun = System.nanoTime();
          List<CompletableFuture<Object>> outstanding = new ArrayList<>();
          for (int i = 0; i < stages; i++) {
            CompletableFuture<Object> future = new CompletableFuture<>();
            outstanding.add(future);
            outstanding(future);
          }
          outstanding.forEach(each -> each.complete(null));
          for (int i = 0; i < 1_000; i++) {
            outstanding(CompletableFuture.completedFuture(null));
          }
          return (System.nanoTime() - begun) / 1_000_000;
        }
        static CompletionStage<Object> stage(InvocationHandler handler) {
          return (CompletionStage<Object>) Proxy.newProxyInstance(
              Main.class.getClassLoader(), new Class<?>[] {CompletionStage.class}, handler);
        }
        static void same(Object expected, Object actual) {
          System.out.println(expected == actual ? "same" : "ANOTHER");
        }
        @Task CompletableFuture<Object> succeeds(CompletableFuture<Object> it) { return it; }
        @Task CompletionStage<Object> fails(CompletableFuture<Object> it) { return it; }
        @Task CompletionStage<Object> failsDependent(CompletableFuture<Object> it) {
          it.thenApply(value -> value);
          return it;
        }
        @Task Future<Object> cancelled(CompletableFuture<Object> it) { return it; }
        @Task Object declaredObject(CompletableFuture<Object> it) { return it; }
        @Task CompletableFuture<Object> already(CompletableFuture<Object> it) { return it; }
        @Task CompletableFuture<Object> alreadyBroken(CompletableFuture<Object> it) { return it; }
        @Task CompletionStage<Object> hostile(CompletionStage<Object> it) { return it; }
        @Task CompletionStage<Object> twice(CompletionStage<Object> it) { return it; }
        @Task CompletionStage<Object> abandoned(CompletableFuture<Object> it) { return it; }
        @Task CompletableFuture<Object> outstanding(CompletableFuture<Object> it) { return it; }
      }
      """;

  private static final int TASKS_CALLED_ONCE = 10;

  @TempDir
  Path folder;

  @Test
  void anExecutionEndsWithItsStage() throws Exception {
    Path classes = TestProgram.in(folder).compile(MAIN);
    // Of a hundred thousand at once some might else take the place of the other tasks' records.
    try (ForkedJvm.Running program = ForkedJvm.on(classes, Built.core())
            .agent("log=error,history.total=1000000")
            .start("app.Main")
            .awaitOut("begun");
        JmxClient client = JmxClient.to(program)) {
      client.await(JmxClient.task("Main", "abandoned"));
      assertThat(program.out()).doesNotContain("ANOTHER");
      Map<String, String> expected = new TreeMap<>(Map.of(
          "abandoned", "Running null null",
          "already", "Succeeded early null",
          "alreadyBroken", "Failed null java.lang.IllegalStateException: broken",
          "cancelled", "Running null null",
          "declaredObject", "Running null null",
          "fails", "Running null null",
          "failsDependent", "Running null null",
          "succeeds", "Running null null",
          "twice", "Succeeded once null"));
      // Stages of the program's own making are waited for aside, on a busy machine a second later.
      Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
        Map<String, String> begun = records(client);
        assertThat(begun.remove("hostile")).startsWith("Succeeded ").contains("Proxy");
        assertThat(begun).isEqualTo(expected);
      });
      assertThat(client.number(JmxClient.task("Main", "succeeds"), "ExecutionsRunning"))
          .isOne();
      assertThat(client.get(JmxClient.task("Main", "succeeds"), "LastDurationMillis"))
          .isNull();

      program.say("").awaitOut("ended");
      expected.put("cancelled", "Cancelled null java.util.concurrent.CancellationException");
      expected.put("declaredObject", "Succeeded object null");
      expected.put("fails", "Failed null java.io.IOException: late");
      expected.put("failsDependent", "Failed null java.io.IOException: cause");
      expected.put("succeeds", "Succeeded 17 null");
      Map<String, String> ended = records(client);
      ended.remove("hostile");
      assertThat(ended).isEqualTo(expected);

      program.say("").awaitOut("outstanding\n");
      // Ten times as long at the same effort for each: a hundred times if each looked at all
      // others.
      assertThat(millis(program.out(), "millis of ten times as many "))
          .isLessThan(1_000 + 50 * millis(program.out(), "millis "));
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(records(client).get("abandoned"))
              .isEqualTo("Cancelled null Cancelled: its stage was dropped before it completed"));
      Numbers numbers = Numbers.of(client);
      assertThat(numbers.calls()).isEqualTo(TASKS_CALLED_ONCE + 112_000);
      assertThat(numbers.running()).isZero();
      assertThat(numbers.cancelled()).isEqualTo(2);
      assertThat(numbers.records()).isEqualTo(numbers.ended());
      assertThat(numbers.kept()).isEqualTo(TASKS_CALLED_ONCE + 100);
      assertThat(program.err()).isEmpty();
    }
  }

  private static long millis(String out, String word) {
    return out.lines()
        .filter(line -> line.matches(word + "\\d+"))
        .mapToLong(line -> Long.parseLong(line.substring(word.length())))
        .sum();
  }

  /** Returns status, result and the failure's first line of each task but the one called many times. */
  private static Map<String, String> records(JmxClient client) {
    Map<String, String> records = new TreeMap<>();
    CompositeData[] tasks = (CompositeData[]) client.get(JmxClient.REGISTRY, "Tasks");
    for (CompositeData task : tasks) {
      String name = (String) task.get("name");
      CompositeData[] found =
          (CompositeData[]) client.call(JmxClient.REGISTRY, "findRecords", name, "*", 1);
      if (found.length == 1 && !name.equals("Main.outstanding")) {
        String failure = (String) found[0].get("failure");
        records.put(
            name.substring("Main.".length()),
            found[0].get("status")
                + " "
                + found[0].get("result")
                + " "
                + (failure == null ? null : failure.lines().findFirst().orElse("")));
      }
    }
    return records;
  }
}
