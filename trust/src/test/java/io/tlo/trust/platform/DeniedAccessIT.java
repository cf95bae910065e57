package io.tlo.trust.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.ControlAgent;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that denies what libraries once did behind its back, or warns of it. */
@Tag("jdk")
@EnabledForJreRange(min = JRE.JAVA_25)
class DeniedAccessIT {

  private static final String[] DENYING = {
    "--sun-misc-unsafe-memory-access=deny", "--illegal-native-access=deny"
  };

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      public class Main {
        static int calls;
        public static void main(String[] arguments) throws Exception {
          for (int i = 0; i < 5; i++) work();
          var server = java.lang.management.ManagementFactory.getPlatformMBeanServer();
          var task = new javax.management.ObjectName("tlo:type=Task,group=Main,name=work");
          for (int i = 0; i < 1200 && !server.isRegistered(task); i++) Thread.sleep(50);
          System.out.println(calls + " calls, " + server.getAttribute(task, "ExecutionsSucceeded") + " recorded");
        }
        @Task static void work() { calls++; }
      }
      """;

  private static final String UNSAFE_AGENT = """
      package control;
      public class Agent {
        public static void premain(String arguments, java.lang.instrument.Instrumentation instrumentation) {
          new net.bytebuddy.agent.builder.AgentBuilder.Default()
              .type(net.bytebuddy.matcher.ElementMatchers.named("app.Main"))
              .transform((builder, type, loader, module, domain) -> builder)
              .installOn(instrumentation);
        }
      }
      """;

  @TempDir
  Path folder;

  private ForkedJvm program() {
    return ForkedJvm.on(TestProgram.in(folder.resolve("app")).compile(MAIN), Built.core());
  }

  @Test
  void whereUnsafeAndNativeAccessAreDeniedItRecordsAndTheJvmHasNothingToWarnOf() {
    ForkedJvm.Result warning = program().run("app.Main");
    ForkedJvm.Result denying = program().option(DENYING).run("app.Main");

    ForkedJvm.Result recorded = new ForkedJvm.Result(0, "5 calls, 5 recorded\n", "");
    assertThat(warning).isEqualTo(recorded);
    assertThat(denying).isEqualTo(recorded);
    Figures.of(17)
        .check(
            "JVM that warns of Unsafe and native access, and one that denies it",
            "recorded in both, " + warnings(warning) + " and " + warnings(denying) + " warnings");
  }

  @Test
  void anAgentThatTakesWhatItsLibraryDoesIsWarnedOf() {
    Path agent = ControlAgent.in(folder, "control.Agent").usingByteBuddy().jar(UNSAFE_AGENT);

    ForkedJvm.Result result =
        program().agentAt(agent.toString(), "").agent("log=error").run("app.Main");

    assertThat(warnings(result)).isPositive();
    Figures.of(17)
        .control(
            "Byte Buddy's AgentBuilder with its defaults",
            warnings(result) + " lines of warnings by the JVM");
  }

  private static long warnings(ForkedJvm.Result result) {
    return result.err().lines().filter(line -> line.startsWith("WARNING")).count();
  }
}
