package io.tlo;

import io.tlo.text.DurationText;
import java.time.Duration;
import java.util.List;

/** What values a setting allows, and how that is said. */
interface SettingType {

  boolean allows(String value);

  String allowed();

  static SettingType text() {
    return new Text("a name");
  }

  static SettingType text(String allowed) {
    return new Text(allowed);
  }

  static SettingType duration(String least, String most) {
    return new Bounded(least, most);
  }

  static SettingType duration() {
    return new Length();
  }

  static SettingType list() {
    return new Text("names separated by ';'");
  }

  static SettingType path() {
    return new Text("a path");
  }

  static SettingType patterns() {
    return new Text("patterns separated by ';'");
  }

  static SettingType classNames() {
    return new ClassNames();
  }

  static SettingType count(int least, int most) {
    return new Count(least, most);
  }

  static SettingType choice(String... words) {
    return new Choice(List.of(words));
  }

  static SettingType words(String... words) {
    return new Words(List.of(words));
  }

  /** Any text. */
  record Text(String allowed) implements SettingType {
    @Override
    public boolean allows(String value) {
      return true;
    }
  }

  /** Class names: a name that no class can have would be looked for in vain, and in silence. */
  record ClassNames() implements SettingType {
    @Override
    public boolean allows(String value) {
      for (String name : value.split(";", -1)) {
        if (!name.isBlank() && !isClassName(name.strip())) {
          return false;
        }
      }
      return true;
    }

    private static boolean isClassName(String name) {
      for (String part : name.split("\\.", -1)) {
        if (!isIdentifier(part)) {
          return false;
        }
      }
      return true;
    }

    private static boolean isIdentifier(String part) {
      if (part.isEmpty() || !Character.isJavaIdentifierStart(part.charAt(0))) {
        return false;
      }
      for (int i = 1; i < part.length(); i++) {
        if (!Character.isJavaIdentifierPart(part.charAt(i))) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String allowed() {
      return "class names separated by ';'";
    }
  }

  /** Several of a few words. */
  record Words(List<String> words) implements SettingType {
    @Override
    public boolean allows(String value) {
      for (String word : value.split(";", -1)) {
        if (!words.contains(word.strip())) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String allowed() {
      return String.join(", ", words) + "; several separated by ';'";
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

  /** A duration within bounds. */
  record Bounded(String least, String most) implements SettingType {
    @Override
    public boolean allows(String value) {
      try {
        Duration length = DurationText.parse(value);
        return length.compareTo(DurationText.parse(least)) >= 0
            && length.compareTo(DurationText.parse(most)) <= 0;
      } catch (TloException e) {
        return false;
      }
    }

    @Override
    public String allowed() {
      return least + " to " + most;
    }
  }

  /** A duration. */
  record Length() implements SettingType {
    @Override
    public boolean allows(String value) {
      try {
        DurationText.parse(value);
        return true;
      } catch (TloException e) {
        return false;
      }
    }

    @Override
    public String allowed() {
      return "10 ms to 365 d, as 30d or P30D";
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
