package io.tlo.testing;

/**
 * The numbers of the Registry, which must account for every call that a program made.
 *
 * @param adviceFailures executions that ran and could not be recorded
 * @param kept records of ended executions that are kept
 * @param dropped records of ended executions that are not
 */
public record Numbers(
    long succeeded,
    long failed,
    long cancelled,
    long running,
    long skipped,
    long adviceFailures,
    long kept,
    long dropped) {

  public static Numbers of(JmxClient client) {
    return new Numbers(
        number(client, "ExecutionsSucceeded"),
        number(client, "ExecutionsFailed"),
        number(client, "ExecutionsCancelled"),
        number(client, "ExecutionsRunning"),
        number(client, "ExecutionsSkipped"),
        number(client, "AdviceFailures"),
        number(client, "RecordsKept"),
        number(client, "RecordsDropped"));
  }

  private static long number(JmxClient client, String attribute) {
    return client.number(JmxClient.REGISTRY, attribute);
  }

  /** Returns how many calls, turns and triggers these numbers account for. */
  public long calls() {
    return succeeded + failed + cancelled + running + skipped + adviceFailures;
  }

  public long ended() {
    return succeeded + failed + cancelled;
  }

  public long records() {
    return kept + dropped;
  }
}
