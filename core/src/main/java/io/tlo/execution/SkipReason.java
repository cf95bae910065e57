package io.tlo.execution;

/** Why the body of a called task was not run. */
public enum SkipReason {
  /** The task is switched off. */
  DISABLED,
  /** The task is still running, and TLO never runs one twice at once. */
  OVERLAP,
  /** The task runs on one instance at a time, and this one is not it. */
  LOCKED
}
