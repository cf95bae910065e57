package io.tlo.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution as the history holds it: small, and made into a {@link TaskStateRecord} only when
 * somebody reads it.
 *
 * <p>Times are readings of {@link System#nanoTime()}: only their differences mean something.
 *
 * <p>Thread safety: implementations must be readable by many threads while one thread changes them.
 */
public interface StateEntry {

  /** Returns the id of the execution. */
  long id();

  /** Returns how far it is now. */
  TaskStatus status();

  /** Returns when it began, or was asked for if it has not; entries are listed by it. */
  long startedNanos();

  /** Returns the time of day at which it began, null if it has not. */
  @Nullable
  Instant startedAt();

  /** Returns when its status last changed; the entry with the oldest change goes first. */
  long changedNanos();

  /** Returns the record it makes now. */
  TaskStateRecord toRecord(String taskName);
}
