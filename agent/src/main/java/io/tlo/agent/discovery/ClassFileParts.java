package io.tlo.agent.discovery;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The few parts of a class file (JVMS 4.1) that tell whether it is worth being read in full: its superclass, the
 * methods it declares and the annotations on them. Read by hand, since a library for it takes longer to load than
 * many an application has classes to look at.
 *
 * <p>Reading throws an {@link IndexOutOfBoundsException} where the file is cut off.
 */
final class ClassFileParts {

  private static final int FIRST_ENTRY = 10;
  private static final int POOL_COUNT = 8;
  private static final int ACC_BRIDGE = 0x0040;
  private static final int ACC_ANNOTATION = 0x2000;

  /** What takes the place of bytes that are not UTF-8. */
  private static final char NOT_UTF_8 = '\ufffd';

  private final byte[] file;
  private final int[] entries;
  private final int afterPool;
  private @Nullable List<NamedMethod> named;

  /**
   * A method that a class names (JVMS 4.4.2).
   *
   * @param owner internal name of the class that it is called on
   * @param name its name
   * @param descriptor its parameter and return types
   */
  record NamedMethod(String owner, String name, String descriptor) {}

  ClassFileParts(byte[] file) {
    this.file = file;
    this.entries = new int[unsigned(file, POOL_COUNT)];
    int at = FIRST_ENTRY;
    for (int i = 1; i < entries.length; i++) {
      entries[i] = at;
      int tag = file[at];
      at += tag == 1 ? 3 + unsigned(file, at + 1) : sizeOfEntry(tag);
      // A long or double takes two places (JVMS 4.4.5).
      i += tag == 5 || tag == 6 ? 1 : 0;
    }
    this.afterPool = at;
  }

  static int unsigned(byte[] file, int at) {
    return ((file[at] & 0xff) << 8) | (file[at + 1] & 0xff);
  }

  /** Returns how many bytes an entry takes with its tag, 0 for a text and for a tag that is not known. */
  static int sizeOfEntry(int tag) {
    return switch (tag) {
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
      case 5, 6 -> 9;
      case 7, 8, 16, 19, 20 -> 3;
      case 15 -> 4;
      default -> 0;
    };
  }

  private int number(int at) {
    return unsigned(file, at);
  }

  private String text(int index) {
    int from = entries[index] + 3;
    int length = number(from - 2);
    String text = new String(file, from, length, StandardCharsets.UTF_8);
    return text.indexOf(NOT_UTF_8) < 0 ? text : modified(from, from + length);
  }

  /** Class files write the characters of a pair by themselves, and 0 in two bytes (JVMS 4.4.7). */
  private String modified(int from, int end) {
    StringBuilder text = new StringBuilder(end - from);
    int at = from;
    while (at < end) {
      int first = file[at++];
      if (first >= 0) {
        text.append((char) first);
      } else if ((first & 0xe0) == 0xc0) {
        text.append((char) ((first & 0x1f) << 6 | (file[at++] & 0x3f)));
      } else {
        text.append((char) ((first & 0x0f) << 12 | (file[at++] & 0x3f) << 6 | (file[at++] & 0x3f)));
      }
    }
    return text.toString();
  }

  /** The same text may stand in several places of the pool. */
  private boolean isSameText(int one, int other) {
    if (one == other) {
      return true;
    }
    int a = entries[one];
    int b = entries[other];
    int length = number(a + 1);
    return file[a] == 1
        && number(b + 1) == length
        && Arrays.equals(file, a, a + 3 + length, file, b, b + 3 + length);
  }

  /**
   * Returns the internal name of the class itself, whatever characters it is made of.
   *
   * @throws IOException if it is not text
   */
  String name() throws IOException {
    int text = entries[number(entries[number(afterPool + 2)] + 1)];
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(file, text + 1, file.length - text - 1))) {
      return in.readUTF();
    }
  }

  /** Returns the internal name of the class itself. */
  String internalName() {
    return text(number(entries[number(afterPool + 2)] + 1));
  }

  /** Returns whether it is an annotation's: one whose methods have no body. */
  boolean isAnnotation() {
    return (number(afterPool) & ACC_ANNOTATION) != 0;
  }

  /** Returns the internal name of the superclass, null for {@code Object} and modules. */
  @Nullable
  String superName() {
    int index = number(afterPool + 4);
    return index == 0 ? null : text(number(entries[index] + 1));
  }

  /** Returns the methods that the class names, in the order of its constant pool. */
  List<NamedMethod> namedMethods() {
    List<NamedMethod> present = named;
    if (present == null) {
      present = new ArrayList<>();
      for (int at : entries) {
        if (isMethod(at)) {
          int nameAndType = entries[number(at + 3)];
          present.add(new NamedMethod(
              text(number(entries[number(at + 1)] + 1)),
              text(number(nameAndType + 1)),
              text(number(nameAndType + 3))));
        }
      }
      named = present;
    }
    return present;
  }

  /** A Methodref or an InterfaceMethodref (JVMS 4.4.2); where there is no entry, the place is that of the file. */
  private boolean isMethod(int at) {
    return at != 0 && (file[at] == 10 || file[at] == 11);
  }

  /** Returns the class file. */
  byte[] file() {
    return file;
  }

  /** Returns whether a method of this name only stands in for one of other types (a bridge). */
  boolean declaresBridge(String name) {
    int at = afterMembers(afterInterfaces());
    int count = number(at);
    at += 2;
    for (int i = 0; i < count; i++) {
      if ((number(at) & ACC_BRIDGE) != 0 && text(number(at + 2)).equals(name)) {
        return true;
      }
      at = afterAttributes(at + 6);
    }
    return false;
  }

  private int afterInterfaces() {
    return afterPool + 8 + 2 * number(afterPool + 6);
  }

  /** Returns whether a method is declared of this name and descriptor, by their places in the pool. */
  boolean declares(int name, int descriptor) {
    int at = afterMembers(afterInterfaces());
    int count = number(at);
    at += 2;
    for (int i = 0; i < count; i++) {
      if (isSameText(number(at + 2), name) && isSameText(number(at + 4), descriptor)) {
        return true;
      }
      at = afterAttributes(at + 6);
    }
    return false;
  }

  /**
   * Returns the descriptors of the annotations on methods, each once.
   *
   * @param attribute place of the attribute's name in the pool
   */
  List<String> methodAnnotations(int attribute) {
    List<String> found = new ArrayList<>();
    int at = afterMembers(afterInterfaces());
    int count = number(at);
    at += 2;
    for (int i = 0; i < count; i++) {
      at = readAnnotations(at + 6, attribute, found);
    }
    return found;
  }

  /** Returns the descriptors of the annotations on the class. */
  List<String> classAnnotations(int attribute) {
    List<String> found = new ArrayList<>();
    readAnnotations(afterMembers(afterMembers(afterInterfaces())), attribute, found);
    return found;
  }

  /** Reads the attributes of a class or member; returns where they end. */
  private int readAnnotations(int from, int attribute, List<String> into) {
    int count = number(from);
    int at = from + 2;
    for (int i = 0; i < count; i++) {
      if (isSameText(number(at), attribute)) {
        addTypes(at + 6, into);
      }
      at += 6 + length(at + 2);
    }
    return at;
  }

  private void addTypes(int from, List<String> into) {
    int count = number(from);
    int at = from + 2;
    for (int i = 0; i < count; i++) {
      String type = text(number(at));
      if (!into.contains(type)) {
        into.add(type);
      }
      at = afterAnnotation(at);
    }
  }

  private int afterAnnotation(int from) {
    int pairs = number(from + 2);
    int at = from + 4;
    for (int i = 0; i < pairs; i++) {
      at = afterValue(at + 2);
    }
    return at;
  }

  /** An element_value (JVMS 4.7.16.1). */
  private int afterValue(int from) {
    return switch (file[from]) {
      case 'e' -> from + 5;
      case '@' -> afterAnnotation(from + 1);
      case '[' -> {
        int count = number(from + 1);
        int at = from + 3;
        for (int i = 0; i < count; i++) {
          at = afterValue(at);
        }
        yield at;
      }
      default -> from + 3;
    };
  }

  private int afterMembers(int from) {
    int count = number(from);
    int at = from + 2;
    for (int i = 0; i < count; i++) {
      at = afterAttributes(at + 6);
    }
    return at;
  }

  private int afterAttributes(int from) {
    int count = number(from);
    int at = from + 2;
    for (int i = 0; i < count; i++) {
      at += 6 + length(at + 2);
    }
    return at;
  }

  /** A length beyond the file would lead backwards, and round and round. */
  private int length(int at) {
    int length = (number(at) << 16) | number(at + 2);
    return Objects.checkIndex(length, file.length);
  }
}
