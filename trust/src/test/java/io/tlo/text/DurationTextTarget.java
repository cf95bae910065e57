package io.tlo.text;

import io.tlo.TloException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * What the fuzzer calls: any text is a duration within the bounds, or refused with the documented
 * error.
 */
public final class DurationTextTarget {

  private DurationTextTarget() {}

  /** The name is the fuzzer's. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    bounded(text);
    unbounded(text);
  }

  private static void bounded(String text) {
    Duration duration;
    try {
      duration = DurationText.parse(text);
    } catch (TloException e) {
      require(e.reason() == TloException.Reason.INVALID_SETTING, "reason " + e.reason());
      return;
    }
    require(
        duration.toMillis() >= 10 && duration.compareTo(Duration.ofDays(365)) <= 0,
        "out of bounds");
    require(!DurationText.describe(duration).isBlank(), "described by nothing");
    require(!DurationText.exact(duration).isBlank(), "described by nothing");
  }

  private static void unbounded(String text) {
    try {
      DurationText.parseUnbounded(text);
    } catch (DateTimeParseException e) {
      // The documented error.
      return;
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
