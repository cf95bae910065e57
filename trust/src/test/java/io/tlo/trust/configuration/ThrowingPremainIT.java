package io.tlo.trust.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.trust.ControlAgent;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control: an agent that lets an exception out of premain takes the application with it. */
class ThrowingPremainIT {

  private static final String THROWS =
      "throw new IllegalArgumentException(\"history.per.task: 'many' is not allowed\");";

  @TempDir
  Path folder;

  @Test
  void anAgentWhosePremainThrowsIsSeenToEndTheApplication() {
    Path classes = Programs.compile(folder.resolve("classes"));
    Path agent = ControlAgent.doing(THROWS, folder.resolve("agent"));
    ForkedJvm.Result plain = ForkedJvm.on(classes, Built.core()).withoutAgent().run("app.Main");

    ForkedJvm.Result result = ForkedJvm.on(classes, Built.core())
        // Without the core file that it would leave.
        .startedBy("sh", "-c", "ulimit -c 0; exec \"$@\"", "sh")
        .agentAt(agent.toString(), "")
        .in(folder)
        .run("app.Main");

    List<String> harm = Harm.of(plain, result);
    assertThat(harm).contains("exit code 134").hasSize(3);
    Figures.of(12)
        .control("an agent whose premain throws, in the same comparison", harm.get(0) + ", caught");
  }
}
