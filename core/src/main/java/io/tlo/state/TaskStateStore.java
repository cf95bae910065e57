package io.tlo.state;

import io.tlo.TloException;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the records of executions.
 *
 * <p>To replace it, name a public class with a public constructor without parameters in the setting
 * {@code task.state.store}. It is constructed once. Records reach it from a bounded queue on a thread
 * of TLO's own, an execution whole when it has ended: {@code create} with the record as it began, then
 * {@code update} with the record as it ended; a skipped call is one {@code create}. Whatever it throws
 * is counted and reported and costs the application nothing.
 *
 * <p>Thread safety: implementations must be safe for use by many threads.
 */
public interface TaskStateStore {

  /**
   * Keeps a new record.
   *
   * @throws TloException with {@link TloException.Reason#DUPLICATE_RECORD} if a record with its id is
   *     kept
   */
  void create(TaskStateRecord taskRecord);

  /**
   * Replaces the record with the same id.
   *
   * @throws TloException with {@link TloException.Reason#UNKNOWN_RECORD} if no record with its id is
   *     kept, with {@link TloException.Reason#ILLEGAL_TRANSITION} if the kept one may not become it or
   *     belongs to another task
   */
  void update(TaskStateRecord taskRecord);

  /** Returns the record with that id, empty if none is kept. */
  Optional<TaskStateRecord> get(long id);

  /**
   * Removes the record with that id.
   *
   * @throws TloException with {@link TloException.Reason#UNKNOWN_RECORD} if none is kept
   */
  void delete(long id);

  /**
   * Returns the latest records of one task, newest first; empty if it has none.
   *
   * @param limit how many at most, at least 0
   */
  List<TaskStateRecord> latest(String taskName, int limit);

  /**
   * Returns the latest records of all tasks, newest first.
   *
   * @param limit how many at most, at least 0
   */
  List<TaskStateRecord> latest(int limit);

  /** Returns how many records are kept, finished or not. */
  long count();
}
