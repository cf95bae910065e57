package io.tlo.state;

/**
 * How many records of ended executions there are, from one look: together, all executions that have ended. A
 * skip is not an execution.
 *
 * @param kept how many are kept
 * @param dropped how many are no longer kept, or never were
 */
public record RecordCounts(long kept, long dropped) {

  RecordCounts plus(RecordCounts other) {
    return new RecordCounts(kept + other.kept, dropped + other.dropped);
  }
}
