package io.tlo.trust.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tlo.trust.ControlAgent;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

/** An AOT cache keeps the classes of a start; the options are those of docs/start-up-caches.md. */
@Tag("jdk")
@EnabledForJreRange(minVersion = 25)
class AotCacheIT {

  private static final int CALLS = Extent.of(200, 1_000, 100_000);
  private static final double LEAST_PERCENT = 90;

  private static final String RECORD = "-XX:AOTCacheOutput=app.aot";
  private static final String USE = "-XX:AOTCache=app.aot";
  private static final String RECORD_STEP_1 = "-XX:AOTMode=record -XX:AOTConfiguration=app.conf";
  private static final String RECORD_STEP_2 =
      "-XX:AOTMode=create -XX:AOTConfiguration=app.conf -XX:AOTCache=app.aot";
  private static final String RECORD_FOR_SOME_AGENT =
      "--add-modules java.instrument -XX:AOTCacheOutput=app.aot";

  /** An agent as most are: it is asked about each class that is loaded, and looks at no other. */
  private static final String ASKED = """
      package asked;
      import java.io.IOException;
      import java.lang.instrument.*;
      import java.nio.file.*;
      import java.security.ProtectionDomain;
      public class Agent implements ClassFileTransformer {
        private static int times;
        public static void premain(String arguments, Instrumentation instrumentation) {
          instrumentation.addTransformer(new Agent());
          Runtime.getRuntime().addShutdownHook(new Thread(Agent::tell));
        }
        static void tell() {
          try {
            Files.writeString(Path.of(System.getProperty("asked.file")), "asked " + times + " times");
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        }
        @Override
        public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
          if (name.equals("app/Counted")) times++;
          return null;
        }
      }
      """;

  @TempDir
  private static Path folder;

  private static PackedProgram program;
  private static PackedProgram.Run withoutBoth;

  @BeforeAll
  static void recordACacheWithTheAgentAndOneWithout() {
    program = new PackedProgram(folder.resolve("program"), CALLS);
    program.with(program.options("with", RECORD));
    program.without(program.options("without", RECORD));
    withoutBoth = program.without(program.options("without", USE));
  }

  @Test
  void aCacheRecordedAndUsedWithTheAgentKeepsWhatIsSharedWithoutIt() {
    PackedProgram.Run both = program.with(program.options("with", USE));

    assertThat(withoutBoth.loaded().shared()).contains("app.Counted");
    assertThat(both.loaded().percentKeptOf(withoutBoth.loaded()))
        .isGreaterThanOrEqualTo(LEAST_PERCENT);
    assertThat(JvmLines.of(both.result().out() + both.result().err())).isEmpty();
    Figures.of(14)
        .check(
            "AOT cache recorded and used with the agent",
            both.loaded().figure(withoutBoth.loaded()));
    Figures.of(14).check("the same run", both.figure());
    Figures.of(14).check("AOT cache recorded and used without the agent", withoutBoth.figure());
  }

  @Test
  void oneRecordedWithoutTheAgentIsRefusedByTheJvmAndTheProgramRunsAsEver() {
    PackedProgram.Run run = program.with(program.options("without", USE));

    assertThat(run.loaded().percentKeptOf(withoutBoth.loaded())).isLessThan(LEAST_PERCENT);
    Figures.of(14).check("AOT cache recorded without the agent, used with it", run.figure());
    Figures.of(14)
        .control(
            "shared classes where the recipe is not followed",
            run.loaded().figure(withoutBoth.loaded()));
  }

  @Tag("nightly")
  @Test
  void oneRecordedWithTheAgentIsRefusedByTheJvmWithoutIt() {
    PackedProgram.Run run = program.without(program.options("with", USE));

    assertThat(run.loaded().shared()).isEmpty();
    Figures.of(14).check("AOT cache recorded with the agent, used without it", run.figure());
  }

  @Tag("nightly")
  @Test
  void aCacheRecordedInTwoStepsKeepsAsMuch() {
    assumeTrue(Extent.isFull(), "too long for a night");
    program.with(program.options("steps", RECORD_STEP_1));
    program.prepare(program.options("steps", RECORD_STEP_2));
    LoadedNames kept = program.with(program.options("steps", USE)).loaded();

    assertThat(kept.percentKeptOf(withoutBoth.loaded())).isGreaterThanOrEqualTo(LEAST_PERCENT);
    Figures.of(14).check("AOT cache recorded in two steps", kept.figure(withoutBoth.loaded()));
  }

  /**
   * The JVM takes such a cache, and has loaded the program's classes before it asks any agent.
   */
  @Test
  void tasksInACacheRecordedForSomeAgentAreRecordedByOurs() throws IOException {
    program.without(program.options("some", RECORD_FOR_SOME_AGENT));
    PackedProgram.Run run = program.with(program.options("some", USE));
    String asked = timesThatAnAgentIsAsked();

    assertThat(run.loaded().shared()).contains("app.Counted");
    assertThat(asked).isEqualTo("asked 0 times");
    Figures.of(14).check("AOT cache recorded without the agent but with its module", run.figure());
    Figures.of(14).control("an agent that only waits for the task's class to be loaded", asked);
  }

  private static String timesThatAnAgentIsAsked() throws IOException {
    Path agent = ControlAgent.in(folder, "asked.Agent").jar(ASKED);
    Path file = folder.resolve("asked.txt");
    String use = "-Dasked.file=" + file + " " + USE;
    program.withOther(agent, program.options("some", use));
    return Files.readString(file);
  }
}
