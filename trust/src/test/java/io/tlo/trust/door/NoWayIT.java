package io.tlo.trust.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.trust.ControlAgent;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From all that code on the class path can get hold of, nothing leads to what the JVM has given
 * the agent, to defining classes in the JDK, or to where tasks are registered and recorded.
 */
@Tag("jdk")
class NoWayIT {

  /** Its recorder is a real one, and as hard to find as any other object in a static field. */
  private static final String LEAVING = """
      package control;
      import io.tlo.execution.*;
      import java.util.List;
      public class Leaving {
        private static Object hidden;
        public static void premain(String arguments) {
          hidden = List.of(new Recorder(Timeline.system(), ResultPolicy.SAFE, null, null));
        }
      }
      """;

  @TempDir
  static Path folder;

  private static Path classes = Path.of("");
  private static Path control = Path.of("");

  @BeforeAll
  static void compile() {
    classes = WalkProgram.compile(folder.resolve("classes"));
    control = DeedAgent.in(folder);
  }

  private static List<String> walk(Path agent, String arguments, String mode) {
    // Without tlo-core: whatever TLO is found then is the agent's.
    ForkedJvm.Result result = ForkedJvm.on(classes)
        .agentAt(agent.toString(), arguments)
        .run("app.Main", mode, Built.agent().toString());
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result.out().lines().toList();
  }

  @Test
  void whatIsLookedForIsInTheJar() throws IOException {
    try (JarFile jar = new JarFile(Built.agent().toFile())) {
      assertThat(WalkProgram.WRITE_SIDE)
          .allSatisfy(
              name -> assertThat(jar.getEntry("tlo/" + name.replace('.', '/') + ".classdata"))
                  .isNotNull());
    }
  }

  @Test
  void nothingLeadsToTheInstrumentationOrToTheWriteSide() {
    List<String> told = walk(Built.agent(), "log=error", "tlo");

    assertThat(told.get(0)).isEqualTo("found nothing");
    assertThat(told.get(1))
        .matches("visible classes \\d{4,}, loaders \\d+, agent classes given \\d{3,}.*");
    assertThat(told.get(2))
        .isEqualTo("through the system loader [io.tlo.agent.TloAgent],"
            + " the repository [io.tlo.agent.TloAgent]");
    assertThat(told.get(3))
        .isEqualTo("definition {java.lang by the agent's loader=closed, java.lang by the"
            + " application=closed, java.lang by the hook=closed, java.lang open to it=false,"
            + " what is behind the hook=closed}");
    assertThat(told.get(4)).isEqualTo("services []");
    Figures.of(11)
        .check(
            "walk from all static fields, threads, loaders, MBeans and properties",
            told.get(0) + ": " + told.get(1));
  }

  @Test
  void anAgentThatLeavesTheInstrumentationSomewhereIsSeen() {
    for (String deed :
        List.of("static", "public", "loader", "value").subList(0, Extent.of(1, 4, 4))) {
      String found = walk(control, deed, "none").get(0);
      assertThat(found).as(deed).startsWith("found {Instrumentation=");
      Figures.of(11).control("an agent that leaves it in a '" + deed + "'", found);
    }
  }

  @Test
  void anAgentThatLeavesItsWriteSideSomewhereIsSeen() {
    Path leaving = ControlAgent.in(folder, "control.Leaving").usingCore().jar(LEAVING);
    String found = walk(leaving, "", "none").get(0);
    assertThat(found).startsWith("found {io.tlo.execution.Recorder=");
    Figures.of(11).control("an agent that leaves its recorder in a static field", found);
  }

  @Tag("nightly")
  @Test
  void anAgentThatLetsTheApplicationDefineClassesInTheJdkIsSeen() {
    List<String> told = walk(control, "lookup", "none");
    assertThat(told.get(0)).startsWith("found {Lookup=");
    assertThat(told.get(3)).contains("java.lang by the application=OPEN");
    Figures.of(11)
        .control(
            "an agent that opens java.lang to define classes there",
            told.get(0) + ", " + told.get(3));
  }
}
