package io.tlo.frameworks.it;

import io.tlo.testing.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The programs with frameworks that the build has made. */
final class Programs {

  private Programs() {}

  /** Returns the program on Spring Boot of that major version. */
  static Path springBoot(int major) {
    return file("tlo.it.spring-boot-" + major);
  }

  /** Returns the program of another framework, by the folder that it is made in. */
  static Path of(String folder) {
    return file("tlo.it." + folder);
  }

  /** Starts that program as its users do, under the agent with these settings besides {@code log=error}. */
  static Program start(String folder, String... settings) {
    String arguments = String.join(
        ",", Stream.concat(Stream.of("log=error"), Stream.of(settings)).toList());
    return Program.of(
        ForkedJvm.on().agent(arguments).option("-jar").start(of(folder).toString()));
  }

  private static Path file(String property) {
    String text = System.getProperty(property);
    if (text == null || !Files.isRegularFile(Path.of(text))) {
      throw new IllegalStateException(property + ": '" + text
          + "' is not a file; run these tests with mvn verify -Pframeworks in the root folder");
    }
    return Path.of(text).toAbsolutePath().normalize();
  }
}
