package io.tlo;

import io.tlo.text.Spelling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings in force, each with the place it came from.
 *
 * <p>Three layers: explicit values (builder calls, agent arguments) come before the environment
 * (system property, then variable), which comes before the default; see {@link SettingKey} for the
 * names. A value that is not allowed and a key that is not known are listed in {@link #faults()};
 * the next layer's value is used in their place.
 *
 * <p>Thread safety: immutable.
 */
public final class TloSettings {

  private static final String PROPERTY_PREFIX = "tlo.";
  private static final String VARIABLE_PREFIX = "TLO_";
  private static final int MOST_SHOWN = 100;

  /**
   * One setting in force.
   *
   * @param key which setting
   * @param text its value
   * @param origin where the value came from, {@code "default"} if from nowhere
   */
  public record Value(SettingKey key, String text, String origin) {

    /** Returns the value as anybody may see it. */
    public String shown() {
      return key.isSecret() && !text.isEmpty() ? "***" : text;
    }

    /** Without the value of a secret. */
    @Override
    public String toString() {
      return key.key() + "=" + shown() + " (" + origin + ")";
    }
  }

  /**
   * Something in the settings that could not be used.
   *
   * @param sentence what was found, what is allowed and where it came from
   * @param unknownKey true if the key is not known, false if its value is not allowed
   */
  public record Fault(String sentence, boolean unknownKey) {}

  private final Map<SettingKey, Value> values;
  private final List<Fault> faults;

  private TloSettings(Map<SettingKey, Value> values, List<Fault> faults) {
    this.values = values;
    this.faults = List.copyOf(faults);
  }

  /** Returns the settings of this process: system properties and variables over defaults. */
  public static TloSettings load() {
    return load(Map.of(), "explicit value");
  }

  /**
   * Returns the settings of this process with explicit values before them.
   *
   * @param explicit values by key, {@code history.per.task}
   * @param origin what to call the place the explicit values came from
   */
  public static TloSettings load(Map<String, String> explicit, String origin) {
    return read(explicit, origin, System.getProperties(), System.getenv());
  }

  /**
   * Returns the settings that the three layers make; reads nothing else.
   *
   * @param explicit values by key, {@code history.per.task}
   * @param origin what to call the place the explicit values came from
   * @param properties system properties, of which those that begin with {@code tlo.} are read
   * @param environment variables, of which those that begin with {@code TLO_} are read
   */
  public static TloSettings read(
      Map<String, String> explicit,
      String origin,
      Properties properties,
      Map<String, String> environment) {
    Reader reader = new Reader();
    // Sorted, so that the faults of one layer always come in the same order. No lambda: the first
    // starts java.lang.invoke, and the agent reads its settings before the application begins.
    for (Map.Entry<String, String> each : new TreeMap<>(environment).entrySet()) {
      reader.readVariable(each.getKey(), each.getValue());
    }
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      reader.readProperty(name, properties.getProperty(name, ""));
    }
    for (Map.Entry<String, String> each : explicit.entrySet()) {
      reader.read(each.getKey(), each.getValue(), origin);
    }
    return new TloSettings(reader.values, reader.faults);
  }

  /** Returns the sentence for a secret that was given where everybody can read it. */
  public static String notTaken(SettingKey secret, String origin) {
    return secret.key()
        + ": is not taken from "
        + origin
        + ", since whoever lists the processes of the machine can read that; use the variable "
        + secret.variable()
        + " or "
        + SettingKey.STORE_PASSWORD_FILE.key();
  }

  /** Returns one setting. */
  public Value value(SettingKey key) {
    Value value = values.get(key);
    return value != null ? value : new Value(key, key.defaultText(), "default");
  }

  /** Returns all settings, in the order of the table. */
  public List<Value> values() {
    List<Value> all = new ArrayList<>();
    for (SettingKey key : SettingKey.values()) {
      all.add(value(key));
    }
    return Collections.unmodifiableList(all);
  }

  /** Returns a setting's text. */
  public String text(SettingKey key) {
    return value(key).text();
  }

  /** Returns a setting's text split at {@code ;}, without empty parts. */
  public List<String> list(SettingKey key) {
    List<String> parts = new ArrayList<>();
    for (String part : text(key).split(";", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return Collections.unmodifiableList(parts);
  }

  /**
   * Returns a setting that is a whole number.
   *
   * @throws NumberFormatException if the setting is not one that allows numbers only
   */
  public int number(SettingKey key) {
    return Integer.parseInt(text(key));
  }

  /** Returns whether a setting has this value. */
  public boolean is(SettingKey key, String word) {
    return text(key).equals(word);
  }

  /** Returns how many settings have another value than their default. */
  public int changed() {
    int changed = 0;
    for (Value value : values()) {
      if (!value.text().equals(value.key().defaultText())) {
        changed++;
      }
    }
    return changed;
  }

  /** Returns what could not be used, in the order it was found; empty if all was well. */
  public List<Fault> faults() {
    return faults;
  }

  /** Reads the layers from the last to the first, so that a later call wins. */
  private static final class Reader {
    private final Map<SettingKey, Value> values = new EnumMap<>(SettingKey.class);
    private final List<Fault> faults = new ArrayList<>();

    void readVariable(String name, String value) {
      if (name.startsWith(VARIABLE_PREFIX)) {
        String key = name.substring(VARIABLE_PREFIX.length()).toLowerCase(Locale.ROOT);
        read(key.replace('_', '.'), value, "variable " + name);
      }
    }

    void readProperty(String name, String value) {
      if (name.startsWith(PROPERTY_PREFIX)) {
        String key = name.substring(PROPERTY_PREFIX.length());
        String origin = "system property " + name;
        SettingKey known = find(key);
        if (known != null && known.isSecret()) {
          faults.add(new Fault(notTaken(known, origin), false));
        } else {
          read(key, value, origin);
        }
      }
    }

    void read(String name, String value, String origin) {
      SettingKey key = find(name);
      String text = value.strip();
      if (key == null) {
        faults.add(new Fault(unknown(name, origin), true));
      } else if (!key.allows(text)) {
        faults.add(new Fault(notAllowed(key, text, origin), false));
      } else {
        values.put(key, new Value(key, text, origin));
      }
    }

    private static @Nullable SettingKey find(String name) {
      for (SettingKey key : SettingKey.values()) {
        if (key.key().equals(name)) {
          return key;
        }
      }
      return null;
    }

    private static String unknown(String name, String origin) {
      String nearest = Spelling.nearest(name, SettingKey.keys());
      String remedy = nearest != null
          ? "; the nearest known one is '" + nearest + "'"
          : "; known are " + String.join(", ", SettingKey.keys());
      return "unknown setting '" + shown(name) + "' (from " + shown(origin) + ")" + remedy;
    }

    private static String notAllowed(SettingKey key, String value, String origin) {
      return key.key()
          + ": '"
          + shown(value)
          + "' is not allowed, allowed: "
          + key.allowed()
          + " (from "
          + origin
          + ")";
    }

    /** A sentence stays readable however long the value is that it speaks of. */
    private static String shown(String text) {
      return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }
  }
}
