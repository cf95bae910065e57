package io.tlo.fleet;

import io.tlo.TloException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows and steers the instances of applications through what they share alone; none of them need run.
 *
 * <p>A row has values by name: texts, numbers, truth values and {@link java.time.Instant}s; null where there is none.
 * Each method throws a {@link TloException} with one sentence if it cannot be done.
 *
 * <p>Thread safety: confined to one thread.
 */
public interface FleetConsole extends AutoCloseable {

  /** Returns the names of the applications there are, in their order. */
  List<String> applications();

  /**
   * Returns an application's tasks, by name: {@code name}, {@code method}, {@code enabled} (false: off in every
   * instance), {@code switchedOffBy}, {@code switchedOffAt}, and of the newest record {@code status}, {@code
   * lastStartedAt} and {@code instance}; {@code schedule}, {@code source}.
   */
  List<Map<String, @Nullable Object>> tasks(String application);

  /**
   * Returns records, newest first: {@code id}, {@code task}, {@code instance}, {@code status}, {@code trigger}, {@code
   * by}, {@code createdAt}, {@code startedAt}, {@code finishedAt}, {@code durationMillis}, {@code thread}, {@code
   * result}, {@code failure}.
   *
   * @param task the name of one task, null for all
   * @param failed whether only failed executions are meant
   * @param limit how many at most
   */
  List<Map<String, @Nullable Object>> records(
      String application, @Nullable String task, boolean failed, int limit);

  /**
   * Returns the runs of an application's JVMs, newest first: {@code id}, {@code name}, {@code status} (up, silent,
   * ended), {@code version}, {@code startedAt}, {@code seenAt}, {@code endedAt}, {@code running}.
   *
   * @param limit how many at most
   */
  List<Map<String, @Nullable Object>> instances(String application, int limit);

  /**
   * Returns what operators did, in all instances, newest first: {@code at}, {@code by}, {@code from}, {@code instance},
   * {@code action}, {@code task}, {@code outcome}.
   *
   * @param limit how many at most
   */
  List<Map<String, @Nullable Object>> audit(String application, int limit);

  /**
   * Switches a task off in every instance, and notes that in the audit.
   *
   * @param name the task's name, for the audit
   * @param outcome what the operator is told, for the audit
   */
  void switchOff(String application, String name, SwitchedOff task, String outcome);

  /** Ends that a task is off in every instance, and notes that in the audit; as {@link #switchOff} does. */
  void switchOn(String application, String name, SwitchedOff task, String outcome);

  @Override
  void close();
}
