package io.tlo.trust.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.LostCall;
import io.tlo.trust.PrintedNumbers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Millions of executions of a thousand tasks where the heap is small: all are counted, none is
 * hoarded.
 */
class MillionsIT {

  private static final int CLASSES = 20;
  private static final int METHODS = 50;

  /** Calls all tasks in turn from two threads, and looks at the heap ten times. */
  private static final String MAIN = """
      package app;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.LongAdder;
      public class Main {
        static final int LOOKS = 10;
        static final LongAdder calls = new LongAdder();
        static final List<Object> kept = Collections.synchronizedList(new ArrayList<>());
        public static void main(String[] arguments) throws Exception {
          int total = Integer.parseInt(arguments[0]);
          boolean keeps = arguments[1].equals("keep");
          for (int look = 0; look < LOOKS; look++) {
            Thread[] threads = new Thread[2];
            for (int t = 0; t < threads.length; t++) {
              int from = look * (total / LOOKS) + t * (total / LOOKS / 2);
              threads[t] = new Thread(() -> run(from, from + total / LOOKS / 2, keeps));
              threads[t].start();
            }
            for (Thread each : threads) each.join();
            // What is more than history.total is dropped by the agent's own thread, a little later.
            if (!keeps) program.AgentNumbers.awaitAtMost("RecordsKept", 10_000);
            Runtime runtime = Runtime.getRuntime();
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
              System.gc();
              least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
            }
            System.out.println("heap " + look + " " + least);
          }
          if (!keeps) {
            numbers("number");
            program.LostCall.make(Main::lost);
            numbers("later");
          }
        }
        static void numbers(String label) throws Exception {
          System.out.println(label + " calls " + calls.sum());
          program.AgentNumbers.print(label);
        }
        static void run(int from, int to, boolean keeps) {
          for (int i = from; i < to; i++) {
            calls.increment();
            Tasks.call(i % 1000, i);
            if (keeps) kept.add(new long[32]);
          }
        }
        static void lost() {
          calls.increment();
          Tasks.call(0, 0);
        }
      }
      """;

  @TempDir
  static Path folder;

  @BeforeAll
  static void compile() {
    TestProgram.in(folder).compile(sources());
  }

  /**
   * The heap grows by far less than where a little of each execution is kept; it is compared after
   * collections, so that other programs make no difference.
   */
  @Test
  void everyExecutionIsCountedTheHeapStaysFlatAndOneLostCallIsSeen() {
    long hoarded = assertKeepingSomethingIsSeenInTheHeap();
    int total = Extent.of(100_000, 1_000_000, 10_000_000);
    ForkedJvm.Result result = jvm().run("app.Main", Integer.toString(total), "");
    assertThat(result.exitCode()).as("%s", result).isZero();
    assertThat(result.err()).isEmpty();
    PrintedNumbers numbers = PrintedNumbers.of("number", result.out());
    assertThat(numbers.all())
        .containsEntry("calls", (long) total)
        .containsEntry("TasksTotal", (long) CLASSES * METHODS)
        .containsEntry("ExecutionsRunning", 0L)
        .containsEntry("AdviceFailures", 0L);
    assertThat(numbers.accounted()).isEqualTo(total);
    assertThat(numbers.get("ExecutionsFailed")).isPositive();
    assertThat(numbers.records()).isEqualTo(total);
    List<Long> heap = heap(result.out());
    assertThat(numbers.get("RecordsKept")).isBetween(1L, 10_000L);
    assertThat(growth(heap)).as("%s", heap).isLessThan(hoarded / 3);
    Figures.of(9)
        .check(
            total + " executions of 1,000 tasks at -Xmx64m",
            numbers.accounted() + " accounted for; least heap after collection "
                + kib(Collections.min(heap)) + " KiB, growth after the first tenth "
                + kib(growth(heap)) + " KiB");
    assertOneLostCallIsSeen(PrintedNumbers.of("later", result.out()));
  }

  private static void assertOneLostCallIsSeen(PrintedNumbers numbers) {
    assertThat(numbers.accounted()).isEqualTo(numbers.get("calls") - 1);
    Figures.of(9)
        .control(
            "one call that the agent does not hear of",
            numbers.accounted() + " of " + numbers.get("calls") + " calls accounted for");
  }

  /** Returns by how much the heap grows where something of 50,000 executions is kept. */
  private static long assertKeepingSomethingIsSeenInTheHeap() {
    ForkedJvm.Result result = jvm().withoutAgent().run("app.Main", "100000", "keep");
    long growth = growth(heap(result.out()));
    assertThat(growth).as("%s", result).isGreaterThan(50_000 * 256L / 2);
    Figures.of(9)
        .control(
            "256 bytes kept of each of 100,000 executions",
            "heap grows by " + kib(growth) + " KiB");
    return growth;
  }

  private static ForkedJvm jvm() {
    return ForkedJvm.on(folder, Built.core())
        .asInProduction()
        .option("-Xmx64m", "--add-opens", "java.base/java.lang=ALL-UNNAMED")
        .patience(Duration.ofMinutes(5));
  }

  /** Twenty classes of fifty tasks, and a way to call each by its number. */
  private static String[] sources() {
    List<String> sources = new ArrayList<>(List.of(MAIN, PrintedNumbers.SOURCE, LostCall.SOURCE));
    StringBuilder calls = new StringBuilder();
    for (int c = 0; c < CLASSES; c++) {
      StringBuilder text =
          new StringBuilder("package app;\nimport io.tlo.Task;\npublic class Tasks" + c + " {\n");
      for (int m = 0; m < METHODS; m++) {
        text.append(method(m));
        String call = "Tasks" + c + ".t" + m + "(i);";
        calls
            .append("      case ")
            .append(c * METHODS + m)
            .append(" -> ")
            .append(call)
            .append('\n');
      }
      sources.add(text.append("}\n").toString());
    }
    sources.add(
        "package app;\npublic class Tasks {\n  static void call(int n, int i) {\n    try {\n"
            + "      switch (n) {\n" + calls
            + "      default -> throw new AssertionError(); }\n"
            + "    } catch (IllegalStateException expected) { return; }\n  }\n}\n");
    return sources.toArray(String[]::new);
  }

  private static String method(int number) {
    String head = "  @Task static ";
    return switch (number % 5) {
      case 0 -> head + "int t" + number + "(int i) { return i; }\n";
      case 1 -> head + "String t" + number + "(int i) { return \"t\"; }\n";
      case 2 -> head + "Object t" + number + "(int i) { return new int[1]; }\n";
      case 3 ->
        head + "java.util.concurrent.CompletableFuture<String> t" + number
            + "(int i) { return java.util.concurrent.CompletableFuture.completedFuture(null); }\n";
      default ->
        head + "void t" + number
            + "(int i) { if (i % 64 == 0) throw new IllegalStateException(\"now and then\"); }\n";
    };
  }

  private static List<Long> heap(String out) {
    return List.copyOf(PrintedNumbers.of("heap", out).all().values());
  }

  /**
   * The first tenth fills what is kept of each task. The least of a few looks counts, since the
   * agent's own thread may just be at work.
   */
  private static long growth(List<Long> heap) {
    int size = heap.size();
    return size < 10
        ? 0
        : Collections.min(heap.subList(size - 4, size)) - Collections.min(heap.subList(1, 5));
  }

  private static long kib(long bytes) {
    return bytes >> 10;
  }
}
