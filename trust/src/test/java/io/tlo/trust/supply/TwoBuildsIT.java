package io.tlo.trust.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.trust.Figures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two builds of the same sources, in different folders and minutes, make the same files, byte for
 * byte.
 */
@EnabledIfSystemProperty(
    named = "tlo.trust.extent",
    matches = "full",
    disabledReason = "three builds take minutes")
class TwoBuildsIT {

  private static final String AGENT = "agent/target/tlo-agent.jar";
  private static final String STORE = "store-jdbc/target/tlo-store-jdbc.jar";

  @TempDir
  Path folder;

  @Test
  void makeTheSameFilesUnlessATimeIsAnother() throws Exception {
    String core = "core/target/" + Path.of(System.getProperty("tlo.it.core")).getFileName();
    List<String> files = List.of(
        AGENT,
        core,
        STORE,
        "agent/target/tlo-agent-bom.json",
        "store-jdbc/target/tlo-store-jdbc-bom.json");
    Checkout one = Checkout.copyTo(folder.resolve("one")).build("");
    Checkout two = Checkout.copyTo(Files.createDirectories(folder.resolve("far/away/two")))
        .build("-Duser.timezone=Asia/Tokyo -Duser.language=de");

    assertThat(different(one, two, files)).isEmpty();
    Figures.of(16)
        .check(
            "two builds in different folders, time zones and languages: agent, core, store, bills",
            "byte-equal: " + files.size() + " of " + files.size() + ", agent's SHA-256 "
                + sha256(one.bytes(AGENT)) + ", store's " + sha256(one.bytes(STORE)));

    two.build("", "-Dproject.build.outputTimestamp=2026-11-23T00:00:02Z");
    List<String> different = different(one, two, files);
    // What has not changed since is not made again, and so core keeps its time.
    assertThat(different).contains(AGENT, STORE);
    Figures.of(16).control("a build whose time is two seconds later", "different: " + different);
  }

  private static List<String> different(Checkout one, Checkout two, List<String> files) {
    List<String> different = new ArrayList<>();
    for (String each : files) {
      if (!Arrays.equals(one.bytes(each), two.bytes(each))) {
        different.add(each);
      }
    }
    return different;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
        .substring(0, 16);
  }
}
