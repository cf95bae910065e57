package io.tlo.agent.discovery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a class extends another one, however indirectly, from class files: a class is looked at before
 * its superclass is loaded.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Supertypes {

  private final String wanted;
  private final LoaderCache<Boolean> verdicts = new LoaderCache<>();

  /**
   * Creates one that looks for a class.
   *
   * @param wanted its internal name
   */
  Supertypes(String wanted) {
    this.wanted = wanted;
  }

  /**
   * Returns whether a class is the wanted one or extends it.
   *
   * @param internalName name of the class, null for none
   */
  boolean isWanted(@Nullable ClassLoader loader, @Nullable String internalName) {
    if (loader == null) {
      return wanted.equals(internalName);
    }
    List<String> passed = new ArrayList<>();
    String name = internalName;
    Boolean verdict = verdict(loader, name);
    while (verdict == null && name != null && !passed.contains(name)) {
      passed.add(name);
      name = superName(loader, name);
      verdict = verdict(loader, name);
    }
    // Class files can name each other in a circle; the JVM will refuse them.
    boolean isWanted = verdict != null && verdict;
    for (String each : passed) {
      verdicts.put(loader, each, isWanted);
    }
    return isWanted;
  }

  /** Returns what is known of a class, null if its superclass decides. */
  private @Nullable Boolean verdict(ClassLoader loader, @Nullable String name) {
    if (name == null || FrameworkNames.isJdk(name)) {
      return wanted.equals(name);
    }
    return verdicts.get(loader, name);
  }

  private static @Nullable String superName(ClassLoader loader, String name) {
    byte[] classFile = ClassResources.read(loader, name);
    try {
      return classFile == null ? null : new ClassFileParts(classFile).superName();
    } catch (IndexOutOfBoundsException e) {
      // Not a class file.
      return null;
    }
  }
}
