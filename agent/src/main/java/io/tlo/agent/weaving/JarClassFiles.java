package io.tlo.agent.weaving;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Class files straight from the jars of the class path, each opened once: an AOT cache may hold ten thousand
 * classes, and to ask their loader for each takes three times as long.
 *
 * <p>Thread safety: for one thread.
 */
final class JarClassFiles implements AutoCloseable {

  // By path; null where there is no jar that can be read.
  private final Map<String, @Nullable JarFile> jars = new HashMap<>();

  /** Returns the class file of a class, null if it is not known to come from a jar. */
  byte @Nullable [] read(Class<?> type, String internalName) {
    ClassLoader loader = type.getClassLoader();
    // A loader of the application's may change what it reads, and a module may be patched.
    boolean isAsInJar = loader != null
        && loader.getClass().getClassLoader() == null
        && !type.getModule().isNamed();
    ProtectionDomain domain = isAsInJar ? type.getProtectionDomain() : null;
    CodeSource source = domain == null ? null : domain.getCodeSource();
    URL location = source == null ? null : source.getLocation();
    JarFile jar = location == null ? null : jar(location);
    return jar == null ? null : read(jar, internalName + ".class");
  }

  private @Nullable JarFile jar(URL location) {
    String path = location.getPath();
    if (!jars.containsKey(path)) {
      jars.put(path, open(location));
    }
    return jars.get(path);
  }

  /** As the loader opens it, with the entries for this version of Java; but signatures are not checked. */
  private static @Nullable JarFile open(URL location) {
    try {
      File file = new File(location.toURI());
      return file.isFile()
          ? new JarFile(file, false, ZipFile.OPEN_READ, JarFile.runtimeVersion())
          : null;
    } catch (Exception e) {
      // Not a file, or not a jar: the loader may know more.
      return null;
    }
  }

  private static byte @Nullable [] read(JarFile jar, String name) {
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (Exception e) {
      // A jar that was written over; the loader may still have it as it was.
      return null;
    }
  }

  @Override
  public void close() {
    for (JarFile each : jars.values()) {
      close(each);
    }
  }

  private static void close(@Nullable JarFile jar) {
    try {
      if (jar != null) {
        jar.close();
      }
    } catch (IOException e) {
      // It was only read.
      return;
    }
  }
}
