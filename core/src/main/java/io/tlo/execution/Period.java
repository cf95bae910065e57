package io.tlo.execution;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fixed rate or a fixed delay.
 *
 * @param length time between two executions, above zero
 */
public record Period(Duration length) implements Rhythm {

  // Beyond it "never again" is meant, and a moment cannot hold a thousand of them.
  private static final Duration LONGEST = Duration.ofDays(36_500);

  @Override
  public @Nullable Instant after(Instant moment) {
    return length.compareTo(LONGEST) > 0 ? null : moment.plus(length);
  }
}
