package io.tlo.agent;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

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

  static ExtensionLoader of(ExtensionJars jars) {
    List<URL> urls = new ArrayList<>();
    for (String path : jars.usable()) {
      add(path, urls);
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
