package io.tlo.trust.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What woven code calls, anybody can call: with whatever arguments, that harms no task and throws
 * nothing.
 */
class HostileCallsIT {

  private static final int CALLS = Extent.of(20_000, 100_000, 100_000);
  private static final long SEED = Extent.seed("tlo.trust.calls.seed", 7);

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.lang.invoke.MethodHandle;
      import java.lang.reflect.*;
      import java.util.*;
      public class Main {
        @Task public static int work(int i) { return i * 7; }
        @Task(interval = "1h") public static void recurring() {}
        static class Hostile {
          @Override public int hashCode() { throw new IllegalStateException("hash"); }
          @Override public boolean equals(Object other) { throw new StackOverflowError(); }
          @Override public String toString() { throw new OutOfMemoryError("text"); }
        }
        static final int[] NUMBERS = {Integer.MIN_VALUE, -1, 0, 1, 2, 3, 4, 5, 6, 100, Integer.MAX_VALUE};
        static Random random = new Random(Long.getLong("seed"));
        static final List<Object> POOL = new ArrayList<>();
        static Object any() { return POOL.get(random.nextInt(POOL.size())); }
        static int number() { return random.nextInt(5) == 0 ? random.nextInt() : NUMBERS[random.nextInt(NUMBERS.length)]; }
        public static void main(String[] arguments) throws Exception {
          recurring();
          int wrong = work(1) == 7 ? 0 : 1;
          Class<?> target = Class.forName(arguments[0]);
          Method call = target.getMethod("call", int.class, int.class, Object.class, Object.class, Throwable.class);
          POOL.addAll(Arrays.asList(null, "", "text", 1, 1L, true, new Object(), new Hostile(), new int[9], new Object[3],
              Thread.currentThread(), Main.class, String.class, Main.class.getMethod("work", int.class),
              Main.class.getMethod("recurring"), Object.class.getMethod("wait"), new HashMap<>(), new Main(), call));
          List<Throwable> failures = new ArrayList<>(Arrays.asList(null, null, new IllegalStateException("no"), new ThreadDeath(),
              new Error() { @Override public String getMessage() { throw new IllegalStateException(); } }));
          long thrown = 0;
          String first = "";
          for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            try {
              Object answer = call.invoke(null, number(), number(), any(), any(), failures.get(random.nextInt(failures.size())));
              // Tokens of others, ended twice, ended for another task.
              if (answer != null) { if (POOL.size() < 200) POOL.add(answer); else POOL.set(20 + random.nextInt(180), answer); }
            } catch (InvocationTargetException e) {
              thrown++;
              first = String.valueOf(e.getTargetException().getClass());
            }
            if (i % 100 == 0 && work(i) != i * 7) wrong++;
          }
          int refused = 0;
          if (target.getName().contains("$")) {
            MethodHandle hook = (MethodHandle) target.getField("HOOK").get(null);
            for (int i = 0; i < 1_000; i++) {
              Object[] more = new Object[random.nextInt(8)];
              Arrays.setAll(more, each -> any());
              try {
                hook.invokeWithArguments(more);
              } catch (ClassCastException | java.lang.invoke.WrongMethodTypeException | NullPointerException e) {
                refused++;
              } catch (Throwable e) {
                thrown++;
                first = String.valueOf(e.getClass());
              }
            }
          }
          if (Later.work(3) != 21) wrong++;
          System.out.println("thrown " + thrown + " " + first + ", wrong results " + wrong + ", refused by the JDK " + refused + ".");
          System.in.read();
        }
      }
      """;

  private static final String LATER = """
      package app;
      public class Later {
        @io.tlo.Task static int work(int i) { return i * 7; }
      }
      """;

  /** The control: code that takes its arguments to be what they should be. */
  private static final String TRUSTING = """
      package app;
      public class Trusting {
        private static final long[] BEGUN = new long[7];
        public static Object call(int phase, int number, Object token, Object subject, Throwable thrown) {
          if (phase == 0) { BEGUN[number]++; return "token"; }
          if (phase == 1) { BEGUN[number]--; return ((String) token).length(); }
          return null;
        }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void callsWithWhateverArgumentsHarmNothing() {
    Path classes = TestProgram.in(folder).compile(MAIN, LATER, TRUSTING);
    try (ForkedJvm.Running program = ForkedJvm.on(classes, Built.core())
            .option("-Xmx64m", "-Dseed=" + SEED)
            .start("app.Main", "java.lang.$TloHook", Integer.toString(CALLS))
            .awaitOut("wrong results");
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Main", "work"))) {
      assertThat(program.out())
          .as("with -Dtlo.trust.calls.seed=%d", SEED)
          .startsWith("thrown 0 , wrong results 0, refused by the JDK");
      // Of a class that came afterwards: the others were begun a thousand times, and never ended.
      String later = JmxClient.task("Later", "work");
      client.await(later).call(later, "triggerWith", "6");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> client.number(later, "ExecutionsSucceeded") == 2);
      assertThat(client.get(later, "LastResult")).isEqualTo("42");
      assertThat(Numbers.of(client).succeeded()).isGreaterThan(CALLS / 100);
      for (var each : client.info(JmxClient.task("Main", "recurring")).getAttributes()) {
        client.getOrNull(JmxClient.task("Main", "recurring"), each.getName());
      }
      assertThat(program.err().lines()).hasSizeLessThanOrEqualTo(2);
      Figures.of(11)
          .check(
              CALLS + " calls of the hook with arguments of every kind",
              program.out().strip() + " Lines on stderr: "
                  + program.err().lines().count());
      assertThat(program.say("").await().exitCode()).isZero();
    }
    try (ForkedJvm.Running program = ForkedJvm.on(classes, Built.core())
        .withoutAgent()
        .option("-Dseed=" + SEED)
        .start("app.Main", "app.Trusting", Integer.toString(CALLS))
        .awaitOut("wrong results")) {
      assertThat(program.out()).doesNotStartWith("thrown 0 ");
      Figures.of(11)
          .control(
              "the same calls of a method that trusts its arguments",
              program.out().strip());
    }
  }
}
