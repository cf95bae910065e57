package io.tlo.state;

import io.tlo.TloException;
import java.util.List;

/**
 * A state store that takes records many at a time, and that may be away for a while: a database, say.
 *
 * <p>Its records come through {@link #write} alone, on one thread of TLO's own: an execution whole when it
 * has ended, in the order in which they ended; and before that once, as it runs, if it has been running for
 * a second or more. If it is {@link AutoCloseable} as well, it is closed when TLO is taken out of the program; when
 * the JVM ends it is not.
 *
 * <p>Thread safety: implementations must be safe for use by many threads.
 */
public interface BatchTaskStateStore extends TaskStateStore {

  /**
   * Keeps each of the records, in place of one with the same id if there is any: either all of them or none.
   *
   * <p>What is given once may be given again, since an answer can be lost.
   *
   * @param records 1 to 500
   * @throws TloException with {@link TloException.Reason#STORE_UNAVAILABLE} if the store cannot be
   *     reached: the same records are given again, first after 100 ms, then after twice as long each time,
   *     at most after 10 s. After anything else that is thrown each record is given again alone, and
   *     one that is refused then is dropped and counted.
   */
  void write(List<TaskStateRecord> records);

  @Override
  default void create(TaskStateRecord taskRecord) {
    write(List.of(taskRecord));
  }

  @Override
  default void update(TaskStateRecord taskRecord) {
    write(List.of(taskRecord));
  }
}
