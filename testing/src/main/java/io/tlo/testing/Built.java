package io.tlo.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files that the build makes or fetches for tests. */
public final class Built {

  private Built() {}

  /** Returns the finished agent. */
  public static Path agent() {
    return file("tlo.it.agent");
  }

  /** Returns the finished library. */
  public static Path core() {
    return file("tlo.it.core");
  }

  /**
   * Returns the file that a system property names; the build sets it.
   *
   * @throws IllegalStateException if the property is not set, or names no regular file
   */
  public static Path file(String property) {
    String text = System.getProperty(property);
    if (text == null || !Files.isRegularFile(Path.of(text))) {
      throw new IllegalStateException(
          property + ": '" + text + "' is not a file; run these tests with mvn verify");
    }
    return Path.of(text).toAbsolutePath().normalize();
  }
}
