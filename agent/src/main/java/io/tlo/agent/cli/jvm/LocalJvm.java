package io.tlo.agent.cli.jvm;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A JVM of this machine.
 *
 * @param pid its process
 * @param command its main class or jar with the program's arguments, as the JVM tells it
 */
public record LocalJvm(long pid, String command) {

  private static final String JAR = ".jar";

  /** Returns the main class in full, or the jar's file name. */
  public String name() {
    String main = main();
    int folder = Math.max(main.lastIndexOf('/'), main.lastIndexOf('\\'));
    return main.substring(folder + 1);
  }

  private String main() {
    int blank = command.indexOf(' ');
    return blank < 0 ? command : command.substring(0, blank);
  }

  /** Returns whether the text is its main class, simple or in full, or its jar, with or without path and ending. */
  boolean isNamed(String text) {
    Set<String> names = new LinkedHashSet<>();
    String name = name();
    names.add(main());
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
