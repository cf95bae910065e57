package io.tlo.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.Rhythm;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronRhythmTest {

  // A Tuesday.
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private static List<String> after(Rhythm rhythm, Instant moment, int times) {
    List<String> all = new ArrayList<>();
    Instant next = moment;
    for (int i = 0; i < times; i++) {
      next = Objects.requireNonNull(rhythm.after(next));
      all.add(next.toString());
    }
    return all;
  }

  private static List<String> after(String expression, Instant moment, int times) {
    return after(CronRhythm.of(expression, "UTC"), moment, times);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * * *            | 2026-12-01T12:00:01Z | 2026-12-01T12:00:02Z",
        "0 * * * * *            | 2026-12-01T12:01:00Z | 2026-12-01T12:02:00Z",
        "*/20 59 * * * *        | 2026-12-01T12:59:00Z | 2026-12-01T12:59:20Z",
        "0/40 * * * * ?         | 2026-12-01T12:00:40Z | 2026-12-01T12:01:00Z",
        "30 15,45 8-9 * * *     | 2026-12-02T08:15:30Z | 2026-12-02T08:45:30Z",
        "0 0 3 * * *            | 2026-12-02T03:00:00Z | 2026-12-03T03:00:00Z",
        "0 0 3 29 FEB *         | 2028-02-29T03:00:00Z | 2032-02-29T03:00:00Z",
        "0 0 3 31 * *           | 2026-12-31T03:00:00Z | 2027-01-31T03:00:00Z",
        "0 0 3 * * MON-FRI      | 2026-12-02T03:00:00Z | 2026-12-03T03:00:00Z",
        "0 0 3 * * sat-sun      | 2026-12-05T03:00:00Z | 2026-12-06T03:00:00Z",
        "0 0 3 ? * 0,6          | 2026-12-05T03:00:00Z | 2026-12-06T03:00:00Z",
        "0 0 3 ? * 7            | 2026-12-06T03:00:00Z | 2026-12-13T03:00:00Z",
        "0 3 * * *              | 2026-12-02T03:00:00Z | 2026-12-03T03:00:00Z",
        "0 0 3 * * * *          | 2026-12-02T03:00:00Z | 2026-12-03T03:00:00Z",
        "@daily                 | 2026-12-02T00:00:00Z | 2026-12-03T00:00:00Z",
        "@hourly                | 2026-12-01T13:00:00Z | 2026-12-01T14:00:00Z"
      })
  void momentsFollowOneAnother(String expression, String first, String second) {
    assertThat(after(expression, NOON, 2)).containsExactly(first, second);
  }

  @Test
  void sundayIsOneInQuartz() {
    assertThat(after(CronRhythm.ofQuartz("0 0 3 ? * 1", "UTC"), NOON, 1))
        .containsExactly("2026-12-06T03:00:00Z");
    assertThat(after(CronRhythm.ofQuartz("0 0 3 ? * 2-6", "UTC"), NOON, 4))
        .endsWith("2026-12-07T03:00:00Z");
    assertThat(after(CronRhythm.ofQuartz("0 0 3 ? * SUN", "UTC"), NOON, 1))
        .containsExactly("2026-12-06T03:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "${app.cron}",
        "0 0 3 L * *",
        "0 0 3 15W * *",
        "0 0 3 ? * 6#3",
        "0 0 3 1 * MON",
        "0 0 3 30 2 *",
        "0 0 3 * * * 2027",
        "0 0 22-2 * * *",
        "61 * * * * *",
        "*/0 * * * * *",
        "1/2147483647 * * * * *",
        "1- * * * * *",
        "* * * *",
        "H H * * *"
      })
  void whatIsNotInTheCommonNotationHasNoMoment(String expression) {
    assertThat(CronRhythm.of(expression, "UTC").after(NOON)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0 0 3 30 2 *", "0 0 3 31 2,4,6,9,11 *", "0 0 3 30-31 FEB *", "0 0 3 31 4-6/2 *"})
  void dateThatNeverComesIsKnownWithoutASearch(String expression) {
    assertThat(CronFields.read(expression, 0)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 3 29 2 *           | 2096-03-01 | 2104-02-29 | 9",
        "0 0 3 29 2 *           | 2026-12-01 | 2028-02-29 | 4",
        "0 0 3 31 12 *          | 2026-12-31 | 2027-12-31 | 2",
        "0 0 3 31 * *           | 2026-01-31 | 2026-03-31 | 3",
        "0 0 3 * 12 MON         | 2026-12-28 | 2027-12-06 | 9",
        "0 0 3 * * *            | 2026-12-31 | 2027-01-01 | 1"
      })
  void farDateIsFoundInAFewSteps(
      String expression, LocalDate from, LocalDate expected, int mostSteps) {
    CronFields fields = Objects.requireNonNull(CronFields.read(expression, 0));
    int steps = 0;
    LocalDate date = from;
    do {
      date = fields.next(date);
      steps++;
    } while (!fields.matches(date));

    assertThat(date).isEqualTo(expected);
    assertThat(steps).isLessThanOrEqualTo(mostSteps);
    assertThat(fields.after(from.atTime(3, 0))).isEqualTo(expected.atTime(3, 0));
  }

  @Test
  void everyDateIsFoundThatALookAtEachDayFinds() {
    for (String expression :
        List.of("0 0 3 29 2 *", "0 0 3 30,31 * *", "0 0 3 * 2-12/5 TUE", "0 0 3 1/9 1,3 *")) {
      CronFields fields = Objects.requireNonNull(CronFields.read(expression, 0));
      LocalDate last = LocalDate.of(2025, 12, 31);
      for (LocalDate day = last.plusDays(1); day.getYear() < 2034; day = day.plusDays(1)) {
        if (fields.matches(day)) {
          assertThat(fields.after(last.atTime(3, 0))).as(expression).isEqualTo(day.atTime(3, 0));
          last = day;
        }
      }
    }
  }

  @Test
  void zoneThatIsNoneHasNoMoment() {
    assertThat(CronRhythm.of("0 0 3 * * *", "${app.zone}").after(NOON)).isNull();
  }

  @Test
  void momentsAreOfTheZone() {
    assertThat(after(CronRhythm.of("0 0 3 * * *", "Asia/Tokyo"), NOON, 1))
        .containsExactly("2026-12-01T18:00:00Z");
  }

  @Test
  void executionThatBeganALittleEarlyHasTakenItsMoment() {
    assertThat(after("0 0 3 * * *", Instant.parse("2026-12-01T02:59:59.950Z"), 1))
        .containsExactly("2026-12-02T03:00:00Z");
  }

  @Test
  void timesThatTheClocksLeaveOutDoNotCount() {
    assertThat(after(
            CronRhythm.of("0 30 3 * * *", "Europe/Kyiv"), Instant.parse("2026-03-28T01:30:00Z"), 2))
        .containsExactly("2026-03-30T00:30:00Z", "2026-03-31T00:30:00Z");
    assertThat(after(
            CronRhythm.of("0 30 * * * *", "Europe/Kyiv"), Instant.parse("2026-03-29T00:30:00Z"), 1))
        .containsExactly("2026-03-29T01:30:00Z");
  }

  @Test
  void secondPassOfTimesThatComeTwiceIsLeftOut() {
    assertThat(after(
            CronRhythm.of("* * * * * *", "Europe/Kyiv"), Instant.parse("2026-10-25T00:59:58Z"), 2))
        .containsExactly("2026-10-25T00:59:59Z", "2026-10-25T02:00:00Z");
    assertThat(after(
            CronRhythm.of("* * * * * *", "Europe/Kyiv"), Instant.parse("2026-10-25T01:00:00Z"), 1))
        .containsExactly("2026-10-25T02:00:00Z");
  }

  @Test
  void timesThatComeTwiceCountOnce() {
    assertThat(after(
            CronRhythm.of("0 30 3 * * *", "Europe/Kyiv"), Instant.parse("2026-10-24T00:30:00Z"), 2))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    assertThat(after(
            CronRhythm.of("0 30 * * * *", "Europe/Kyiv"), Instant.parse("2026-10-25T00:30:00Z"), 1))
        .containsExactly("2026-10-25T02:30:00Z");
  }
}
