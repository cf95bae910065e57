package io.tlo.trust.startup;

import io.tlo.agent.it.TestProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Agents of these tests' own, for comparison. */
final class AgentJar {

  private AgentJar() {}

  /** One that does nothing: what a JVM loads for any agent. */
  static Path idle(Path folder) throws IOException {
    return of(folder, "idle", "");
  }

  /** One that asks for the platform's MBean server at once, as many agents do. */
  static Path early(Path folder) throws IOException {
    return of(folder, "early", "java.lang.management.ManagementFactory.getPlatformMBeanServer();");
  }

  private static Path of(Path folder, String name, String body) throws IOException {
    Path classes = TestProgram.alone(folder.resolve(name)).compile("""
        package %s;
        public class Agent {
          public static void premain(String arguments) {
            %s
          }
        }
        """.formatted(name, body));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", name + ".Agent");
    Path jar = folder.resolve(name + ".jar");
    String entry = name + "/Agent.class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new ZipEntry(entry));
      Files.copy(classes.resolve(entry), out);
    }
    return jar;
  }
}
