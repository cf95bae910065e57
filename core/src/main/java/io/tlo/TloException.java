package io.tlo;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when TLO refuses something; the message says what failed, what was found, what is allowed
 * and what to do, and {@link #reason()} lets a program decide without reading it.
 *
 * <p>Thread safety: immutable.
 */
public final class TloException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why something was refused. */
  public enum Reason {
    /** A setting has a value that is not allowed, or names a class that cannot be used. */
    INVALID_SETTING,
    /** A method under {@code @Task} cannot be a task as it is declared. */
    INVALID_TASK,
    /** A task of that name is registered already. */
    DUPLICATE_TASK,
    /** No task of that name is registered. */
    UNKNOWN_TASK,
    /** The task is switched off. */
    TASK_DISABLED,
    /** The task cannot be switched off without harm. */
    NOT_SWITCHABLE,
    /** The task cannot be run now: no instance is known, or the arguments do not fit. */
    NOT_RUNNABLE,
    /** A text cannot be converted to the arguments of the task's method. */
    INVALID_ARGUMENTS,
    /** The worker's queue is full. */
    QUEUE_FULL,
    /** The context is closed. */
    CLOSED,
    /** A record with that id exists already. */
    DUPLICATE_RECORD,
    /** No record with that id is kept. */
    UNKNOWN_RECORD,
    /** A record cannot go from its status to the wanted one, or from its task to another. */
    ILLEGAL_TRANSITION,
    /** A state store cannot be reached now; what it was to keep is given to it again later. */
    STORE_UNAVAILABLE
  }

  private final Reason reason;

  /**
   * Creates an exception without a cause.
   *
   * @param reason why something was refused
   * @param message one sentence for people
   */
  public TloException(Reason reason, String message) {
    this(reason, message, null);
  }

  /**
   * Creates an exception.
   *
   * @param reason why something was refused
   * @param message one sentence for people
   * @param cause what was thrown underneath, or null
   */
  public TloException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Returns why something was refused. */
  public Reason reason() {
    return reason;
  }
}
