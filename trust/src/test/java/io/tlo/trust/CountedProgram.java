package io.tlo.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A program that calls one task as often as it is told to, from four threads, and counts that
 * itself. Every tenth call fails. What it prints is the same whatever watches it.
 */
public final class CountedProgram implements AutoCloseable {

  /** The class, and so the task's group too. */
  public static final String CLASS = "app.Counted";

  public static final String TASK = JmxClient.task("Counted", "work");

  private static final int FAILS_EVERY = 10;

  private static final String SOURCE = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      import java.util.concurrent.*;
      public class Counted {
        private static final int THREADS = 4;
        static class Tenth extends RuntimeException {
          Tenth(int number) { super("call " + number); }
        }
        public static void main(String[] arguments) throws Exception {
          System.out.println("ready");
          long calls = 0;
          Scanner in = new Scanner(System.in);
          for (String word = in.next(); !word.equals("end"); word = in.next()) {
            int more = Integer.parseInt(word);
            calls += more;
            System.out.println("after " + calls + " calls: " + sum(more));
          }
          System.out.println("ended");
        }
        static long sum(int calls) throws Exception {
          ExecutorService pool = Executors.newFixedThreadPool(THREADS);
          List<Future<Long>> parts = new ArrayList<>();
          for (int i = 0; i < THREADS; i++) {
            int first = i;
            parts.add(pool.submit(() -> part(first, calls)));
          }
          long sum = 0;
          for (Future<Long> part : parts) sum += part.get();
          pool.shutdown();
          return sum;
        }
        static long part(int first, int calls) {
          long sum = 0;
          for (int i = first; i < calls; i += THREADS) {
            try {
              sum += work(i);
            } catch (Tenth e) {
              sum -= e.getMessage().length();
            }
          }
          return sum;
        }
        @Task public static int work(int number) {
          if (number % 10 == 0) throw new Tenth(number);
          return number * 2;
        }
      }
      """;

  private final ForkedJvm.Running running;
  private long calls;

  private CountedProgram(ForkedJvm.Running running) {
    this.running = running;
  }

  /** Compiles the program into a folder, which it needs on its class path, beside tlo-core. */
  public static Path compile(Path folder) {
    return TestProgram.in(folder).compile(SOURCE);
  }

  /** Starts the program; it has called nothing when this returns. */
  public static CountedProgram start(ForkedJvm jvm) {
    return new CountedProgram(jvm.start(CLASS).awaitOut("ready\n"));
  }

  public ForkedJvm.Running running() {
    return running;
  }

  /** Has the task called; a multiple of ten. */
  public CountedProgram call(int more) {
    calls += more;
    running.say(Integer.toString(more)).awaitOut("after " + calls + " calls: ");
    return this;
  }

  /** Has the program end as it does by itself. */
  public ForkedJvm.Result end() {
    return running.say("end").await();
  }

  /**
   * Asserts that the agent has recorded so many calls, no more and no less, and returns its words
   * for that.
   */
  public String assertRecorded(long expected) {
    Numbers numbers = numbers();
    assertThat(numbers.calls()).as("calls in %s", numbers).isEqualTo(expected);
    assertThat(numbers.failed()).as("failed in %s", numbers).isEqualTo(expected / FAILS_EVERY);
    assertThat(numbers.succeeded())
        .as("succeeded in %s", numbers)
        .isEqualTo(expected - expected / FAILS_EVERY);
    assertThat(numbers.records()).as("records in %s", numbers).isEqualTo(expected);
    return figure(numbers, expected);
  }

  /** Returns the agent's numbers. */
  public Numbers numbers() {
    try (JmxClient client = JmxClient.to(running).await(JmxClient.REGISTRY)) {
      return Numbers.of(client);
    }
  }

  /** Returns how many of these calls the agent has recorded, in words. */
  public static String figure(Numbers numbers, long expected) {
    return String.format(Locale.ROOT, "%,d of %,d recorded", numbers.calls(), expected);
  }

  /** Ends the program if it has not ended. */
  @Override
  public void close() {
    running.close();
  }
}
