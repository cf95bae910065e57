package io.tlo.agent.cli;

import io.tlo.SettingKey;
import io.tlo.TloSettings;
import io.tlo.agent.cli.exit.CommandFailure;
import io.tlo.execution.Secrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The settings that an agent is to be brought in with. They are checked here, before the application hears
 * of it; the agent itself would report a wrong one on the application's stderr and go on.
 */
final class AgentSettings {

  private static final String ORIGIN = "command line";
  private static final int MOST_BYTES = 1023;

  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Reads settings.
   *
   * @param given {@code key=value} each
   * @throws CommandFailure if one is not a setting
   */
  AgentSettings(List<String> given) {
    for (String each : given) {
      add(each);
    }
    // Variables and properties of this process are not those of the application.
    TloSettings settings = TloSettings.read(values, ORIGIN, new Properties(), Map.of());
    if (!settings.faults().isEmpty()) {
      throw CommandFailure.usage(settings.faults().stream()
          .map(TloSettings.Fault::sentence)
          .collect(Collectors.joining("; ")));
    }
    requireNoPassword(settings.text(SettingKey.STORE_URL));
  }

  /** The agent in the application would not take it either, and say so on the application's stderr. */
  private static void requireNoPassword(String url) {
    String masked = Secrets.mask(url);
    if (!masked.equals(url)) {
      throw CommandFailure.usage(SettingKey.STORE_URL.key() + ": '" + masked
          + "' holds a password, and whoever lists the processes of the machine can read it; use "
          + SettingKey.STORE_PASSWORD_FILE.key());
    }
  }

  private void add(String setting) {
    int sign = setting.indexOf('=');
    String key = sign < 0 ? "" : setting.substring(0, sign).strip();
    if (key.isEmpty()) {
      throw CommandFailure.usage("'" + Secrets.mask(setting)
          + "' is not key=value; write one key, '=' and a value; 'settings' lists the keys");
    }
    if (key.equals(SettingKey.STORE_PASSWORD.key())) {
      throw CommandFailure.usage(TloSettings.notTaken(SettingKey.STORE_PASSWORD, ORIGIN));
    }
    String value = setting.substring(sign + 1);
    if (value.endsWith("\\")) {
      throw CommandFailure.usage(
          key + ": a value cannot end with '\\': the agent would take the next setting into it");
    }
    if (values.putIfAbsent(key, value) != null) {
      throw CommandFailure.usage("'" + key + "' is given twice");
    }
  }

  /**
   * Returns if the settings can be handed over: a JVM takes an argument of bounded length, and breaks off.
   *
   * @throws CommandFailure if they are too long
   */
  void requireToFit(Path jar) {
    int bytes = (jar + "=" + text()).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES) {
      throw CommandFailure.usage("the settings are too long to attach with (" + bytes
          + " bytes with the jar's path, " + MOST_BYTES
          + " at most): leave some out, or set them as"
          + " system properties at start");
    }
  }

  /** Returns whether the agent is to show itself over JMX. */
  boolean publishes() {
    return !values
        .getOrDefault(SettingKey.JMX.key(), SettingKey.JMX.defaultText())
        .equals("off");
  }

  /** Returns the settings as the agent reads them: separated by commas, those in values escaped. */
  String text() {
    return values.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue().replace(",", "\\,"))
        .collect(Collectors.joining(","));
  }
}
