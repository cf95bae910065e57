package io.tlo.state;

import java.util.List;
import java.util.Optional;

/** A store that is only told things, and has nothing when it is asked. */
public interface SilentStore extends TaskStateStore {

  @Override
  default Optional<TaskStateRecord> get(long id) {
    return Optional.empty();
  }

  @Override
  default void delete(long id) {}

  @Override
  default List<TaskStateRecord> latest(String taskName, int limit) {
    return List.of();
  }

  @Override
  default List<TaskStateRecord> latest(int limit) {
    return List.of();
  }

  @Override
  default long count() {
    return 0;
  }
}
