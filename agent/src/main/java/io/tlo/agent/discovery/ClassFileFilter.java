package io.tlo.agent.discovery;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tells in a glance whether a class file can hold a task: whether its constant pool holds one of the names that
 * mark tasks. Every class of the application passes here, so this reads no more than the pool (JVMS 4.4) and
 * makes nothing but the small result.
 *
 * <p>Thread safety: immutable.
 */
final class ClassFileFilter {

  private static final int POOL_COUNT = 8;
  private static final int FIRST_ENTRY = 10;
  private static final byte[] RUN = bytes("run");
  private static final byte[] NO_ARGUMENTS = bytes("()V");
  private static final byte[] ANNOTATIONS = bytes("RuntimeVisibleAnnotations");

  /** Names by their length: nearly all entries are told apart by it. */
  private final byte[][][] byLength;

  /**
   * Creates a filter.
   *
   * @param names what to look for, as class files write it
   */
  ClassFileFilter(List<String> names) {
    int most = 0;
    for (String name : names) {
      most = Math.max(most, name.length());
    }
    byLength = new byte[most + 1][][];
    for (String name : names) {
      add(bytes(name));
    }
  }

  private void add(byte[] name) {
    byte[][] present = byLength[name.length];
    int count = present == null ? 0 : present.length;
    byte[][] more = new byte[count + 1][];
    for (int i = 0; i < count; i++) {
      more[i] = present[i];
    }
    more[count] = name;
    byLength[name.length] = more;
  }

  private static byte[] bytes(String name) {
    // Class files write modified UTF-8, which for all names in use is the same.
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /** Looks at a class file; what is not a class file holds nothing. */
  PoolScan scan(byte[] classFile) {
    PoolScan found = new PoolScan();
    try {
      scan(classFile, found);
    } catch (IndexOutOfBoundsException e) {
      // Cut off, or no class file at all: the JVM will say so.
      return new PoolScan();
    }
    return found;
  }

  private void scan(byte[] file, PoolScan found) {
    int count = ClassFileParts.unsigned(file, POOL_COUNT);
    int at = FIRST_ENTRY;
    for (int i = 1; i < count; i++) {
      int tag = file[at];
      if (tag == 1) {
        int length = ClassFileParts.unsigned(file, at + 1);
        if (isMark(file, at + 3, length)) {
          found.isMarked = true;
          return;
        }
        note(file, at + 3, length, i, found);
        at += 3 + length;
      } else {
        int size = ClassFileParts.sizeOfEntry(tag);
        if (size == 0) {
          return;
        }
        // A long or double takes two places (JVMS 4.4.5).
        i += size == 9 ? 1 : 0;
        at += size;
      }
    }
  }

  private boolean isMark(byte[] file, int from, int length) {
    byte[][] names = length < byLength.length ? byLength[length] : null;
    if (names != null) {
      for (byte[] each : names) {
        if (isAt(file, from, each)) {
          return true;
        }
      }
    }
    return false;
  }

  private static void note(byte[] file, int from, int length, int index, PoolScan found) {
    if (length == RUN.length) {
      if (isAt(file, from, RUN)) {
        found.run = index;
      } else if (isAt(file, from, NO_ARGUMENTS)) {
        found.noArguments = index;
      }
    } else if (length == ANNOTATIONS.length && isAt(file, from, ANNOTATIONS)) {
      found.annotations = index;
    }
  }

  /** Compared from the end: names of one package begin alike. */
  private static boolean isAt(byte[] file, int from, byte[] name) {
    for (int i = name.length - 1; i >= 0; i--) {
      if (file[from + i] != name[i]) {
        return false;
      }
    }
    return true;
  }
}
