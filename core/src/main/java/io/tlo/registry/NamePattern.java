package io.tlo.registry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that means tasks by their names: {@code *} stands for any characters, also for none, and {@code \*} for
 * the star itself; everything else stands for itself, and case counts.
 *
 * <p>Matching takes time linear in the lengths of text and pattern, whatever they hold: patterns come from
 * operators, and names from class files.
 *
 * <p>Thread safety: immutable.
 */
public final class NamePattern {

  private static final char ANY = '*';
  private static final char LITERAL = '\\';

  private final String text;

  /** The texts between the stars: one where there is no star, else the first and last at the ends. */
  private final List<Part> parts;

  private NamePattern(String text) {
    this.text = text;
    List<Part> found = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ANY) {
        found.add(new Part(part.toString()));
        part.setLength(0);
      } else if (c == LITERAL && i + 1 < text.length() && text.charAt(i + 1) == ANY) {
        part.append(ANY);
        i++;
      } else {
        part.append(c);
      }
    }
    found.add(new Part(part.toString()));
    parts = List.copyOf(found);
  }

  /** Returns the pattern that a text means; every text means one, the empty one matches no task. */
  public static NamePattern of(String text) {
    return new NamePattern(text);
  }

  /**
   * Returns whether the pattern matches the task as {@link #matches(TaskDefinition)} does, or one of the other
   * names that mean it.
   */
  public boolean matches(NamedTask task) {
    String fullName = task.fullName();
    return matches(task.definition())
        || matches(task.plainName())
        || (fullName != null && matches(fullName));
  }

  /**
   * Returns whether the pattern matches the whole of the task's name, of its full method, or of its full
   * method without the parameter types.
   */
  public boolean matches(TaskDefinition task) {
    String method = task.method();
    // The last one: a method's own name may hold a parenthesis.
    int types = method.lastIndexOf('(');
    return matches(task.name())
        || matches(method)
        || (types >= 0 && matches(method.substring(0, types)));
  }

  boolean matches(String name) {
    String first = parts.get(0).text;
    if (parts.size() == 1) {
      return name.equals(first);
    }
    String last = parts.get(parts.size() - 1).text;
    int end = name.length() - last.length();
    if (end < first.length() || !name.startsWith(first) || !name.endsWith(last)) {
      return false;
    }
    int from = first.length();
    for (Part part : parts.subList(1, parts.size() - 1)) {
      // The leftmost place leaves the most for the parts that follow, so no other need be tried.
      from = part.endIn(name, from, end);
      if (from < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NamePattern pattern && pattern.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns the text of the pattern. */
  @Override
  public String toString() {
    return text;
  }

  /** A text without stars, and for each of its beginnings the longest proper end that is a beginning too. */
  private static final class Part {
    final String text;
    private final int[] borders;

    Part(String text) {
      this.text = text;
      borders = new int[text.length()];
      int matched = 0;
      for (int i = 1; i < text.length(); i++) {
        matched = next(matched, text.charAt(i));
        borders[i] = matched;
      }
    }

    /** Returns where the leftmost occurrence between two indices ends, -1 if there is none. */
    int endIn(String name, int from, int end) {
      if (text.isEmpty()) {
        return from;
      }
      int matched = 0;
      for (int i = from; i < end; i++) {
        matched = next(matched, name.charAt(i));
        if (matched == text.length()) {
          return i + 1;
        }
      }
      return -1;
    }

    /** Returns how many characters of the text are matched when one more has been read. */
    private int next(int matched, char read) {
      int length = matched;
      while (length > 0 && text.charAt(length) != read) {
        length = borders[length - 1];
      }
      return text.charAt(length) == read ? length + 1 : 0;
    }
  }
}
