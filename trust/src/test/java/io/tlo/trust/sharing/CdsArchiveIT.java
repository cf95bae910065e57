package io.tlo.trust.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.trust.ControlAgent;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The JDK's own archive of classes, and one of the application's; the options are those of
 * docs/start-up-caches.md.
 */
@Tag("jdk")
class CdsArchiveIT {

  private static final int CALLS = Extent.of(200, 1_000, 100_000);
  private static final double LEAST_PERCENT = 90;
  private static final String SHARING_ENDS = "Sharing is only supported for boot loader classes";

  private static final String RECORD = "-XX:ArchiveClassesAtExit=app.jsa";
  private static final String USE = "-XX:SharedArchiveFile=app.jsa";

  /** Does what agents do that bring classes for woven code to call. */
  private static final String APPENDS = """
      package appends;
      import java.lang.instrument.Instrumentation;
      import java.util.jar.JarFile;
      public class Agent {
        public static void premain(String arguments, Instrumentation instrumentation) throws Exception {
          instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(System.getProperty("appended.jar")));
        }
      }
      """;

  @TempDir
  private static Path folder;

  private static PackedProgram program;

  @BeforeAll
  static void pack() {
    program = new PackedProgram(folder.resolve("program"), CALLS);
  }

  @Tag("nightly")
  @Test
  void ofTheJdksArchiveNothingIsLost() {
    PackedProgram.Run before = program.without();
    PackedProgram.Run with = program.with();

    assertKept("the JDK's CDS archive", before, with);
  }

  @Test
  void ofAnArchiveOfTheApplicationItsTasksAreWovenAndTheRestIsShared() {
    program.without(program.options("app", RECORD));
    PackedProgram.Run before = program.without(program.options("app", USE));
    PackedProgram.Run with = program.with(program.options("app", USE));

    assertThat(before.loaded().shared()).contains("app.Counted");
    assertKept("AppCDS archive recorded without the agent", before, with);
  }

  private static void assertKept(String what, PackedProgram.Run before, PackedProgram.Run with) {
    assertThat(with.result().out() + with.result().err()).doesNotContain(SHARING_ENDS);
    assertThat(with.loaded().percentKeptOf(before.loaded())).isGreaterThanOrEqualTo(LEAST_PERCENT);
    Figures.of(14).check(what, with.loaded().figure(before.loaded()));
    Figures.of(14).check(what + ", a run with the agent", with.figure());
  }

  @Test
  void anAgentThatAppendsToTheBootPathIsNamedByTheJvm() {
    Path agent = ControlAgent.in(folder, "appends.Agent").jar(APPENDS);
    PackedProgram.Run run = program.withOther(agent, "-Dappended.jar=" + agent);

    assertThat(run.result().out() + run.result().err()).contains(SHARING_ENDS);
    Figures.of(14).control("an agent that appends to the boot path", JvmLines.quoted(run.result()));
  }
}
