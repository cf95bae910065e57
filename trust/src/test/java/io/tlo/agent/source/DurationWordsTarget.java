package io.tlo.agent.source;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * What the fuzzer calls: any text of an annotation, of any unit, has words for people. The first
 * byte chooses the unit.
 */
public final class DurationWordsTarget {

  private static final TimeUnit[] UNITS = TimeUnit.values();

  private DurationWordsTarget() {}

  /** The name is the fuzzer's. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    String text = new String(data, 1, data.length - 1, StandardCharsets.UTF_8);
    String words = DurationWords.of(text, UNITS[(data[0] & 0xff) % UNITS.length].name());
    if (words.isBlank() && !text.isBlank()) {
      throw new AssertionError("no words for '" + text + "'");
    }
  }
}
