package io.tlo.trust.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However a program ends, it ends as without the agent, which adds nothing to what the JVM does
 * then.
 */
class SameEndIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.util.concurrent.CountDownLatch;
      public class Main {
        @Task static int work(int i) { return i; }
        @Task(interval = "1h") static void recurring() {}
        public static void main(String[] arguments) throws Exception {
          work(1);
          recurring();
          Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook " + work(2))));
          System.out.println("begun");
          switch (arguments[0]) {
            case "exit" -> System.exit(3);
            case "halt" -> Runtime.getRuntime().halt(4);
            case "throws" -> throw new IllegalStateException("no");
            case "thread" -> new Thread(() -> { work(3); System.out.println("last"); }).start();
            case "waits" -> new CountDownLatch(1).await();
            default -> System.out.println("returned");
          }
        }
      }
      """;

  /** Counts them where the JDK keeps them; only this program may look there. */
  private static final String COUNTING = """
      package app;
      public class Counting {
        public static void main(String[] arguments) throws Exception {
          Main.work(1);
          java.lang.reflect.Field hooks = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
          hooks.setAccessible(true);
          // The JDK's logging has one of its own, once somebody has asked for the MBean server.
          System.out.println("hooks " + ((java.util.Map<?, ?>) hooks.get(null)).keySet().stream()
              .filter(each -> !each.getClass().getName().startsWith("java.util.logging."))
              .count());
        }
      }
      """;

  @TempDir
  Path folder;

  private static ForkedJvm.Result end(ForkedJvm jvm, String how) {
    try (ForkedJvm.Running program = jvm.start("app.Main", how).awaitOut("begun")) {
      if (how.equals("waits")) {
        program.terminate();
      }
      return program.await();
    }
  }

  @Test
  void aProgramEndsAsWithoutTheAgent() {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(MAIN);
    List<String> ways = List.of("exit", "throws", "waits", "returns", "halt", "thread")
        .subList(0, Extent.of(3, 6, 6));
    for (String how : ways) {
      ForkedJvm.Result without = end(ForkedJvm.on(classes, Built.core()).withoutAgent(), how);
      ForkedJvm.Result with = end(ForkedJvm.on(classes, Built.core()), how);
      assertThat(with).as(how).isEqualTo(without);
      assertThat(with.out()).as(how).startsWith("begun\n");
    }
    Figures.of(11)
        .check(
            "programs that end by: " + String.join(", ", ways),
            "exit code, stdout and stderr the same: " + ways.size());
  }

  @Test
  void theAgentAddsNoShutdownHook() {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(MAIN, COUNTING);
    Path control = DeedAgent.in(folder);
    String with = hooks(ForkedJvm.on(classes, Built.core()));
    String without = hooks(ForkedJvm.on(classes, Built.core()).withoutAgent());
    String hooking = hooks(ForkedJvm.on(classes, Built.core()).agentAt(control.toString(), "hook"));

    assertThat(with).isEqualTo(without);
    assertThat(hooking).isNotEqualTo(without);
    Figures.of(11).check("shutdown hooks, with and without the agent", with + ", " + without);
    Figures.of(11).control("an agent that adds a shutdown hook", hooking + ", caught");
  }

  private static String hooks(ForkedJvm jvm) {
    return jvm.option("--add-opens=java.base/java.lang=ALL-UNNAMED")
        .run("app.Counting")
        .out()
        .lines()
        .filter(line -> line.startsWith("hooks"))
        .findFirst()
        .orElse("none");
  }
}
