package io.tlo.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Packs what a test has compiled into a jar. */
public final class MadeJar {

  private MadeJar() {}

  /** Returns the jar of all files of a folder. */
  public static Path of(Path folder, Path jar) {
    return of(folder, jar, Map.of());
  }

  /** Returns the jar of an agent of the test's own, which may do whatever agents may. */
  public static Path ofAgent(Path folder, Path jar, String premainClass) {
    return of(
        folder,
        jar,
        Map.of(
            "Premain-Class", premainClass,
            "Can-Retransform-Classes", "true",
            "Can-Redefine-Classes", "true"));
  }

  private static Path of(Path folder, Path jar, Map<String, String> attributes) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    attributes.forEach(manifest.getMainAttributes()::putValue);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Path file : files(folder)) {
        out.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
