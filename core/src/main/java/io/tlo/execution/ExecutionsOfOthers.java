package io.tlo.execution;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The executions of other tasks that run the method of this one: it overrides theirs, and the worker has run them on an
 * object of its class. They are recorded on the other tasks.
 *
 * <p>Thread safety: safe for many threads. Only the worker's threads add to it.
 */
final class ExecutionsOfOthers {

  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  /**
   * An execution of another task.
   *
   * @param task which
   * @param execution that runs, or has ended
   */
  record Entry(LiveTask task, Execution execution) {}

  /** Adds one that begins, and forgets those that have ended. */
  void add(LiveTask task, Execution execution) {
    entries.removeIf(each -> each.execution.status().isFinal());
    entries.add(new Entry(task, execution));
  }

  /** Returns those that run, and perhaps some that have ended. */
  List<Entry> entries() {
    return entries;
  }
}
