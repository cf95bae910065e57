package io.tlo.trust.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.PrintedNumbers;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recording itself fails: what woven code calls throws, is empty, or finds no stack left. */
class RecordingFaultIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      public class Main {
        static final IllegalStateException KNOWN = new IllegalStateException("known");
        static final Object RESULT = new Object();
        static final int AFTER = 1_000;
        static long executions;
        static long wrong;
        public static void main(String[] arguments) throws Throwable {
          String mode = arguments[0];
          int calls = Integer.parseInt(arguments[1]);
          Main main = new Main();
          boolean watched = Boolean.getBoolean("watched");
          result();
          if (watched && !mode.equals("deep")) Saboteur.install(mode);
          if (mode.equals("deep")) {
            Thread thread = new Thread(null, () -> deep(calls), "deep", 256 * 1024);
            thread.start();
            thread.join();
            for (int i = 0; i < AFTER; i++) still(i);
          } else {
            for (int i = 0; i < calls; i++) main.one(i);
          }
          if (watched && !mode.equals("deep")) Saboteur.remove();
          System.out.println("wrong " + wrong);
          System.out.println("done");
          System.out.println("number executions " + executions);
          if (watched) numbers();
        }
        static void numbers() throws Exception {
          System.out.println("number thrown " + Saboteur.thrown);
          System.out.println("number unseen " + Saboteur.unseen);
          program.AgentNumbers.print("number");
        }
        void one(int i) {
          try {
            switch (i % 4) {
              case 0 -> same(result(), RESULT);
              case 1 -> fails();
              case 2 -> same(number(i), i);
              default -> same(still(i), (long) i);
            }
          } catch (Throwable e) {
            same(e, KNOWN);
          }
        }
        static void same(Object one, Object other) {
          if (one != other && !one.equals(other)) wrong++;
        }
        static void deep(int rounds) {
          for (int i = 0; i < rounds; i++) {
            try {
              padded(i % 97, i);
            } catch (StackOverflowError expected) {
              continue;
            }
            wrong++;
          }
        }
        /** So that the stack ends somewhere else each time. */
        static long padded(int frames, int i) {
          return frames == 0 ? (i % 2 == 0 ? endless(i) : endlessAndFailing(i)) : padded(frames - 1, i) + 1;
        }
        @Task static Object result() { executions++; return RESULT; }
        @Task void fails() { executions++; throw KNOWN; }
        @Task int number(int i) { executions++; return i; }
        @Task static long still(long i) { executions++; return i; }
        @Task static long endless(long i) { executions++; return endless(i + 1) + 1; }
        @Task static long endlessAndFailing(long i) {
          executions++;
          try { return endlessAndFailing(i + 1) + 1; } finally { wrong += 0; }
        }
      }
      """;

  /** Stands between woven code and the agent, which it calls in two cases out of three. */
  private static final String SABOTEUR = """
      package app;
      import java.lang.invoke.*;
      import java.lang.reflect.Field;
      public final class Saboteur {
        static final int BEGIN = 0;
        static final int END = 1;
        static MutableCallSite site;
        static MethodHandle agent;
        static int failing;
        static boolean empty;
        static long asked;
        static long thrown;
        static long unseen;
        static void install(String mode) throws Throwable {
          failing = mode.equals("begin") ? BEGIN : END;
          empty = mode.equals("empty");
          Field field = Class.forName("java.lang.$TloHook").getDeclaredField("SITE");
          field.setAccessible(true);
          site = (MutableCallSite) field.get(null);
          agent = site.getTarget();
          put(MethodHandles.lookup().findStatic(Saboteur.class, "call", agent.type()));
        }
        static void remove() { put(agent); }
        static void put(MethodHandle target) {
          site.setTarget(target);
          MutableCallSite.syncAll(new MutableCallSite[] {site});
        }
        static Object call(int phase, int number, Object token, Object subject, Throwable failure)
            throws Throwable {
          if (empty && phase <= END) {
            // All of it, for every third call: as when the agent is taken out.
            asked += phase == BEGIN ? 1 : 0;
            if (asked % 3 == 0) {
              unseen += phase == BEGIN ? 1 : 0;
              return null;
            }
          } else if (phase == failing && asked++ % 3 == 0) {
            throw fault((int) (thrown++ % 6));
          }
          return agent.invoke(phase, number, token, subject, failure);
        }
        static Throwable fault(int kind) {
          return switch (kind) {
            case 0 -> new OutOfMemoryError();
            case 1 -> new StackOverflowError();
            case 2 -> new ThreadDeath();
            case 3 -> new java.io.IOException();
            case 4 -> new NoClassDefFoundError("io/tlo/Gone");
            default -> new InterruptedException();
          };
        }
      }
      """;

  private static final long MOST_MISSED = 40;

  @TempDir
  static Path folder;

  private static Path classes = Path.of("");

  @BeforeAll
  static void compile() {
    classes = TestProgram.in(folder).compile(MAIN, SABOTEUR, PrintedNumbers.SOURCE);
  }

  @Test
  void everyBeginThatFailsIsCountedAndTheMethodRuns() {
    PrintedNumbers numbers = numbers("begin", Extent.of(3_000, 30_000, 300_000));
    assertThat(numbers.all())
        .containsEntry("AdviceFailures", numbers.get("thrown"))
        .containsEntry("ExecutionsRunning", 0L);
    assertThat(numbers.accounted()).isEqualTo(numbers.get("executions"));
    Figures.of(7)
        .check(
            "what woven code calls throws as a call begins",
            numbers.get("thrown") + " of " + numbers.get("executions")
                + " calls, as many AdviceFailures");
  }

  @Test
  void anExecutionWhoseEndFailsStaysRunning() {
    PrintedNumbers numbers = numbers("end", Extent.of(3_000, 30_000, 300_000));
    assertThat(numbers.all())
        .containsEntry("AdviceFailures", 0L)
        .containsEntry("ExecutionsRunning", numbers.get("thrown"));
    assertThat(numbers.accounted()).isEqualTo(numbers.get("executions"));
    Figures.of(7)
        .check(
            "what woven code calls throws as a call ends",
            numbers.get("thrown") + " of " + numbers.get("executions")
                + " calls, as many stay Running");
  }

  @Test
  void anEmptyHookLetsEveryMethodRun() {
    PrintedNumbers numbers = numbers("empty", Extent.of(3_000, 30_000, 300_000));
    assertThat(numbers.accounted()).isEqualTo(numbers.get("executions") - numbers.get("unseen"));
    assertThat(numbers.get("unseen")).isPositive();
    Figures.of(7)
        .control(
            "a hook that is empty for every third call",
            "no result differs, and the equation misses " + numbers.get("unseen") + " of "
                + numbers.get("executions") + " calls");
  }

  /**
   * The last frames of a stack have no room for a call into the agent, neither as they begin nor
   * as they end: a few calls for every end of a stack are not heard of, or not of their end. All
   * else is. How many are missed depends on how the JVM has compiled the code.
   */
  @Tag("nightly")
  @Test
  void whereTheStackEndsTheProgramGoesOnAndAFewCallsAreMissed() {
    int ends = Extent.of(10, 10, 100);
    PrintedNumbers numbers = numbers("deep", ends);
    long missed = numbers.get("executions") - numbers.accounted();
    assertThat(missed).as("%s", numbers).isBetween(0L, MOST_MISSED * ends);
    assertThat(numbers.get("ExecutionsRunning")).as("%s", numbers).isLessThan(MOST_MISSED * ends);
    assertThat(numbers.all()).containsEntry("ExecutionsSucceeded", 1_001L);
    Figures.of(7)
        .check(
            "recursion until the stack ends, " + ends + " times, somewhere else each time",
            numbers.get("executions") + " calls: the program goes on as without the agent, "
                + numbers.get("AdviceFailures") + " AdviceFailures, " + missed
                + " calls unheard of, " + numbers.get("ExecutionsRunning")
                + " stay running; 1,000 of 1,000 later calls exact");
  }

  /** The program prints the same with the agent as without; returns what it counted. */
  private static PrintedNumbers numbers(String mode, int calls) {
    String[] arguments = {mode, Integer.toString(calls)};
    ForkedJvm.Result expected =
        ForkedJvm.on(classes, Built.core()).withoutAgent().run("app.Main", arguments);
    ForkedJvm.Result result = ForkedJvm.on(classes, Built.core())
        .option("--add-opens", "java.base/java.lang=ALL-UNNAMED", "-Dwatched=true")
        .run("app.Main", arguments);
    assertThat(FaultyParts.outcome(result))
        .isEqualTo(FaultyParts.outcome(expected))
        .startsWith("wrong 0\n");
    assertThat(result.err().lines()).as("%s", result).hasSizeLessThanOrEqualTo(1);
    return FaultyParts.numbers(result.out());
  }
}
