package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import io.tlo.testing.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code attach} and {@code detach}: into a program that runs and knows nothing of the agent, and out again. */
class AttachCommandIT {

  private static final String TASK = JmxClient.task("Steady", "work");

  @TempDir
  static Path folder;

  private static Path classes;

  @BeforeAll
  static void compile() {
    classes = SteadyProgram.compile(folder);
  }

  private static ForkedJvm.Running start() {
    return SteadyProgram.start(ForkedJvm.on(classes).option("-XX:+EnableDynamicAgentLoading"));
  }

  private static String label(ForkedJvm.Running program) {
    return SteadyProgram.MAIN + " (" + program.pid() + ")";
  }

  @Test
  @Tag("jdk")
  void theAgentComesInWithItsSettingsAndGoesAgain() {
    // No other program of this machine has this name, though other tests run the same one.
    String name = "Alone" + ProcessHandle.current().pid();
    int rounds = Tier.of(2, 3);
    ForkedJvm jvm = ForkedJvm.on(SteadyProgram.compile(name, folder.resolve("alone")));
    try (ForkedJvm.Running program =
        Attachment.open(jvm).withoutAgent().start("app." + name).awaitOut("ready\n")) {
      String label = "app." + name + " (" + program.pid() + ")";
      for (int round = 1; round <= rounds; round++) {
        ForkedJvm.Result attached = Tlo.run("attach", name, "log=error", "history.total=4711");
        assertThat(attached.out())
            .as("round " + round)
            .matches("The agent \\S+ is now in \\Q" + label + "\\E and sees 0 tasks\n");
        assertThat(attached.err()).isEmpty();
        assertThat(attached.exitCode()).isZero();
        try (JmxClient client = JmxClient.to(program)) {
          assertThat(client.names("tlo:*")).contains(JmxClient.REGISTRY);
        }
        assertThat(Tlo.run("detach", program.pid()))
            .isEqualTo(Tlo.answer("The agent is no longer in " + label));
        try (JmxClient client = JmxClient.to(program)) {
          assertThat(client.names("tlo:*")).isEmpty();
        }
        program.say("go on").awaitOut("did " + round + "\n");
      }
      assertThat(program.out())
          .isEqualTo(IntStream.rangeClosed(1, rounds)
              .mapToObj(round -> "did " + round + "\n")
              .collect(Collectors.joining("", "ready\n", "")));
      assertThat(program.err()).isEmpty();
    }
  }

  /** What takes commas and blanks in a value is not split on the way. */
  @Test
  void aSettingArrivesAsItWasGiven() {
    try (ForkedJvm.Running program = start()) {
      Tlo.run("attach", program.pid(), "log=error", "disabled=a,b;c d");
      try (JmxClient client = JmxClient.to(program).await(JmxClient.REGISTRY)) {
        CompositeData[] settings = (CompositeData[]) client.get(JmxClient.REGISTRY, "Settings");
        assertThat(settings)
            .filteredOn(each -> "disabled".equals(each.get("key")))
            .singleElement()
            .satisfies(each -> assertThat(each.get("value")).isEqualTo("a,b;c d"));
      }
      assertThat(program.err()).isEmpty();
    }
  }

  @Test
  void withoutMBeansTheAgentComesInAndGoesAsWell() {
    try (ForkedJvm.Running program = start()) {
      assertThat(Tlo.run("attach", program.pid(), "log=error", "jmx=off"))
          .isEqualTo(Tlo.answer("The agent is now in " + label(program)
              + "; with jmx=off it shows nothing over JMX"));
      assertThat(Tlo.run("attach", program.pid()))
          .isEqualTo(
              Tlo.failure(
                  1,
                  label(program)
                      + " has the agent already, and it shows nothing over JMX; 'detach' takes it out"));
      assertThat(Tlo.run("detach", program.pid()))
          .isEqualTo(Tlo.answer("The agent is no longer in " + label(program)));
      assertThat(program.err()).isEmpty();
    }
  }

  @Test
  void theApplicationItselfMayHaveSwitchedTheMBeansOff() {
    try (ForkedJvm.Running program = SteadyProgram.start(ForkedJvm.on(classes)
        .option("-XX:+EnableDynamicAgentLoading", "-Dtlo.jmx=off", "-Dtlo.log=error"))) {
      assertThat(Tlo.run("attach", program.pid()))
          .isEqualTo(Tlo.answer("The agent is now in " + label(program)
              + ", but shows nothing over JMX: the application's own settings have jmx=off, or its"
              + " stderr says why"));
      assertThat(Tlo.run("detach", program.pid()))
          .isEqualTo(Tlo.answer("The agent is no longer in " + label(program)));
      assertThat(program.err()).isEmpty();
    }
  }

  /** What a program that uses the library itself shows is not taken for the agent's. */
  @Test
  void aProgramMayHaveARegistryOfItsOwn() {
    Path own = TestProgram.alone(folder.resolve("own")).compile("""
        package app;
        import java.lang.management.ManagementFactory;
        import javax.management.*;
        public class Steady {
          public interface OwnMBean { String getVersion(); }
          public static class Own implements OwnMBean { public String getVersion() { return "own"; } }
          public static void main(String[] arguments) throws Exception {
            ManagementFactory.getPlatformMBeanServer()
                .registerMBean(new Own(), new ObjectName("tlo:type=Registry"));
            System.out.println("ready");
            System.in.read();
          }
        }
        """);
    try (ForkedJvm.Running program =
        SteadyProgram.start(ForkedJvm.on(own).option("-XX:+EnableDynamicAgentLoading"))) {
      assertThat(Tlo.run("detach", program.pid()))
          .isEqualTo(Tlo.failure(1, "there is no agent in " + label(program)));
      assertThat(Tlo.run("attach", program.pid(), "log=error").out())
          .startsWith("The agent ")
          .doesNotStartWith("The agent own ")
          .endsWith(" is now in " + label(program) + " and sees 0 tasks\n");
      assertThat(
              Tlo.json(Tlo.run("tasks", program.pid(), "--json")).get("tasks").size())
          .isZero();
      assertThat(Tlo.run("attach", program.pid()).err())
          .startsWith(label(program) + " has the agent already, version ")
          .doesNotContain("version own");
      assertThat(Tlo.run("detach", program.pid()))
          .isEqualTo(Tlo.answer("The agent is no longer in " + label(program)));
      assertThat(program.err()).isEmpty();
    }
  }

  /** The agent's own thread is how its presence is seen; where that has died, the rest is still taken out. */
  @Test
  void anAgentWhoseThreadHasDiedGoesAsWell() {
    assumeTrue(Runtime.version().feature() < 20, "a thread can no longer be stopped");
    Path stopping = TestProgram.alone(folder.resolve("stopping")).compile("""
        package app;
        public class Steady {
          @SuppressWarnings("deprecation")
          public static void main(String[] arguments) throws Exception {
            System.out.println("ready");
            System.in.read();
            for (Thread each : Thread.getAllStackTraces().keySet()) {
              if (each.getName().equals("tlo-publisher")) {
                // It may be in the middle of a chore, whose faults it survives.
                while (each.isAlive()) {
                  each.stop();
                  each.join(500);
                }
              }
            }
            System.out.println("stopped");
            while (System.in.read() >= 0) { }
          }
        }
        """);
    try (ForkedJvm.Running program = SteadyProgram.start(ForkedJvm.on(stopping))) {
      assertThat(Tlo.run("attach", program.pid(), "log=error").exitCode()).isZero();
      program.say("stop").awaitOut("stopped\n");
      assertThat(Tlo.run("detach", program.pid()))
          .isEqualTo(Tlo.answer("The agent is no longer in " + label(program)));
      try (JmxClient client = JmxClient.to(program)) {
        assertThat(client.names("tlo:*")).isEmpty();
      }
    }
  }

  @Test
  @Tag("jdk")
  void aTaskThatIsLoadedAlreadyIsSeen() {
    Path annotated = TestProgram.alone(folder.resolve("annotated")).compile("""
        package app;
        import java.lang.annotation.*;
        @Retention(RetentionPolicy.RUNTIME)
        public @interface Job {}
        """, """
        package app;
        public class Steady {
          public static void main(String[] arguments) throws Exception {
            work();
            System.out.println("ready");
            while (System.in.read() >= 0) { work(); }
          }
          @Job static void work() {}
        }
        """);
    try (ForkedJvm.Running program =
        SteadyProgram.start(ForkedJvm.on(annotated).option("-XX:+EnableDynamicAgentLoading"))) {
      JsonNode attached = Tlo.json(
          Tlo.run("attach", program.pid(), "log=error", "task.annotations=app.Job", "--json"));
      assertThat(attached.get("message").asString()).endsWith("and sees 1 task");
      program.say("");
      try (JmxClient client = JmxClient.to(program).await(TASK)) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> client.number(TASK, "ExecutionsSucceeded") == 1);
      }
      assertThat(program.err()).isEmpty();
    }
  }

  @Test
  @Tag("jdk")
  void theWarningOfTheJvmIsExplained() {
    try (ForkedJvm.Running program = SteadyProgram.start(ForkedJvm.on(classes))) {
      String out = Tlo.run("attach", program.pid(), "log=error").out();
      String explained =
          "and sees 0 tasks; the JVM has warned of that on its own stderr, as it does"
              + " from JDK 21 on unless started with -XX:+EnableDynamicAgentLoading\n";
      if (Runtime.version().feature() < 21) {
        assertThat(out).endsWith("and sees 0 tasks\n");
        assertThat(program.err()).isEmpty();
      } else {
        assertThat(out).endsWith(explained);
        assertThat(program.err().lines())
            .isNotEmpty()
            .allMatch(line -> line.startsWith("WARNING: "));
      }
    }
  }
}
