package io.tlo.trust.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Class files by their internal names, shown to the filter as a class loader of an application
 * shows them.
 */
final class ClassSet extends ClassLoader {

  private static final String ENDING = ".class";

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private ClassSet() {
    super(null);
  }

  /** Returns all classes of the JDK that runs this, or those of one of its modules. */
  static ClassSet ofJdk(String module) throws IOException {
    ClassSet set = new ClassSet();
    Path modules =
        FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules").resolve(module);
    try (Stream<Path> all = Files.walk(modules)) {
      for (Path file : all.filter(each -> each.toString().endsWith(ENDING)).toList()) {
        String path = file.subpath(2, file.getNameCount()).toString();
        set.add(path, Files.readAllBytes(file));
      }
    }
    return set;
  }

  /** Returns all classes of a jar and of the jars in it. */
  static ClassSet ofJar(Path jar) throws IOException {
    ClassSet set = new ClassSet();
    try (InputStream in = Files.newInputStream(jar)) {
      set.addJar(in);
    }
    return set;
  }

  private void addJar(InputStream in) throws IOException {
    ZipInputStream jar = new ZipInputStream(in);
    for (ZipEntry each = jar.getNextEntry(); each != null; each = jar.getNextEntry()) {
      if (each.getName().endsWith(".jar")) {
        addJar(jar);
      } else if (each.getName().endsWith(ENDING)) {
        add(each.getName().replace("BOOT-INF/classes/", ""), jar.readAllBytes());
      }
    }
  }

  private void add(String path, byte[] file) {
    files.putIfAbsent(path.substring(0, path.length() - ENDING.length()), file);
  }

  Map<String, byte[]> files() {
    return files;
  }

  byte @Nullable [] file(String internalName) {
    byte[] own = files.get(internalName);
    if (own != null) {
      return own;
    }
    try (InputStream in = ClassLoader.getSystemResourceAsStream(internalName + ENDING)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] file =
        name.endsWith(ENDING) ? file(name.substring(0, name.length() - ENDING.length())) : null;
    return file == null ? null : new ByteArrayInputStream(file);
  }

  /** Asked only whether there is one. */
  @Override
  public @Nullable URL getResource(String name) {
    try {
      return getResourceAsStream(name) == null ? null : new URL("file:/" + name);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
