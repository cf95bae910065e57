package io.tlo.execution;

/**
 * How many executions and skips there were; a momentary reading.
 *
 * @param succeeded executions that ended by returning
 * @param failed executions that ended by throwing
 * @param cancelled executions that were cancelled
 * @param running executions that have not ended
 * @param skipped calls whose body was not run
 */
public record ExecutionTotals(
    long succeeded, long failed, long cancelled, long running, long skipped) {

  static final ExecutionTotals NONE = new ExecutionTotals(0, 0, 0, 0, 0);

  /** Returns how many executions have ended. */
  public long ended() {
    return succeeded + failed + cancelled;
  }

  ExecutionTotals plus(ExecutionTotals other) {
    return new ExecutionTotals(
        succeeded + other.succeeded,
        failed + other.failed,
        cancelled + other.cancelled,
        running + other.running,
        skipped + other.skipped);
  }

  /** Returns what was added since an earlier reading; running ones are those there are now. */
  ExecutionTotals since(ExecutionTotals earlier) {
    return new ExecutionTotals(
        succeeded - earlier.succeeded,
        failed - earlier.failed,
        cancelled - earlier.cancelled,
        running,
        skipped - earlier.skipped);
  }
}
