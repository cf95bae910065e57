package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interface has no constructor that tells of an object: of its default method a call does. */
class DefaultMethodIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.util.Scanner;
      public class Main {
        interface Job { @Task(interval = "20ms") default void tick() {} }
        static class OwnJob implements Job {}
        public static void main(String[] arguments) {
          Job job = new OwnJob();
          System.out.println("ready");
          for (Scanner in = new Scanner(System.in); in.hasNextLine(); in.nextLine()) job.tick();
        }
        @Task(interval = "20ms") static void pace() {}
      }
      """;

  private static final String PACE = JmxClient.task("Main", "pace");
  private static final String TICK = JmxClient.task("Main.Job", "tick");

  @TempDir
  private Path folder;

  @Test
  void turnsBeginWithTheFirstCall() {
    Path classes = TestProgram.in(folder).compile(MAIN);
    ForkedJvm jvm = ForkedJvm.on(classes, Built.core()).agent("log=error");
    try (ForkedJvm.Running program = jvm.start("app.Main").awaitOut("ready\n");
        JmxClient client = JmxClient.to(program).await(TICK)) {
      awaitTurns(client, PACE, 20);
      assertThat(client.number(TICK, "ExecutionsSucceeded")).isZero();

      program.say("call");
      awaitTurns(client, TICK, 3);
      assertThat(program.err()).isEmpty();
    }
  }

  private static void awaitTurns(JmxClient client, String task, long times) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.number(task, "ExecutionsSucceeded") >= times);
  }
}
