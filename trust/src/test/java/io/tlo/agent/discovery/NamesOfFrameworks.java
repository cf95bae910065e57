package io.tlo.agent.discovery;

/** Asks the filter's own list of names, which is seen in its package only. */
public final class NamesOfFrameworks {

  private NamesOfFrameworks() {}

  public static boolean isJdk(String internalName) {
    return FrameworkNames.isJdk(internalName);
  }

  public static boolean isLibrary(String internalName) {
    return FrameworkNames.isLibrary(internalName);
  }

  /** Returns whether a class stands in front of another and is never asked about. */
  public static boolean isProxy(String internalName) {
    return FrameworkNames.isProxy(internalName);
  }
}
