package io.tlo.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @Test
  void withoutArgumentsItRunsLongerThanAnyJvmLives() {
    assertThat(CommandLine.parse()).isEqualTo(new CommandLine(false, Duration.ofDays(36_500)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 86_400})
  void secondsLimitTheTime(int seconds) {
    assertThat(CommandLine.parse("--seconds", Integer.toString(seconds)).timeLimit())
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "86401", "99999999999999", "1.5", "ten", "", " 5", "--help"})
  void secondsOutOfBoundsAreRefusedWithTheirValue(String value) {
    assertThatThrownBy(() -> CommandLine.parse("--seconds", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--seconds: found '" + value + "', allowed is a whole number from 1 to 86400");
  }

  @Test
  void secondsWithoutAValueAreRefused() {
    assertThatThrownBy(() -> CommandLine.parse("--seconds"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--seconds: found nothing, allowed is a whole number from 1 to 86400");
  }

  @Test
  void unknownArgumentIsRefusedByName() {
    assertThatThrownBy(() -> CommandLine.parse("--second", "5"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'--second' is unknown, allowed are --seconds N and --help");
  }

  @Test
  void helpIsSeenBesideOtherArguments() {
    assertThat(CommandLine.parse("--seconds", "5", "--help").help()).isTrue();
  }
}
