package io.tlo.runtime;

import io.tlo.SettingKey;
import io.tlo.TloSettings;
import io.tlo.execution.Secrets;
import io.tlo.fleet.ApplicationName;
import io.tlo.steering.FleetFile;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Where the file of what is off in every instance lies. */
final class FleetFilePath {

  private static final String PLAIN =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  private static final int MOST_NAME = 100;

  private FleetFilePath() {}

  static FleetFile of(TloSettings settings) {
    return of(settings, System.getProperty("user.home", ""));
  }

  /** In a container the user may have no home, and then the JDK says {@code ?}. */
  static FleetFile of(TloSettings settings, String home) {
    String given = settings.text(SettingKey.FLEET_FILE);
    if (!given.isEmpty()) {
      return new FleetFile(new File(given));
    }
    if (!new File(home).isAbsolute()) {
      return FleetFile.NONE;
    }
    String store = Secrets.mask(settings.text(SettingKey.STORE_URL));
    return new FleetFile(
        new File(new File(home, ".tlo"), name(ApplicationName.of(settings), store)));
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
