package io.tlo.trust.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What a jar's list in CycloneDX says is in it. */
final class BillOfMaterials {

  private BillOfMaterials() {}

  /** Returns the parts by their names; the test is given up where the build made no list. */
  static Map<String, JsonObject> beside(Path jar, String name) throws IOException {
    Path bill = jar.resolveSibling(name);
    assumeThat(bill).as("made by a build that is online, not by mvn -o").exists();
    JsonObject all = JsonParser.parseString(Files.readString(bill)).getAsJsonObject();
    assertThat(all.get("bomFormat").getAsString()).isEqualTo("CycloneDX");
    assertThat(all.has("serialNumber")).isFalse();
    Map<String, JsonObject> components = new TreeMap<>();
    for (JsonElement each : all.getAsJsonArray("components")) {
      components.put(each.getAsJsonObject().get("name").getAsString(), each.getAsJsonObject());
    }
    return components;
  }

  /** Returns the SPDX identifier of a part's licence, or its name where it has none. */
  static String licence(JsonObject part) {
    JsonObject licence =
        part.getAsJsonArray("licenses").get(0).getAsJsonObject().getAsJsonObject("license");
    return licence.has("id")
        ? licence.get("id").getAsString()
        : licence.get("name").getAsString();
  }
}
