package io.tlo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.TloSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("jdk")
class ApplicationNameTest {

  @TempDir
  Path folder;

  @Test
  void isThatOfTheMainClassOrOfTheJarWithBlanksInItsPath() throws Exception {
    Path jar =
        Files.createFile(Files.createDirectories(folder.resolve("my app")).resolve("shop.jar"));

    assertThat(ApplicationName.mainClassOrJar(jar + " --port 80")).isEqualTo("shop.jar");
    assertThat(ApplicationName.mainClassOrJar("com.acme.Shop --port 80")).isEqualTo("Shop");
    assertThat(ApplicationName.mainClassOrJar("shop/com.acme.Shop")).isEqualTo("Shop");
    assertThat(ApplicationName.mainClassOrJar("")).isEqualTo("java");
  }

  @Test
  void isTheOneThatTheSettingsGive() {
    TloSettings settings =
        TloSettings.read(Map.of("app.name", "shop"), "test", new Properties(), Map.of());

    assertThat(ApplicationName.of(settings)).isEqualTo("shop");
  }
}
