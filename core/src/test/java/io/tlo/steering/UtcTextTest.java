package io.tlo.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("jdk")
class UtcTextTest {

  private static final long SECONDS_TO_YEAR_10000 = 253_402_300_800L;

  @Test
  void everyMomentThatTheJdkWritesIsRead() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      long second = (long) (random.nextDouble() * SECONDS_TO_YEAR_10000);
      int nano = switch (i % 4) {
        case 0 -> 0;
        case 1 -> random.nextInt(1_000) * 1_000_000;
        case 2 -> random.nextInt(1_000_000) * 1_000;
        default -> random.nextInt(1_000_000_000);
      };
      Instant moment = Instant.ofEpochSecond(second, nano);
      assertThat(UtcText.parse(moment.toString())).isEqualTo(moment);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-11-23",
        "2026-11-23T14:15:00",
        "2026-11-23T14:15Z",
        "2026-11-23T14:15:00.Z",
        "2026-11-23T14:15:00,5Z",
        "2026-11-23T14:15:00.0000000001Z",
        "2026-11-23T14:15:00.5-Z",
        "2026-11-23 14:15:00Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T14:60:00Z",
        "2026-11-23T14:15:60Z",
        "2026-02-30T14:15:00Z",
        "2026-13-01T14:15:00Z",
        "-026-11-23T14:15:00Z",
        "+10000-01-01T00:00:00Z"
      })
  void whatIsNoMomentIsNotRead(String text) {
    assertThat(UtcText.parse(text)).isNull();
  }

  @Test
  void compactTextHoldsEachPartInItsWidth() {
    assertThat(UtcText.compact(Instant.parse("2026-01-02T03:04:05.678Z").toEpochMilli()))
        .isEqualTo("20260102T030405Z");
    assertThat(UtcText.compact(Instant.parse("1969-12-31T23:59:59.999Z").toEpochMilli()))
        .isEqualTo("19691231T235959Z");
  }
}
