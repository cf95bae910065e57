package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the finished jar holds. */
class StoreJarIT {

  static Path jar() {
    return Path.of(System.getProperty("tlo.it.store", "")).toAbsolutePath();
  }

  @Test
  void itHoldsTheStoreItsDriversAndItsPoolAndNothingThatAnApplicationCouldFind()
      throws IOException {
    try (JarFile jar = new JarFile(jar().toFile())) {
      List<String> classes = jar.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class"))
          .toList();
      TreeSet<String> packages = new TreeSet<>();
      classes.forEach(
          name -> packages.add(String.join("/", List.of(name.split("/")).subList(0, 2))));
      assertThat(packages)
          .containsExactly(
              "META-INF/versions", "com/zaxxer", "io/tlo", "org/postgresql", "org/sqlite");
      assertThat(classes)
          .filteredOn(name -> name.startsWith("META-INF/versions/"))
          .allMatch(name -> name.startsWith("META-INF/versions/11/org/postgresql/"));
      assertThat(classes)
          .filteredOn(name -> name.startsWith("io/tlo/"))
          .allMatch(name -> name.startsWith("io/tlo/store/jdbc/"));
      assertThat(jar.stream().map(ZipEntry::getName))
          .filteredOn(name -> name.startsWith("META-INF/services/") && !name.endsWith("/"))
          .containsExactlyInAnyOrder(
              "META-INF/services/io.tlo.fleet.FleetConsoleProvider",
              "META-INF/services/io.tlo.state.TaskStateStoreProvider",
              "META-INF/services/io.tlo.store.jdbc.slf4j.spi.SLF4JServiceProvider");
      assertThat(jar.getManifest().getMainAttributes().getValue("Enable-Native-Access"))
          .isEqualTo("ALL-UNNAMED");
    }
  }

  @Test
  void thePageOfLicencesNamesEachPartInItsVersionAndWhereItsTextIs() throws IOException {
    String page = Files.readString(Path.of("../docs/licences.md"));
    String section = page.substring(page.indexOf("## `tlo-store-jdbc.jar`"));
    List<String> texts = Pattern.compile("`(META-INF/[^`]+)` \\|\n")
        .matcher(section)
        .results()
        .map(each -> each.group(1))
        .toList();
    assertThat(texts).hasSize(7);
    try (JarFile jar = new JarFile(jar().toFile())) {
      assertThat(texts).allMatch(each -> jar.getEntry(each) != null);
    }
    for (String part : List.of("HikariCP", "postgresql", "sqlite-jdbc", "shedlock-provider-jdbc")) {
      Matcher version = Pattern.compile(
              "<artifactId>" + part + "</artifactId>\\s*<version>([^<]+)</version>")
          .matcher(Files.readString(Path.of("../store-jdbc/pom.xml")));
      assertThat(version.find()).as(part).isTrue();
      assertThat(section)
          .containsPattern(":" + part + "`[^|]*\\| " + Pattern.quote(version.group(1)));
    }
  }
}
