package io.tlo;

import java.util.List;

/** What values a setting allows, and how that is said. */
interface SettingType {

  boolean allows(String value);

  String allowed();

  static SettingType text() {
    return new Text("a name");
  }

  static SettingType list() {
    return new Text("names separated by ';'");
  }

  static SettingType count(int least, int most) {
    return new Count(least, most);
  }

  static SettingType choice(String... words) {
    return new Choice(List.of(words));
  }

  /** Any text. */
  record Text(String allowed) implements SettingType {
    @Override
    public boolean allows(String value) {
      return true;
    }
  }

  /** A whole number within bounds. */
  record Count(int least, int most) implements SettingType {
    @Override
    public boolean allows(String value) {
      try {
        int number = Integer.parseInt(value);
        return number >= least && number <= most;
      } catch (NumberFormatException e) {
        return false;
      }
    }

    @Override
    public String allowed() {
      return least + " to " + most;
    }
  }

  /** One of a few words. */
  record Choice(List<String> words) implements SettingType {
    @Override
    public boolean allows(String value) {
      return words.contains(value);
    }

    @Override
    public String allowed() {
      return String.join(", ", words);
    }
  }
}
