package io.tlo.trust.supply;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.tlo.trust.Figures;
import io.tlo.trust.JdbcStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same of the jar with the store in a database: what is listed is in there, and nothing else
 * is.
 */
class StoreBillOfMaterialsIT {

  /** Where the classes of each part lie. */
  private static final Map<String, String> FOLDERS = new TreeMap<>(Map.of(
      "HikariCP", "com/zaxxer/hikari/",
      "postgresql", "org/postgresql/",
      "shedlock-core", "io/tlo/store/jdbc/shedlock/",
      "shedlock-provider-jdbc", "io/tlo/store/jdbc/shedlock/provider/jdbc/",
      "shedlock-provider-jdbc-internal", "io/tlo/store/jdbc/shedlock/provider/jdbc/internal/",
      "slf4j-api", "io/tlo/store/jdbc/slf4j/",
      "slf4j-nop", "io/tlo/store/jdbc/slf4j/nop/",
      "sqlite-jdbc", "org/sqlite/"));

  /** Classes of the store's own, which lie in one package, and what is no class. */
  private static final Pattern OWN = Pattern.compile(
      "io/tlo/store/jdbc/[^/]+|META-INF/.*(LICENSE.*|VERSION)|META-INF/services/io[.]tlo[.].*"
          + "|META-INF/MANIFEST[.]MF|META-INF/versions/11/org/postgresql/.*"
          + "|sqlite-jdbc[.]properties");

  private static final Pattern TEXT = Pattern.compile("`(META-INF/[^`]+)` \\|\n");

  @TempDir
  Path folder;

  private static Map<String, JsonObject> components() throws IOException {
    return BillOfMaterials.beside(JdbcStore.jar(), "tlo-store-jdbc-bom.json");
  }

  /** Returns what is in there and belongs to no part. */
  private static Set<String> unlisted(Path jar, Set<String> parts) throws IOException {
    Set<String> unlisted = new TreeSet<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (String each : file.stream().map(ZipEntry::getName).toList()) {
        boolean isParts =
            parts.stream().anyMatch(part -> each.startsWith(FOLDERS.getOrDefault(part, "?")));
        if (!each.endsWith("/") && !isParts && !OWN.matcher(each).matches()) {
          unlisted.add(each);
        }
      }
    }
    return unlisted;
  }

  @Test
  void everyPartInTheJarIsListedAndEveryPartListedIsInTheJar() throws Exception {
    Set<String> parts = components().keySet();

    assertThat(parts).isEqualTo(FOLDERS.keySet());
    assertThat(unlisted(JdbcStore.jar(), parts)).isEmpty();
    try (JarFile jar = new JarFile(JdbcStore.jar().toFile())) {
      for (String each : FOLDERS.values()) {
        assertThat(jar.stream().map(ZipEntry::getName))
            .as(each)
            .anyMatch(name -> name.startsWith(each) && name.endsWith(".class"));
      }
    }
    Figures.of(16)
        .check(
            "the store's bill of materials against the files in its jar",
            "listed and there: " + String.join(", ", parts));

    Set<String> found =
        unlisted(LongerJar.of(JdbcStore.jar(), "org/example/Parser.class", folder), parts);
    assertThat(found).containsExactly("org/example/Parser.class");
    Figures.of(16).control("the store's jar with a class of another library", found + ", caught");
  }

  @Test
  void thePageOfLicencesHasEachPartInItsVersionAndTheJarEachText() throws Exception {
    String both = Files.readString(Path.of("../docs/licences.md"));
    String page = both.substring(both.indexOf("## `tlo-store-jdbc.jar`"));
    Map<String, String> licences = new TreeMap<>();
    components().forEach((name, part) -> {
      String licence = BillOfMaterials.licence(part);
      licences.put(name, licence);
      // Two parts of one maker's share a row.
      assertThat(page.lines())
          .as(name)
          .anyMatch(row -> row.contains(part.get("group").getAsString())
              && row.contains("| " + part.get("version").getAsString() + " | " + licence + " |"));
    });
    Matcher text = TEXT.matcher(page);
    int texts = 0;
    try (JarFile jar = new JarFile(JdbcStore.jar().toFile())) {
      for (; text.find(); texts++) {
        assertThat(jar.getEntry(text.group(1))).as(text.group(1)).isNotNull();
      }
    }
    assertThat(texts).isPositive();
    Figures.of(16)
        .check("licences of the store's parts, each with its text in the jar", licences.toString());
  }
}
