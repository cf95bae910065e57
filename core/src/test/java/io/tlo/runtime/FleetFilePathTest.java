package io.tlo.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.TloSettings;
import io.tlo.steering.FleetFile;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class FleetFilePathTest {

  private static TloSettings settings(Map<String, String> given) {
    return TloSettings.read(given, "test", new Properties(), Map.of());
  }

  @Test
  void eachApplicationAndEachStoreHasAFileOfItsOwn() {
    assertThat(FleetFilePath.name("shop", "jdbc:a"))
        .matches("shop-[0-9a-f]+\\.fleet")
        .isEqualTo(FleetFilePath.name("shop", "jdbc:a"))
        .isNotEqualTo(FleetFilePath.name("shop", "jdbc:b"))
        .isNotEqualTo(FleetFilePath.name("shop/", "jdbc:a"));
  }

  @Test
  void anyNameMakesAPlainFileName() {
    assertThat(FleetFilePath.name("../a b:c\u0000\u00e9" + "x".repeat(500), ""))
        .matches("[-_A-Za-z0-9]{100}-[0-9a-f]+\\.fleet");
  }

  @Test
  void aUserWithoutAHomeHasNone() {
    assertThat(FleetFilePath.of(settings(Map.of()), "?")).isSameAs(FleetFile.NONE);
    assertThat(FleetFilePath.of(settings(Map.of()), "")).isSameAs(FleetFile.NONE);
    assertThat(FleetFilePath.of(settings(Map.of("fleet.file", "/x")), "?"))
        .isNotSameAs(FleetFile.NONE);
  }
}
