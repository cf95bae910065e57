package io.tlo.agent.discovery;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Class files as a class loader of the application finds them: supertypes and annotations are not loaded yet
 * when the class that names them is looked at. This runs code of the application's, so no lock is held.
 */
public final class ClassResources {

  private ClassResources() {}

  /** Returns the class file of a class, null if the loader has none to show. */
  public static byte @Nullable [] read(ClassLoader loader, String internalName) {
    try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (Throwable e) {
      // A loader may throw anything; then nothing is known of the class.
      return null;
    }
  }

  static boolean exists(ClassLoader loader, String internalName) {
    try {
      return loader.getResource(internalName + ".class") != null;
    } catch (Throwable e) {
      return false;
    }
  }
}
