package io.tlo.runtime;

import io.tlo.SettingKey;
import io.tlo.TloSettings;
import io.tlo.fleet.ApplicationName;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Where the file of what is off in every instance lies. */
final class FleetFilePath {

  private static final String PLAIN =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  private static final int MOST_NAME = 100;

  private FleetFilePath() {}

  static File of(TloSettings settings) {
    String given = settings.text(SettingKey.FLEET_FILE);
    if (!given.isEmpty()) {
      return new File(given);
    }
    File folder = new File(System.getProperty("user.home", ""), ".tlo");
    return new File(
        folder, name(ApplicationName.of(settings), settings.text(SettingKey.STORE_URL)));
  }

  /** For each application and each store another one; the checksum tells apart what the characters do not. */
  static String name(String application, String store) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < application.length() && i < MOST_NAME; i++) {
      char each = application.charAt(i);
      boolean isPlain = PLAIN.indexOf(each) >= 0;
      name.append(isPlain ? each : '_');
    }
    CRC32 checksum = new CRC32();
    checksum.update((application + '\n' + store).getBytes(StandardCharsets.UTF_8));
    return name + "-" + Long.toHexString(checksum.getValue()) + ".fleet";
  }
}
