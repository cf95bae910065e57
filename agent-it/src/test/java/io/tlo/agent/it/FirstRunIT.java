package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("jdk")
class FirstRunIT {

  private static final String ONE_TASK = """
      package app;
      import io.tlo.Task;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          for (int i = 0; i < 3; i++) {
            new Main().work();
          }
          System.out.println("ready");
          System.in.read();
          Thread.sleep(60_000);
        }
        @Task(description = "works")
        int work() { return 42; }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void aTaskIsRecordedAndPublishedAndNothingIsPrinted() throws Exception {
    Path classes = TestProgram.in(folder).compile(ONE_TASK);
    try (ForkedJvm.Running program =
            ForkedJvm.on(classes, Built.core()).start("app.Main").awaitOut("ready\n");
        JmxClient client = JmxClient.to(program)) {
      String task = JmxClient.task("Main", "work");
      client.await(task);
      assertThat(client.number(task, "ExecutionsSucceeded")).isEqualTo(3);
      assertThat(client.get(task, "LastResult")).isEqualTo("42");
      assertThat(client.get(task, "Description")).isEqualTo("works");
      assertThat(program.out()).isEqualTo("ready\n");
      assertThat(program.err()).isEmpty();
    }
  }
}
