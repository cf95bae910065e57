package io.tlo.trust.jar;

import io.tlo.testing.Built;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Copies of the agent's jar, and jars that it has got into. */
final class Jars {

  private Jars() {}

  static Path copy(Path to) {
    try {
      Files.createDirectories(to.getParent());
      return Files.copy(Built.agent(), to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The agent, of another version by its manifest. */
  static Path ofVersion(String version, Path to) {
    Manifest manifest = manifest();
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    return new Builder(manifest).withAgent().write(to);
  }

  /** The agent without what the JVM looks for in one. */
  static Path withoutPremain(Path to) {
    return new Builder(new Manifest()).withAgent().write(to);
  }

  /** An application with the agent's jar inside, as frameworks pack what they need. */
  static Path nested(Path classes, Path to) {
    return new Builder(ofApplication())
        .withClasses(classes)
        .with("lib/tlo-agent.jar", Built.agent())
        .write(to);
  }

  /** An application whose jar was merged with the agent's. */
  static Path merged(Path classes, boolean isAgent, Path to) {
    Manifest manifest = ofApplication();
    if (isAgent) {
      for (String each : List.of("Premain-Class", "Agent-Class", "Can-Retransform-Classes")) {
        manifest
            .getMainAttributes()
            .putValue(each, manifest().getMainAttributes().getValue(each));
      }
    }
    return new Builder(manifest).withAgent().withClasses(classes).write(to);
  }

  static String version() {
    return manifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
  }

  private static Manifest ofApplication() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Recorded.MAIN_CLASS);
    return manifest;
  }

  private static Manifest manifest() {
    try (JarFile jar = new JarFile(Built.agent().toFile())) {
      return jar.getManifest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Part {
    void into(JarOutputStream out) throws IOException;
  }

  private static final class Builder {
    private final Manifest manifest;
    private final List<Part> parts = new ArrayList<>();

    Builder(Manifest manifest) {
      this.manifest = manifest;
      manifest.getMainAttributes().putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    Builder with(String name, Path file) {
      parts.add(out -> {
        out.putNextEntry(new JarEntry(name));
        Files.copy(file, out);
      });
      return this;
    }

    Builder withClasses(Path classes) {
      try (Stream<Path> all = Files.walk(classes)) {
        all.filter(Files::isRegularFile)
            .forEach(each -> with(classes.relativize(each).toString(), each));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return this;
    }

    Builder withAgent() {
      parts.add(out -> {
        try (JarFile agent = new JarFile(Built.agent().toFile())) {
          for (JarEntry each : agent.stream().toList()) {
            if (!each.getName().equals(JarFile.MANIFEST_NAME)) {
              out.putNextEntry(new JarEntry(each.getName()));
              try (InputStream in = agent.getInputStream(each)) {
                in.transferTo(out);
              }
            }
          }
        }
      });
      return this;
    }

    Path write(Path to) {
      try {
        Files.createDirectories(to.getParent());
        try (OutputStream file = Files.newOutputStream(to);
            JarOutputStream out = new JarOutputStream(file, manifest)) {
          for (Part each : parts) {
            each.into(out);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return to;
    }
  }
}
