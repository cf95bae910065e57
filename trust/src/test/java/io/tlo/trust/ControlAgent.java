package io.tlo.trust;

import io.tlo.testing.Built;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import net.bytebuddy.ByteBuddy;

/** An agent of the tests' own, for the controls: made from its source text. */
public final class ControlAgent {

  private final Path folder;
  private final String agentClass;
  private final Manifest manifest = new Manifest();
  private final TestProgram program;

  private ControlAgent(Path folder, String agentClass) {
    this.folder = folder;
    this.agentClass = agentClass;
    this.program = TestProgram.alone(folder.resolve(agentClass));
    manifest.getMainAttributes().putValue("Premain-Class", agentClass);
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
  }

  /** Begins an agent that is made in that folder and whose premain is in that class. */
  public static ControlAgent in(Path folder, String agentClass) {
    return new ControlAgent(folder, agentClass);
  }

  /** Makes an agent whose premain does this and no more; it has a folder of its own. */
  public static Path doing(String statement, Path folder) {
    return in(folder, "control.Agent").jar("""
        package control;
        public class Agent {
          public static void premain(String arguments) {
            %s
          }
        }
        """.formatted(statement));
  }

  /** Makes one that asks for the platform's MBean server at once, as many agents do. */
  public static Path askingForMBeanServer(Path folder) {
    return doing("java.lang.management.ManagementFactory.getPlatformMBeanServer();", folder);
  }

  /** Lets the agent name classes that it must find elsewhere at run time. */
  public ControlAgent seeing(Path jarOrFolder) {
    program.seeing(jarOrFolder);
    return this;
  }

  /** Lets the agent use Byte Buddy, which it finds at run time as well. */
  public ControlAgent usingByteBuddy() {
    return using(Origin.of(ByteBuddy.class));
  }

  /** Lets the agent use tlo-core as a library, which it finds at run time as well. */
  public ControlAgent usingCore() {
    return using(Built.core().toAbsolutePath());
  }

  private ControlAgent using(Path jar) {
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, jar.toUri().toString());
    return seeing(jar);
  }

  /** Compiles the sources and returns the agent's jar. */
  public Path jar(String... sources) {
    return PackedJar.of(program.compile(sources), manifest, folder.resolve(agentClass + ".jar"));
  }
}
