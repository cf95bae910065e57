package io.tlo.state;

/** What began an execution. */
public enum TaskTrigger {
  /** The program, or the framework it uses, called the method. */
  APPLICATION,
  /** TLO's own interval was due. */
  SCHEDULE,
  /** An operator asked for it. */
  MANUAL
}
