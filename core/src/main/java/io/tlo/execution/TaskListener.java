package io.tlo.execution;

/** Hears of tasks that come and go. Called while the table is locked: must be quick. */
public interface TaskListener {

  /** A task was registered. */
  void added(LiveTask task);

  /** A task is gone. */
  void removed(LiveTask task);
}
