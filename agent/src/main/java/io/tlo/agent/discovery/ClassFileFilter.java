package io.tlo.agent.discovery;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tells in a glance whether a class file can hold a task: whether its constant pool holds the name of one of
 * the annotations. Every class of the application passes here, so this allocates nothing and reads no more
 * than the pool (JVMS 4.4).
 *
 * <p>Thread safety: immutable.
 */
public final class ClassFileFilter {

  private static final int POOL_COUNT = 8;
  private static final int FIRST_ENTRY = 10;

  private final byte[][] wanted;

  /**
   * Creates a filter.
   *
   * @param descriptors what to look for, as class files write it
   */
  public ClassFileFilter(List<String> descriptors) {
    wanted = new byte[descriptors.size()][];
    for (int i = 0; i < wanted.length; i++) {
      // Class files write modified UTF-8, which for all names in use is the same.
      wanted[i] = descriptors.get(i).getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Returns whether the class file mentions one of them; false for what is not a class file. */
  public boolean mentions(byte[] classFile) {
    try {
      return search(classFile);
    } catch (ArrayIndexOutOfBoundsException e) {
      // Cut off, or no class file at all: the JVM will say so.
      return false;
    }
  }

  private boolean search(byte[] file) {
    int count = unsigned(file, POOL_COUNT);
    int at = FIRST_ENTRY;
    for (int i = 1; i < count; i++) {
      int tag = file[at];
      if (tag == 1) {
        int length = unsigned(file, at + 1);
        if (isWanted(file, at + 3, length)) {
          return true;
        }
        at += 3 + length;
      } else {
        int size = size(tag);
        if (size == 0) {
          return false;
        }
        // A long or double takes two places (JVMS 4.4.5).
        i += size == 9 ? 1 : 0;
        at += size;
      }
    }
    return false;
  }

  /** Returns how many bytes an entry takes with its tag, 0 for a tag that is not known. */
  private static int size(int tag) {
    return switch (tag) {
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
      case 5, 6 -> 9;
      case 7, 8, 16, 19, 20 -> 3;
      case 15 -> 4;
      default -> 0;
    };
  }

  private boolean isWanted(byte[] file, int from, int length) {
    for (byte[] each : wanted) {
      if (each.length == length && isAt(file, from, each)) {
        return true;
      }
    }
    return false;
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

  private static int unsigned(byte[] file, int at) {
    return ((file[at] & 0xff) << 8) | (file[at + 1] & 0xff);
  }
}
