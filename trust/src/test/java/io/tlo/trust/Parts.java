package io.tlo.trust;

import java.nio.file.Files;
import java.nio.file.Path;

/** What others have made and the build has fetched: servers, frameworks, agents. */
public final class Parts {

  private Parts() {}

  /** Returns a file by its name without a version, for example {@code aspectjweaver.jar}. */
  public static Path file(String name) {
    Path file = Path.of(System.getProperty("tlo.trust.parts", "target/parts"), name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException("'" + file
          + "' is not a file; run these tests with mvn verify -Ptrust in the root folder");
    }
    return file.toAbsolutePath().normalize();
  }
}
