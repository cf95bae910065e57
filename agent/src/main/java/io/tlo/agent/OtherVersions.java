package io.tlo.agent;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Finds the agent's jars on the class path that are of another version. The JVM puts there each
 * that it is given, and enters the class of the first, whichever jar it was meant to enter.
 */
final class OtherVersions {

  /** By its name: it is no class of the agent's own loader. */
  private static final String ENTERED = "io.tlo.agent.TloAgent";

  private OtherVersions() {}

  /** Returns each version but this one, in the order of the class path. */
  static List<String> than(String own) {
    List<String> versions = new ArrayList<>();
    try {
      Enumeration<URL> all =
          ClassLoader.getSystemResources(ENTERED.replace('.', '/').concat(".class"));
      while (all.hasMoreElements()) {
        String version = version(all.nextElement());
        if (version != null && !version.equals(own) && !versions.contains(version)) {
          versions.add(version);
        }
      }
    } catch (IOException e) {
      // A jar that cannot be read any more says nothing of its version.
      return versions;
    }
    return versions;
  }

  /**
   * Returns what the jar says of itself; null if it is none that the JVM takes for this agent.
   */
  private static @Nullable String version(URL resource) throws IOException {
    if (!(resource.openConnection() instanceof JarURLConnection connection)) {
      return null;
    }
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      Manifest manifest = jar.getManifest();
      Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
      boolean isAgent = ENTERED.equals(attributes.getValue("Premain-Class"));
      return isAgent ? attributes.getValue(Name.IMPLEMENTATION_VERSION) : null;
    }
  }
}
