package io.tlo.trust.neighbour;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The version that a jar says it is of: in its manifest, or where Maven has noted it. */
final class JarVersion {

  private JarVersion() {}

  static String of(Path jar, String artifact) {
    try (JarFile opened = new JarFile(jar.toFile())) {
      Manifest manifest = opened.getManifest();
      Attributes main = manifest.getMainAttributes();
      return Stream.concat(Stream.of(main), manifest.getEntries().values().stream())
          .filter(each -> each.containsKey(Name.IMPLEMENTATION_VERSION))
          .map(each -> each.getValue(Name.IMPLEMENTATION_VERSION))
          .findFirst()
          .orElseGet(() -> ofMaven(opened, artifact));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ofMaven(JarFile jar, String artifact) {
    String ending = "/" + artifact + "/pom.properties";
    JarEntry entry =
        jar.stream().filter(each -> each.getName().endsWith(ending)).findFirst().orElseThrow();
    Properties properties = new Properties();
    try (InputStream in = jar.getInputStream(entry)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
