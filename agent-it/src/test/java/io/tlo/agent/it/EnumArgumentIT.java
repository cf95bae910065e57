package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's argument for a parameter whose type is an enum of the application. */
class EnumArgumentIT {

  private static final String PROGRAM = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      import java.util.concurrent.TimeUnit;
      public class Main {
        @Task static void pack(Size[] sizes, TimeUnit unit) {
          System.out.println("packed " + Arrays.toString(sizes) + " " + unit);
        }
        public static void main(String[] arguments) throws Exception {
          pack(new Size[0], null);
          System.out.println("ready");
          for (Scanner in = new Scanner(System.in); in.hasNextLine(); ) {
            in.nextLine();
            System.out.println("uses " + Size.SMALL);
          }
        }
      }
      enum Size {
        SMALL, LARGE;
        static { System.out.println("initialised on " + Thread.currentThread().getName()); }
      }
      """;

  @TempDir
  private Path folder;

  @Tag("jdk")
  @Test
  void itIsRefusedUntilTheProgramHasInitialisedTheEnum() {
    String pack = JmxClient.task("Main", "pack");
    Path classes = TestProgram.in(folder).compile(PROGRAM);
    try (ForkedJvm.Running program = ForkedJvm.on(classes, Built.core())
            .agent("log=error")
            .start("app.Main")
            .awaitOut("ready\n");
        JmxClient client = JmxClient.to(program).await(pack)) {
      assertThatThrownBy(() -> client.call(pack, "triggerWith", "[[\"LARGE\"], \"SECONDS\"]"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageMatching("(?s)task 'Main.pack' cannot be run: the enum app.Size is not"
              + "\\sinitialised;\\sthe\\sprogram\\smust\\suse\\sit\\sfirst");

      program.say("").awaitOut("uses SMALL\n");
      assertThat(client.number(pack, "ExecutionsSucceeded")).isOne();
      client.call(pack, "triggerWith", "[[\"LARGE\"], \"SECONDS\"]");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> client.number(pack, "ExecutionsSucceeded") == 2);

      assertThat(program.out()).isEqualTo("""
              packed [] null
              ready
              initialised on main
              uses SMALL
              packed [LARGE] SECONDS
              """);
      assertThat(program.err()).isEmpty();
    }
  }
}
