package io.tlo.trust;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the classes of the JVM that runs the tests come from. */
public final class Origin {

  private Origin() {}

  /** Returns the jar or the folder in which a class was found. */
  public static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
