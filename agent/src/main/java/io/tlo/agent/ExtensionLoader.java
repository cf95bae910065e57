package io.tlo.agent;

import io.tlo.SettingKey;
import io.tlo.TloSettings;
import io.tlo.steering.WriteAccess;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Finds custom registries and stores: in the jars of the setting {@code extensions} and on the
 * application's class path. TLO's own classes always come from the agent, and nothing loaded here is
 * watched for tasks or visible to the application.
 */
final class ExtensionLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  private ExtensionLoader(URL[] urls) {
    super("tlo-extensions", urls, ExtensionLoader.class.getClassLoader());
  }

  /** Returns what is wrong with the jars that are named, a sentence each. */
  static List<String> faults(TloSettings settings) {
    List<String> faults = new ArrayList<>();
    for (String path : settings.list(SettingKey.EXTENSIONS)) {
      String fault = fault(path);
      if (fault != null) {
        faults.add(SettingKey.EXTENSIONS.key()
            + ": '"
            + path
            + "' "
            + fault
            + " (from "
            + settings.value(SettingKey.EXTENSIONS).origin()
            + ")");
      }
    }
    return faults;
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
    try (ZipFile jar = new ZipFile(path)) {
      return jar.size() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  static ExtensionLoader of(TloSettings settings) {
    List<URL> urls = new ArrayList<>();
    for (String path : settings.list(SettingKey.EXTENSIONS)) {
      if (fault(path) == null) {
        add(path, urls);
      }
    }
    for (String path : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      add(path, urls);
    }
    return new ExtensionLoader(urls.toArray(new URL[0]));
  }

  private static void add(String path, List<URL> urls) {
    if (path.isEmpty()) {
      return;
    }
    try {
      urls.add(new File(path).toURI().toURL());
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not a path: " + path, e);
    }
  }
}
