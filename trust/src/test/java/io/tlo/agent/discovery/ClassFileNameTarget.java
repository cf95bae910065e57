package io.tlo.agent.discovery;

import net.bytebuddy.jar.asm.ClassReader;

/**
 * What the fuzzer calls: any bytes give a name or none, without an error; and where a full reading
 * finds a name, it is the same one.
 */
public final class ClassFileNameTarget {

  private ClassFileNameTarget() {}

  /** The name is the fuzzer's. */
  public static void fuzzerTestOneInput(byte[] data) {
    String name = ClassFileName.of(data);
    String full;
    try {
      full = new ClassReader(data).getClassName();
    } catch (RuntimeException e) {
      // No class file for the reading in full, which checks more than the name needs.
      return;
    }
    if (name != null && !name.equals(full)) {
      throw new AssertionError("'" + name + "', in full '" + full + "'");
    }
  }
}
