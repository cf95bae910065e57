package io.tlo.trust.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent in two versions, in the jar of an application, and in one that is no agent. */
class OtherJarIT {

  @TempDir
  Path folder;

  private Path classes;

  @BeforeEach
  void compile() {
    classes = Recorded.compile(folder.resolve("classes"));
  }

  @Test
  void ofTwoVersionsTheFirstIsInForceAndOneLineSaysSo() {
    Path other = Jars.ofVersion("9.9.9", folder.resolve("other/tlo-agent.jar"));
    String line = "[tlo] the agent was given in another version as well: %s is in force, not %s\n";
    ForkedJvm.Result ownFirst = Recorded.in(classes)
        .agent("log=error")
        .agentAt(other.toString(), "log=error")
        .run(Recorded.MAIN_CLASS);
    ForkedJvm.Result otherFirst = Recorded.in(classes)
        .agentAt(other.toString(), "log=error")
        .agent("log=error")
        .run(Recorded.MAIN_CLASS);
    assertThat(ownFirst)
        .isEqualTo(new ForkedJvm.Result(0, Recorded.ONCE, line.formatted(Jars.version(), "9.9.9")));
    assertThat(otherFirst)
        .isEqualTo(new ForkedJvm.Result(0, Recorded.ONCE, line.formatted("9.9.9", Jars.version())));
    keepFigure("two versions, this one first", ownFirst);
    keepFigure("two versions, the other one first", otherFirst);
  }

  @Tag("nightly")
  @Test
  void anApplicationMayBeMergedWithTheAgent() {
    Path merged = Jars.merged(classes, false, folder.resolve("app.jar"));
    ForkedJvm.Result result = ForkedJvm.on(merged, Built.core()).run(Recorded.MAIN_CLASS);
    assertThat(result).isEqualTo(new ForkedJvm.Result(0, Recorded.ONCE, ""));
    keepFigure("merged into the application, the agent given as well", result);
  }

  @Tag("nightly")
  @Test
  void anApplicationMergedWithTheAgentMayBeGivenAsTheAgent() {
    Path merged = Jars.merged(classes, true, folder.resolve("app.jar"));
    ForkedJvm jvm = new ForkedJvm().agentAt(merged.toString(), "log=error");
    try (ForkedJvm.Running program = jvm.startJar(merged)) {
      ForkedJvm.Result result = program.await();
      assertThat(result).isEqualTo(new ForkedJvm.Result(0, Recorded.ONCE, ""));
      keepFigure("merged into the application, which is given as the agent", result);
    }
  }

  /** The control: without the entries in its manifest the JVM takes no jar for an agent. */
  @Test
  void aJarThatDoesNotSayThatItIsAnAgentIsRefusedByTheJvm() {
    Path merged = Jars.merged(classes, false, folder.resolve("app.jar"));
    refused(merged.toString(), "Failed to find Premain-Class manifest attribute");
    if (Extent.isLanding()) {
      return;
    }
    Path nested = Jars.nested(classes, folder.resolve("nested.jar"));
    Path stripped = Jars.withoutPremain(folder.resolve("stripped.jar"));
    refused(stripped.toString(), "Failed to find Premain-Class manifest attribute");
    refused(nested + "!/lib/tlo-agent.jar", "Error opening zip file or JAR manifest missing");
    refused(folder + "/a=b/tlo-agent.jar", "Error opening zip file or JAR manifest missing");
  }

  private void refused(String jar, String reason) {
    ForkedJvm.Result result =
        Recorded.in(classes).agentAt(jar, "log=error").run(Recorded.MAIN_CLASS);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).doesNotContain("bodies");
    assertThat(result.err()).contains(reason);
    String shown = jar.substring(folder.toString().length() + 1);
    Figures.of(13).control(shown, reason + ", exit code " + result.exitCode());
  }

  private static void keepFigure(String jar, ForkedJvm.Result result) {
    Figures.of(13).check(jar, Recorded.figure(result));
  }
}
