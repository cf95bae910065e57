package io.tlo.trust;

import io.tlo.agent.it.TestProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * An agent that breaks a promise, for the controls: made from its source text, whose first class has the premain
 * method.
 */
public final class ControlAgent {

  private final Path folder;
  private final String agentClass;
  private final Manifest manifest = new Manifest();
  private final TestProgram program;

  private ControlAgent(Path folder, String agentClass) {
    this.folder = folder;
    this.agentClass = agentClass;
    this.program = TestProgram.alone(folder.resolve("classes"));
    entry(Attributes.Name.MANIFEST_VERSION.toString(), "1.0");
    entry("Premain-Class", agentClass);
    entry("Agent-Class", agentClass);
    entry("Can-Retransform-Classes", "true");
  }

  /** Begins an agent that is made in that folder and whose premain is in that class. */
  public static ControlAgent in(Path folder, String agentClass) {
    return new ControlAgent(folder, agentClass);
  }

  /** Adds an entry of the manifest, in the place of one that there is. */
  public ControlAgent entry(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  /** Lets the agent use a library, which is found at run time as well. */
  public ControlAgent using(Path jar) {
    program.seeing(jar);
    String before = manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    return entry(
        Attributes.Name.CLASS_PATH.toString(), (before == null ? "" : before + " ") + jar.toUri());
  }

  /** Compiles the sources and returns the agent's jar. */
  public Path jar(String... sources) {
    Path classes = program.compile(sources);
    Path jar = folder.resolve(agentClass + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        out.write(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }
}
