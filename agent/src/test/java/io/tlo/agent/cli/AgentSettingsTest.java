package io.tlo.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tlo.agent.cli.exit.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentSettingsTest {

  @Test
  void commasInValuesAreEscaped() {
    assertThat(new AgentSettings(List.of("disabled=a,b;c", "log=error")).text())
        .isEqualTo("disabled=a\\,b;c,log=error");
    assertThat(new AgentSettings(List.of()).text()).isEmpty();
  }

  @Test
  void aValueMayHoldTheSign() {
    assertThat(new AgentSettings(List.of("switch.file=/tmp/a=b")).text())
        .isEqualTo("switch.file=/tmp/a=b");
  }

  @Test
  void jmxOffMeansThatNothingIsPublished() {
    assertThat(new AgentSettings(List.of()).publishes()).isTrue();
    assertThat(new AgentSettings(List.of("jmx=off")).publishes()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "jmx=maybe | jmx: 'maybe' is not allowed, allowed: on, off (from command line)",
        "jmxx=on | unknown setting 'jmxx' (from command line); the nearest known one is 'jmx'",
        "=on | '=on' is not key=value; write one key, '=' and a value; 'settings' lists the keys",
        "detach | 'detach' is not key=value; write one key, '=' and a value; 'settings' lists the keys",
        "store.pass: x | 'store.pass: ***' is not key=value; write one key, '=' and a value; 'settings' lists the keys"
      })
  void whatIsNoSettingIsRefused(String given, String sentence) {
    assertThatThrownBy(() -> new AgentSettings(List.of(given)))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(sentence);
  }

  @Test
  void aPasswordIsNotTakenFromTheCommandLineAndNotRepeated() {
    assertThatThrownBy(() -> new AgentSettings(List.of("store.password=hunter2")))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("store.password: is not taken from command line, since whoever lists the"
            + " processes of the machine can read that; use the variable TLO_STORE_PASSWORD or"
            + " store.password.file");
    for (String url : List.of(
        "jdbc:postgresql://joe:hunter2@db/tlo", "jdbc:postgresql://db/tlo?password=hunter2")) {
      assertThatThrownBy(() -> new AgentSettings(List.of("store.url=" + url)))
          .as(url)
          .isInstanceOf(CommandFailure.class)
          .hasMessage("store.url: '" + url.replace("hunter2", "***") + "' holds a password, and"
              + " whoever lists the processes of the machine can read it; use store.password.file");
    }
    assertThat(new AgentSettings(List.of("store.url=jdbc:postgresql://db/tlo")).text())
        .isEqualTo("store.url=jdbc:postgresql://db/tlo");
  }

  @Test
  void aValueThatWouldSwallowTheNextSettingIsRefused() {
    assertThatThrownBy(() -> new AgentSettings(List.of("switch.file=C:\\", "log=error")))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "switch.file: a value cannot end with '\\': the agent would take the next setting"
                + " into it");
    assertThatThrownBy(() -> new AgentSettings(List.of("log=error", "log=info")))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("'log' is given twice");
  }

  @Test
  void thatTheyAreTooLongIsExplainedInThePageOfTheCommandLine() throws IOException {
    AgentSettings tooLong = new AgentSettings(List.of("disabled=" + "x".repeat(1024)));
    TroubleRows.assertExplained(catchThrowableOfType(
        CommandFailure.class, () -> tooLong.requireToFit(Path.of("tlo-agent.jar"))));
  }

  @Test
  void settingsThatAJvmWouldNotTakeAreTooLong() {
    Path jar = Path.of("/opt/tlo-agent.jar");
    int free = 1023 - "/opt/tlo-agent.jar=disabled=".length();
    new AgentSettings(List.of("disabled=" + "x".repeat(free))).requireToFit(jar);
    AgentSettings tooLong =
        new AgentSettings(List.of("disabled=" + "x".repeat(free - 1) + "\u00e4"));
    assertThatThrownBy(() -> tooLong.requireToFit(jar))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "the settings are too long to attach with (1024 bytes with the jar's path, 1023 at most):"
                + " leave some out, or set them as system properties at start");
  }
}
