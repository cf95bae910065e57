package io.tlo.trust.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Figures;
import io.tlo.trust.StoreSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While the JVM ends, the application's own shutdown hooks may still run tasks. */
class LateRecordIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.util.concurrent.atomic.AtomicLong;
      import java.util.concurrent.locks.LockSupport;
      public class Main {
        static final AtomicLong stored = new AtomicLong();
        public static void main(String[] arguments) {
          System.getProperties().put("custom.stored", stored);
          Runtime.getRuntime().addShutdownHook(new Thread(Main::late));
          for (int i = 0; i < 100; i++) early(i);
          if (arguments.length > 0) ends(arguments[0]);
        }
        /**
         * Only after the agent's own hook is through, which would otherwise be a matter of luck.
         */
        static void late() {
          await(() -> stored.get() >= 100 && Thread.getAllStackTraces().keySet().stream()
              .noneMatch(each -> each.getName().startsWith("tlo-flush")));
          System.out.println("early " + stored.get());
          for (int i = 0; i < 100; i++) lateTask(i);
          await(() -> stored.get() >= 200);
          System.out.println("all " + stored.get());
        }
        static void await(java.util.function.BooleanSupplier condition) {
          long end = System.nanoTime() + 60_000_000_000L;
          while (!condition.getAsBoolean() && System.nanoTime() < end) LockSupport.parkNanos(1_000_000);
        }
        @Task static int early(int i) { return i; }
        @Task static int lateTask(int i) { return i; }
        @Task static void ends(String how) {
          if (how.equals("halt")) Runtime.getRuntime().halt(0);
          System.exit(0);
        }
      }
      """;

  private static final String STORE = StoreSource.of("custom", "public class Store", """
      public void create(TaskStateRecord it) { }
      public void update(TaskStateRecord it) {
        ((AtomicLong) System.getProperties().get("custom.stored")).incrementAndGet();
      }
      """);

  @TempDir
  Path folder;

  @Test
  void aTaskInAShutdownHookReachesTheStore() {
    Path classes = TestProgram.in(folder).compile(MAIN, STORE);
    assertThat(run(classes)).isEqualTo(new ForkedJvm.Result(0, "early 100\nall 200\n", ""));
    assertThat(run(classes, "exit")).isEqualTo(new ForkedJvm.Result(0, "early 100\nall 200\n", ""));
    Figures.of(9)
        .check(
            "tasks of a shutdown hook, after the agent's own one, at return and at System.exit",
            "100 of 100 stored, twice, no deadlock");
  }

  @Test
  void aJvmThatIsHaltedRunsNoHookAndIsSeen() {
    ForkedJvm.Result halted = run(TestProgram.in(folder).compile(MAIN, STORE), "halt");
    assertThat(halted).isEqualTo(new ForkedJvm.Result(0, "", ""));
    Figures.of(9)
        .control(
            "the same where the JVM is halted",
            halted.out().lines().filter(line -> line.startsWith("all")).count()
                + " of 1 hooks ran its tasks");
  }

  private static ForkedJvm.Result run(Path classes, String... arguments) {
    return ForkedJvm.on(classes, Built.core())
        .agent("log=error,task.state.store=custom.Store")
        .run("app.Main", arguments);
  }
}
