package io.tlo.runtime;

import io.tlo.execution.LiveTask;
import io.tlo.execution.TaskEvents;
import io.tlo.state.StateEntry;
import org.jspecify.annotations.Nullable;

/** Passes events on once there is somebody to hear them: publishing begins after recording. */
final class EventRelay implements TaskEvents {

  private volatile @Nullable TaskEvents target;

  void to(@Nullable TaskEvents next) {
    target = next;
  }

  @Override
  public void failed(LiveTask task, StateEntry execution) {
    TaskEvents present = target;
    if (present != null) {
      present.failed(task, execution);
    }
  }

  @Override
  public void switched(LiveTask task, boolean on) {
    TaskEvents present = target;
    if (present != null) {
      present.switched(task, on);
    }
  }
}
