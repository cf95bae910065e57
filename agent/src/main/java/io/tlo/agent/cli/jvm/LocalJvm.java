package io.tlo.agent.cli.jvm;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of this machine.
 *
 * @param pid its process
 * @param main its main class, or its jar as it was given; empty if it does not tell
 */
public record LocalJvm(long pid, String main) {

  private static final String JAR = ".jar";
  private static final Pattern MAIN_CLASS =
      Pattern.compile("([\\w.$]+/)?[\\w$]++(\\.[\\w$]++)++(?<!\\.jar)");

  /**
   * Returns a JVM by what it tells of itself.
   *
   * @param command its main class or jar and the program's arguments, with a blank in between
   * @param jar the jar that it was started with, null if there is none, or that is not known
   */
  static LocalJvm of(long pid, String command, @Nullable String jar) {
    return new LocalJvm(pid, jar != null && command.startsWith(jar) ? jar : main(command));
  }

  /** A blank may stand in a jar's path as well; a main class with its package is told from one. */
  private static String main(String command) {
    String first = command.substring(0, (command + " ").indexOf(' '));
    int ending = (command + " ").indexOf(JAR + " ");
    boolean isFirst = ending < 0 || MAIN_CLASS.matcher(first).matches();
    return isFirst ? first : command.substring(0, ending + JAR.length());
  }

  /** Returns the main class in full, or the jar's file name. */
  public String name() {
    int folder = Math.max(main.lastIndexOf('/'), main.lastIndexOf('\\'));
    return main.substring(folder + 1);
  }

  /** Returns whether the text is its main class, simple or in full, or its jar, with or without path and ending. */
  boolean isNamed(String text) {
    Set<String> names = new LinkedHashSet<>();
    String name = name();
    names.add(main);
    names.add(name);
    if (name.endsWith(JAR)) {
      names.add(name.substring(0, name.length() - JAR.length()));
    } else {
      names.add(name.substring(name.lastIndexOf('.') + 1));
    }
    return names.contains(text);
  }

  /** Returns the name and the process, {@code "app.Main (4711)"}. */
  public String label() {
    return name().isEmpty() ? "process " + pid : name() + " (" + pid + ")";
  }
}
