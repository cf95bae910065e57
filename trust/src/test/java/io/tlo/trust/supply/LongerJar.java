package io.tlo.trust.supply;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** The names that are in a jar, and one more. */
final class LongerJar {

  private LongerJar() {}

  /** Makes it in a folder. */
  static Path of(Path jar, String another, Path folder) throws IOException {
    Path longer = folder.resolve("longer.jar");
    try (OutputStream file = Files.newOutputStream(longer);
        JarOutputStream out = new JarOutputStream(file);
        JarFile in = new JarFile(jar.toFile())) {
      for (JarEntry each : (Iterable<JarEntry>) in.stream()::iterator) {
        out.putNextEntry(new ZipEntry(each.getName()));
      }
      out.putNextEntry(new ZipEntry(another));
    }
    return longer;
  }
}
