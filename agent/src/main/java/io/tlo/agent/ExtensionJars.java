package io.tlo.agent;

import io.tlo.SettingKey;
import io.tlo.TloSettings;
import io.tlo.steering.WriteAccess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The jars that the setting {@code extensions} names: which can be used, what is wrong with the others, and what they
 * offer.
 *
 * <p>Thread safety: immutable.
 */
final class ExtensionJars {

  private static final String SERVICES = "META-INF/services/";
  private static final String NATIVE = "Enable-Native-Access";

  private final List<String> usable = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private ExtensionJars() {}

  /** Looks at the jars that are named. */
  static ExtensionJars of(TloSettings settings) {
    ExtensionJars jars = new ExtensionJars();
    for (String path : settings.list(SettingKey.EXTENSIONS)) {
      String fault = fault(path);
      if (fault == null) {
        jars.usable.add(path);
      } else {
        jars.faults.add(SettingKey.EXTENSIONS.key()
            + ": '"
            + path
            + "' "
            + fault
            + " (from "
            + settings.value(SettingKey.EXTENSIONS).origin()
            + ")");
      }
    }
    return jars;
  }

  private static @Nullable String fault(String path) {
    // An URLClassLoader would pass over it in silence.
    if (!isJar(path)) {
      return "is not a jar that can be read, allowed: paths of jars separated by ';'";
    }
    String others = WriteAccess.ofOthers(new File(path));
    return others == null
        ? null
        : others + " and is code, so it is not used; take the right away (chmod o-w)";
  }

  private static boolean isJar(String path) {
    // A pipe would be waited for, and the application with it.
    if (!new File(path).isFile()) {
      return false;
    }
    try (ZipFile jar = new ZipFile(path)) {
      return jar.size() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns those that can be used. */
  List<String> usable() {
    return usable;
  }

  /** Returns what is wrong with the others, a sentence each. */
  List<String> faults() {
    return faults;
  }

  /** Returns the names of the classes that the jars offer as that service; the class path is not asked. */
  List<String> offered(Class<?> service) throws IOException {
    List<String> names = new ArrayList<>();
    for (String path : usable) {
      try (ZipFile jar = new ZipFile(path)) {
        ZipEntry file = jar.getEntry(SERVICES + service.getName());
        if (file != null) {
          read(jar, file, names);
        }
      }
    }
    return names;
  }

  /** Returns those that say in their manifest that they call native code. */
  List<Path> callNativeCode() {
    List<Path> natives = new ArrayList<>();
    for (String path : usable) {
      if (callsNativeCode(path)) {
        natives.add(Path.of(path));
      }
    }
    return natives;
  }

  private static boolean callsNativeCode(String path) {
    try (JarFile jar = new JarFile(path)) {
      Manifest manifest = jar.getManifest();
      return manifest != null && manifest.getMainAttributes().getValue(NATIVE) != null;
    } catch (IOException e) {
      // What cannot be read any more says nothing.
      return false;
    }
  }

  private static void read(ZipFile jar, ZipEntry file, List<String> into) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(jar.getInputStream(file), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int comment = line.indexOf('#');
      String name = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!name.isEmpty()) {
        into.add(name);
      }
    }
  }
}
