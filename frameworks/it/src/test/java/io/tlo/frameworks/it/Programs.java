package io.tlo.frameworks.it;

import java.nio.file.Files;
import java.nio.file.Path;

/** The programs with frameworks that the build has made. */
final class Programs {

  private Programs() {}

  /** Returns the program on Spring Boot of that major version. */
  static Path springBoot(int major) {
    return file("tlo.it.spring-boot-" + major);
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
