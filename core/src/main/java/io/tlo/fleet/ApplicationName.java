package io.tlo.fleet;

import io.tlo.SettingKey;
import io.tlo.TloSettings;
import java.io.File;

/**
 * What the application of this JVM is called, by which instances know that they belong together.
 *
 * <p>Thread safety: immutable.
 */
public final class ApplicationName {

  private ApplicationName() {}

  /** Returns the setting {@code app.name}; by default the name of the main class, or of the jar. */
  public static String of(TloSettings settings) {
    String given = settings.text(SettingKey.APP_NAME);
    // As the JDK's own tools name a JVM.
    return given.isEmpty() ? mainClassOrJar(System.getProperty("sun.java.command", "")) : given;
  }

  /** The path of a jar may have blanks in it, and so may what follows: the longest that is a file is meant. */
  static String mainClassOrJar(String command) {
    for (int end = command.length(); end > 0; end = command.lastIndexOf(' ', end - 1)) {
      File file = new File(command.substring(0, end));
      if (file.isFile()) {
        return file.getName();
      }
    }
    String first = command.split(" ", 2)[0];
    return first.isEmpty() ? "java" : first.substring(first.lastIndexOf('.') + 1);
  }
}
