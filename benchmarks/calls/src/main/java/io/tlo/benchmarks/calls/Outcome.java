package io.tlo.benchmarks.calls;

/** What becomes of the calls of a task, and the attribute that counts it. */
public enum Outcome {
  /** Each is recorded. */
  SUCCEEDED("ExecutionsSucceeded"),
  /** The task is off. */
  SKIPPED("ExecutionsSkipped");

  private final String attribute;

  Outcome(String attribute) {
    this.attribute = attribute;
  }

  String attribute() {
    return attribute;
  }
}
