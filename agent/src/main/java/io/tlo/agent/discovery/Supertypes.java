package io.tlo.agent.discovery;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether a class extends another one, however indirectly, from class files: a class is looked at before
 * its superclass is loaded.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Supertypes {

  private static final int MOST_STEPS = 50;

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
    return isWanted(loader, internalName, MOST_STEPS);
  }

  private boolean isWanted(@Nullable ClassLoader loader, @Nullable String name, int steps) {
    if (name == null || name.equals(wanted)) {
      return name != null;
    }
    if (loader == null || steps == 0 || FrameworkNames.isJdk(name)) {
      return false;
    }
    Boolean known = verdicts.get(loader, name);
    if (known == null) {
      known = isWanted(loader, superName(loader, name), steps - 1);
      verdicts.put(loader, name, known);
    }
    return known;
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
