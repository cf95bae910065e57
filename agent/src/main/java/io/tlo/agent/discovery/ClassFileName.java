package io.tlo.agent.discovery;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The name that a class file gives itself: a class loader need not say it when it defines the
 * class.
 */
public final class ClassFileName {

  private ClassFileName() {}

  /** Returns the internal name, null for what is no class file: the JVM will say so. */
  public static @Nullable String of(byte[] classFile) {
    try {
      return new ClassFileParts(classFile).name();
    } catch (IndexOutOfBoundsException | IOException e) {
      return null;
    }
  }
}
