package io.tlo.agent.discovery;

/**
 * What the fuzzer calls: any bytes give a name or none, without an error. What they are if they
 * are no class file does not matter, since the JVM refuses them.
 */
public final class ClassFileNameTarget {

  private ClassFileNameTarget() {}

  /** The name is the fuzzer's. */
  public static void fuzzerTestOneInput(byte[] data) {
    String name = ClassFileName.of(data);
    if (name != null && name.length() > data.length) {
      throw new AssertionError("more than there is: '" + name + "'");
    }
  }
}
