package io.tlo.jmx;

import io.tlo.execution.LiveTask;
import java.util.List;
import javax.management.Notification;
import javax.management.ObjectName;

/**
 * Something that happened to a task, and how it is told. Made on the application's thread, so it holds
 * what happened; texts are made when it is told, on the notifier's thread.
 *
 * <p>Thread safety: immutable.
 */
interface News {

  /** Returns the type of its notifications. */
  String type();

  /** Returns whom it is about. */
  LiveTask task();

  /** Returns the notification that tells it. */
  Notification alone(ObjectName source, long number);

  /**
   * Returns the one notification that tells all that was held back, of which this is the newest.
   *
   * @param heldBack what was held back of each task, the task with the most first; never empty
   */
  Notification together(ObjectName source, long number, List<HeldBack> heldBack);
}
