package io.tlo.trust.supply;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.tlo.testing.Built;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bill of materials lists what is in the agent's jar, no more and no less; the page of
 * licences says the same.
 */
class BillOfMaterialsIT {

  /** Where the classes of each part lie, below the agent's folder. */
  private static final Map<String, String> FOLDERS = new TreeMap<>(Map.of(
      "byte-buddy", "net/bytebuddy",
      "gson", "com/google/gson",
      "picocli", "picocli",
      "tlo-core", "io/tlo"));

  @TempDir
  Path folder;

  private static Map<String, JsonObject> components() throws IOException {
    return BillOfMaterials.beside(Built.agent(), "tlo-agent-bom.json");
  }

  /** Returns the folders of classes that belong to no part. */
  private static Set<String> unlisted(Path jar, Set<String> parts) throws IOException {
    Set<String> unlisted = new TreeSet<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (String each : file.stream().map(ZipEntry::getName).toList()) {
        if (each.matches("tlo/.*[.]class(data)?") && !isOfOne(each.substring(4), parts)) {
          unlisted.add(each.substring(0, each.lastIndexOf('/')));
        }
      }
    }
    return unlisted;
  }

  private static boolean isOfOne(String path, Set<String> parts) {
    return parts.stream().anyMatch(part -> path.startsWith(FOLDERS.getOrDefault(part, "?") + "/"));
  }

  @Test
  void everyPartInTheJarIsListedAndEveryPartListedIsInTheJar() throws Exception {
    Map<String, JsonObject> components = components();

    assertThat(components.keySet()).isEqualTo(FOLDERS.keySet());
    assertThat(unlisted(Built.agent(), components.keySet())).isEmpty();
    try (JarFile jar = new JarFile(Built.agent().toFile())) {
      for (String each : FOLDERS.values()) {
        assertThat(jar.stream().map(ZipEntry::getName))
            .as(each)
            .anyMatch(name -> name.startsWith("tlo/" + each + "/") && name.endsWith("data"));
      }
    }
    Figures.of(16)
        .check(
            "CycloneDX bill of materials against the classes in the jar",
            "listed and there: " + String.join(", ", components.keySet()));

    Set<String> found = unlisted(
        LongerJar.of(Built.agent(), "tlo/org/example/Parser.classdata", folder),
        components.keySet());
    assertThat(found).containsExactly("tlo/org/example");
    Figures.of(16).control("the jar with a class of another library", found + ", caught");
  }

  @Test
  void thePageOfLicencesSaysWhatTheBillSaysAndWhereTheTextIs() throws Exception {
    String both = Files.readString(Path.of("../docs/licences.md"));
    String page = both.substring(0, both.indexOf("## `tlo-store-jdbc.jar`"));
    Map<String, String> licences = new TreeMap<>();
    for (Map.Entry<String, JsonObject> each : components().entrySet()) {
      JsonObject part = each.getValue();
      String licence = BillOfMaterials.licence(part);
      licences.put(each.getKey(), licence);
      boolean isOurs = each.getKey().equals("tlo-core");
      String version = isOurs ? "that of the agent" : part.get("version").getAsString();
      assertThat(page)
          .contains("| `" + part.get("group").getAsString() + ":" + each.getKey() + "` | " + version
              + " | " + licence + " | `META-INF/"
              + (isOurs ? "" : each.getKey() + "/")
              + "LICENSE` |");
    }
    try (JarFile jar = new JarFile(Built.agent().toFile())) {
      for (String each : page.split("`", -1)) {
        if (each.startsWith("META-INF/")) {
          assertThat(jar.getEntry(each)).as(each).isNotNull();
        }
      }
    }
    assertThat(page.lines().filter(line -> line.startsWith("| `"))).hasSize(licences.size());
    Figures.of(16)
        .check("licences of the parts, each with its text in the jar", licences.toString());
  }
}
