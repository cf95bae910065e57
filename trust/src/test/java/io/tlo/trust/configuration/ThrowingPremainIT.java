package io.tlo.trust.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.it.Built;
import io.tlo.agent.it.ForkedJvm;
import io.tlo.agent.it.TestProgram;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control: an agent that lets an exception out of premain takes the application with it. */
class ThrowingPremainIT {

  private static final String AGENT = """
      package control;
      public class Throwing {
        public static void premain(String arguments) {
          throw new IllegalArgumentException("history.per.task: 'many' is not allowed");
        }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void anAgentWhosePremainThrowsIsSeenToEndTheApplication() throws IOException {
    Path classes = Programs.compile(folder.resolve("classes"));
    Path agent = agent();
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

  private Path agent() throws IOException {
    Path classes = TestProgram.alone(folder.resolve("agent")).compile(AGENT);
    Path jar = folder.resolve("throwing.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "control.Throwing");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry("control/Throwing.class"));
      out.write(Files.readAllBytes(classes.resolve("control/Throwing.class")));
    }
    return jar;
  }
}
