package io.tlo.state;

import java.util.Locale;
import java.util.Optional;

/**
 * How far an execution is. {@code PENDING} may become {@code RUNNING}, {@code FAILED}, {@code
 * SKIPPED} or {@code CANCELLED}; {@code RUNNING} may become {@code SUCCEEDED}, {@code FAILED}, {@code
 * CANCELLED} or {@code UNKNOWN}; the others are final.
 */
public enum TaskStatus {
  /** Asked for, not begun. */
  PENDING("Pending"),
  /** Begun, not ended. */
  RUNNING("Running"),
  /** Ended by returning, or its stage completed. */
  SUCCEEDED("Succeeded"),
  /** Ended by throwing, or its stage completed exceptionally. */
  FAILED("Failed"),
  /** A call whose body was not run. */
  SKIPPED("Skipped"),
  /** Ended because somebody cancelled it. */
  CANCELLED("Cancelled"),
  /** Begun, and not seen to end: TLO was taken out while it ran. Only stores that outlive TLO have such a record. */
  UNKNOWN("Unknown");

  private final String text;

  TaskStatus(String text) {
    this.text = text;
  }

  /** Returns the status as it is shown, {@code "Succeeded"}. */
  public String text() {
    return text;
  }

  /** Returns whether no other status can follow. */
  public boolean isFinal() {
    return this != PENDING && this != RUNNING;
  }

  /** Returns whether an execution may go from this status to the next one. */
  public boolean mayBecome(TaskStatus next) {
    return switch (this) {
      case PENDING -> next == RUNNING || next == FAILED || next == SKIPPED || next == CANCELLED;
      case RUNNING -> next == SUCCEEDED || next == FAILED || next == CANCELLED || next == UNKNOWN;
      case SUCCEEDED, FAILED, SKIPPED, CANCELLED, UNKNOWN -> false;
    };
  }

  /** Returns the status of that name in any case, empty if there is none. */
  public static Optional<TaskStatus> of(String text) {
    String wanted = text.strip().toUpperCase(Locale.ROOT);
    for (TaskStatus status : values()) {
      if (status.name().equals(wanted)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
