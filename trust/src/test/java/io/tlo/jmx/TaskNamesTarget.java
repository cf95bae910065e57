package io.tlo.jmx;

import io.tlo.registry.NamePattern;
import io.tlo.registry.TaskDefinition;
import java.nio.charset.StandardCharsets;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * What the fuzzer calls: any name of a method gives an ObjectName that can be written and read
 * again, and patterns match as the slow and simple way to match does. The first byte says where
 * the text is cut in two; texts are UTF-16, so that halves of characters are among them, as they
 * are in class files.
 */
public final class TaskNamesTarget {

  private static final int MOST_SLOWLY = 40;

  private TaskNamesTarget() {}

  /** The name is the fuzzer's. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 5) {
      return;
    }
    String text = new String(data, 1, data.length - 1, StandardCharsets.ISO_8859_1);
    if (data[0] < 0) {
      text = utf16(data);
    }
    int cut = Math.min((data[0] & 0x7f) + 1, text.length() - 1);
    requireObjectName(text.substring(0, cut), text.substring(cut));
    requireMatch(text.substring(0, cut), text.substring(cut));
  }

  /** The JDK's own decoder would replace half a character. */
  private static String utf16(byte[] data) {
    char[] text = new char[(data.length - 1) / 2];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) ((data[1 + 2 * i] & 0xff) << 8 | (data[2 + 2 * i] & 0xff));
    }
    return new String(text);
  }

  private static void requireObjectName(String group, String name) {
    TaskDefinition task = TaskDefinition.builder(group, name, "app.Main.work()").build();
    ObjectName made = TaskNames.task(task, name.length() % 3 + 1);
    try {
      if (made.isPattern() || !new ObjectName(made.getCanonicalName()).equals(made)) {
        throw new AssertionError("a pattern, or not itself again: " + made);
      }
    } catch (MalformedObjectNameException e) {
      throw new AssertionError("cannot be read again: " + made, e);
    }
  }

  private static void requireMatch(String pattern, String name) {
    if (pattern.length() > MOST_SLOWLY || name.length() > MOST_SLOWLY) {
      return;
    }
    TaskDefinition task = TaskDefinition.builder("-", "-", name).build();
    int types = name.lastIndexOf('(');
    boolean slowly = matches(pattern, name)
        || matches(pattern, "-.-")
        || (types >= 0 && matches(pattern, name.substring(0, types)));
    if (NamePattern.of(pattern).matches(task) != slowly) {
      throw new AssertionError("'" + pattern + "' and '" + name + "': not " + slowly);
    }
  }

  /** Row by row: whether the first parts of the pattern match the first characters of the text. */
  private static boolean matches(String pattern, String text) {
    boolean[] row = new boolean[text.length() + 1];
    row[0] = true;
    for (int p = 0; p < pattern.length(); p++) {
      boolean isEscape = pattern.startsWith("\\*", p);
      boolean isAny = pattern.charAt(p) == '*';
      p += isEscape ? 1 : 0;
      boolean[] next = new boolean[row.length];
      next[0] = isAny && row[0];
      for (int i = 1; i < row.length; i++) {
        boolean isSame = row[i - 1] && text.charAt(i - 1) == pattern.charAt(p);
        next[i] = isAny ? next[i - 1] || row[i] : isSame;
      }
      row = next;
    }
    return row[text.length()];
  }
}
