package io.tlo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  private static final String BEGIN = "<!-- settings: held to the code by a test -->\n";
  private static final String END = "<!-- end of settings -->";

  @Test
  void settingsTableOfTheReadmeIsThatOfTheCode() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    assertThat(readme.substring(begin, readme.indexOf(END))).isEqualTo(table());
  }

  @Test
  void dependencyOfTheReadmeHasTheVersionOfTheBuild() throws IOException {
    Pattern version =
        Pattern.compile("<artifactId>tlo-\\w+</artifactId>\\s*<version>(.*)</version>");
    Matcher built = version.matcher(Files.readString(Path.of("pom.xml")));
    Matcher told = version.matcher(Files.readString(Path.of("..", "README.md")));
    assertThat(built.find() && told.find()).isTrue();
    assertThat(told.group(1)).isEqualTo(built.group(1));
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder("| key | default | allowed | meaning |\n|---|---|---|---|\n");
    for (SettingKey key : SettingKey.values()) {
      String defaultText = key.defaultText().isEmpty() ? "empty" : "`" + key.defaultText() + "`";
      table.append("| `" + key.key() + "` | " + defaultText + " | ");
      table.append(key.allowed() + " | " + key.description() + " |\n");
    }
    return table.toString();
  }
}
