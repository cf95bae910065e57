package io.tlo.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.TloException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("jdk")
class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "10ms,PT0.01S",
    "30s,PT30S",
    "5m,PT5M",
    "2h,PT2H",
    "365d,PT8760H",
    "PT30S,PT30S",
    " 30s ,PT30S",
    "PT1H30M,PT1H30M",
    "P1D,PT24H"
  })
  void durationIsReadAsPeopleWriteIt(String text, String expected) {
    assertThat(DurationText.parse(text)).isEqualTo(Duration.parse(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "30 s", "-30s", "30S", "30sec", "P1Y", "1.5s", "PT"})
  void textThatIsNoDurationIsRefused(String text) {
    assertThatThrownBy(() -> DurationText.parse(text))
        .isInstanceOf(TloException.class)
        .hasMessage(
            "'" + text + "' is not a duration, allowed: 10ms to 365d, such as 30s, 5m or PT30S");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9ms", "366d", "0s", "PT-5S", "999999999999d", "PT0.009S"})
  void durationOutOfBoundsIsRefused(String text) {
    assertThatThrownBy(() -> DurationText.parse(text))
        .isInstanceOf(TloException.class)
        .hasMessage(
            "'" + text + "' is out of bounds, allowed: 10ms to 365d, such as 30s, 5m or PT30S");
  }

  @ParameterizedTest
  @CsvSource({
    "1ms,PT0.001S",
    "0s,PT0S",
    "400d,PT9600H",
    "PT-5S,PT-5S",
    "999999999999d,PT23999999999976H"
  })
  void unboundedDurationMayBeOfAnyLength(String text, String expected) {
    assertThat(DurationText.parseUnbounded(text)).isEqualTo(Duration.parse(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " 30s", "1000000000000s", "PT9223372036854775808S"})
  void unboundedDurationMustBeOneAllTheSame(String text) {
    assertThatThrownBy(() -> DurationText.parseUnbounded(text))
        .isInstanceOf(DateTimeParseException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,0 ms",
    "PT0.04S,40 ms",
    "PT0.999S,999 ms",
    "PT1S,1 s",
    "PT1.36S,1.3 s",
    "PT59.99S,59.9 s",
    "PT60S,1 min",
    "PT2M5S,2 min 5 s",
    "PT1H,1 h",
    "PT1H59M59S,1 h 59 min",
    "PT24H,1 d",
    "PT49H,2 d 1 h"
  })
  void durationIsWrittenForPeople(String duration, String expected) {
    assertThat(DurationText.describe(Duration.parse(duration))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,0 ms",
    "PT0.5S,500 ms",
    "PT1.5S,1.5 s",
    "PT1.55S,1550 ms",
    "PT1M30S,1 min 30 s",
    "PT1M0.5S,60500 ms",
    "PT1H,1 h",
    "PT1H1S,3601000 ms",
    "P1DT1H,1 d 1 h",
    "P1DT1M,86460000 ms",
    "PT0.0000005S,500 ns",
    "PT1.0000005S,1000000500 ns",
    "PT2562047788015215H,PT2562047788015215H",
    "PT-2562047788015215H,PT-2562047788015215H",
    "PT2562047788015215H0.5S,PT2562047788015215H0.5S",
    "PT2562048H0.0000005S,PT2562048H0.0000005S"
  })
  void exactTextOfADurationLosesNothing(String duration, String text) {
    assertThat(DurationText.exact(Duration.parse(duration))).isEqualTo(text);
  }
}
