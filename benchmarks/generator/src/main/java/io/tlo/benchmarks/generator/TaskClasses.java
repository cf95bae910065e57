package io.tlo.benchmarks.generator;

import io.tlo.benchmarks.programs.Turns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Writes a jar of classes with ten methods each, in one of three variants. */
final class TaskClasses {

  private TaskClasses() {}

  /** Takes the number of methods in all, the jar's name, and the variant: tasks, clock or plain. */
  public static void main(String[] arguments) throws IOException {
    int methods = Integer.parseInt(arguments[0]);
    Path file = Path.of(arguments[1]);
    Variant variant = Variant.valueOf(arguments[2].toUpperCase(Locale.ROOT));
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < methods / Turns.METHODS; i++) {
        String name = Turns.className(i);
        jar.putNextEntry(new JarEntry(name.replace('.', '/') + ".class"));
        jar.write(TaskClass.bytes(name, variant));
      }
    }
  }
}
