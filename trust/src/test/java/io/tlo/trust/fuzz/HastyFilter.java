package io.tlo.trust.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The control: walks the constant pool and does not know the one kind of entry that takes four
 * bytes.
 */
final class HastyFilter {

  private final Set<String> names;

  HastyFilter(Set<String> names) {
    this.names = names;
  }

  boolean mentions(byte[] file) {
    try {
      return reads(file);
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
  }

  private boolean reads(byte[] file) {
    int count = unsigned(file, 8);
    int at = 10;
    for (int i = 1; i < count; i++) {
      if (file[at] == 1) {
        int length = unsigned(file, at + 1);
        if (names.contains(new String(file, at + 3, length, StandardCharsets.ISO_8859_1))) {
          return true;
        }
        at += 3 + length;
      } else {
        int size = size(file[at]);
        // A long or double takes two places (JVMS 4.4.5).
        i += size == 9 ? 1 : 0;
        at += size;
      }
    }
    return false;
  }

  private static int size(int tag) {
    return switch (tag) {
      case 5, 6 -> 9;
      case 7, 8, 16, 19, 20 -> 3;
      default -> 5;
    };
  }

  private static int unsigned(byte[] file, int at) {
    return (file[at] & 0xff) << 8 | (file[at + 1] & 0xff);
  }
}
