package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A {@link java.util.Timer} that has ended runs none of its tasks, whatever it has noted in them. */
@Tag("jdk")
class TimerEndIT {

  private static final String MAIN = """
      package app;
      import java.util.*;
      public class Main {
        static class Kept extends TimerTask { public void run() {} }
        static class OfCancelled extends TimerTask { public void run() {} }
        static class OfDead extends TimerTask { public void run() {} }
        static class Deadly extends TimerTask { public void run() { throw new IllegalStateException(); } }
        public static void main(String[] arguments) throws Exception {
          Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {});
          Timer kept = new Timer(true);
          Timer cancelled = new Timer(true);
          Timer dead = new Timer("dead", true);
          List<TimerTask> tasks = List.of(new Kept(), new OfCancelled(), new OfDead());
          for (int i = 0; i < tasks.size(); i++) {
            List.of(kept, cancelled, dead).get(i).schedule(tasks.get(i), 3_600_000, 3_600_000);
          }
          System.out.println("ready");
          for (Scanner in = new Scanner(System.in); in.hasNextLine(); ) {
            in.nextLine();
            cancelled.cancel();
            dead.schedule(new Deadly(), 0);
            while (Thread.getAllStackTraces().keySet().stream().anyMatch(each -> each.getName().equals("dead"))) {
              Thread.onSpinWait();
            }
            System.out.println("ended " + tasks.size());
          }
        }
      }
      """;

  @TempDir
  private Path folder;

  @Test
  void itsTasksAreNoLongerScheduled() {
    Path classes = TestProgram.alone(folder).compile(MAIN);
    try (ForkedJvm.Running program =
            ForkedJvm.on(classes).agent("log=error").start("app.Main").awaitOut("ready\n");
        JmxClient client = JmxClient.to(program)) {
      for (String task : new String[] {"Kept", "OfCancelled", "OfDead"}) {
        requireScheduled(client, task);
      }
      program.say("").awaitOut("ended 3\n");

      requireScheduled(client, "Kept");
      requireNotScheduled(client, "OfCancelled");
      requireNotScheduled(client, "OfDead");
      assertThat(program.err()).isEmpty();
    }
  }

  private static void requireScheduled(JmxClient client, String name) {
    String task = JmxClient.task("Main." + name, "run");
    client.await(task);
    assertThat(client.get(task, "Schedule")).as(name).isEqualTo("every 1 h (fixed delay)");
    assertThat(client.get(task, "NextRunAt")).as(name).isNotNull();
  }

  private static void requireNotScheduled(JmxClient client, String name) {
    String task = JmxClient.task("Main." + name, "run");
    assertThat(client.get(task, "Schedule")).as(name).isEqualTo("no longer scheduled");
    assertThat(client.getOrNull(task, "NextRunAt")).as(name).isNull();
  }
}
