package io.tlo.execution;

import io.tlo.state.StateEntry;

/**
 * Hears what happens to tasks. Called on the thread that did it, often the application's: must be
 * quick and must not throw.
 */
public interface TaskEvents {

  /** An execution ended by throwing. */
  void failed(LiveTask task, StateEntry execution);

  /** A task was switched on or off. */
  void switched(LiveTask task, boolean on);
}
