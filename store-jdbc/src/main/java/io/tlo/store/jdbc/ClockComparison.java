package io.tlo.store.jdbc;

import io.tlo.text.DurationText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares the clock of this machine, from which the times of its records are, with the clock of the database, by
 * which all instances decide what is old.
 *
 * <p>Thread safety: safe for many threads.
 */
final class ClockComparison {

  private static final Duration TOLERATED = Duration.ofMinutes(1);

  private final Database database;
  private final Clock own;
  private final Consumer<String> faults;
  // Guarded by this.
  private boolean told;

  ClockComparison(Database database, Clock own, Consumer<String> faults) {
    this.database = database;
    this.own = own;
    this.faults = faults;
  }

  /**
   * Returns the time of the database; null if the clock of this machine differs from it by more than a minute. The
   * first of such differences is told, and the next one after they agreed.
   */
  synchronized @Nullable Instant agreed() {
    Instant before = own.instant();
    Instant there = database.with(connection -> DatabaseClock.read(connection, database.dialect()));
    Instant after = own.instant();
    // Asked before and after: however long the answer took, it makes no difference.
    if (isMore(Duration.between(there, before))) {
      tell(Duration.between(there, after), "ahead of");
    } else if (isMore(Duration.between(after, there))) {
      tell(Duration.between(after, there), "behind");
    } else {
      told = false;
      return there;
    }
    return null;
  }

  private static boolean isMore(Duration difference) {
    return difference.compareTo(TOLERATED) > 0;
  }

  private void tell(Duration difference, String where) {
    if (!told) {
      told = true;
      faults.accept("the clock of this machine is "
          + DurationText.describe(Duration.ofSeconds(difference.plusMillis(500).toSeconds()))
          + " " + where + " that of the database: this instance deletes no old records until they"
          + " differ by less than a minute; set this machine's clock");
    }
  }
}
