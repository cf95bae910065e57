package io.tlo.jmx;

import io.tlo.execution.LiveTask;
import io.tlo.execution.OwnThreads;
import io.tlo.state.StateEntry;
import io.tlo.state.TaskStateRecord;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.AttributeChangeNotification;
import javax.management.Notification;
import javax.management.ObjectName;

/**
 * Sends notifications from a thread of its own, so that a slow listener holds nobody up. What does not fit
 * the queue is not sent.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Notifier {

  static final String FAILED = "tlo.task.failed";

  private static final int MOST_QUEUED = 1_000;
  private static final int IDLE_SECONDS = 10;

  private final AtomicLong sequence = new AtomicLong();
  private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
      1,
      1,
      IDLE_SECONDS,
      TimeUnit.SECONDS,
      new ArrayBlockingQueue<>(MOST_QUEUED),
      Notifier::newThread,
      new ThreadPoolExecutor.DiscardPolicy());

  Notifier() {
    thread.allowCoreThreadTimeOut(true);
  }

  private static Thread newThread(Runnable work) {
    return OwnThreads.make(() -> new Thread(null, work, "tlo-notifier", 0, false));
  }

  /** One MBean that sends, under its name. */
  record Sender(ObjectName name, DescribedMBean<?> mbean) {}

  void failed(List<Sender> senders, LiveTask task, StateEntry execution) {
    thread.execute(() -> {
      TaskStateRecord failed = execution.toRecord(task.name());
      String headline = failed.failure() == null ? "" : RecordText.headline(failed.failure());
      String message = Shown.full(headline + " (" + task.name() + ", record " + failed.id() + ")");
      for (Sender each : senders) {
        Notification notification =
            new Notification(FAILED, each.name(), sequence.incrementAndGet(), message);
        notification.setUserData(RecordRow.full(List.of(failed))[0]);
        each.mbean().send(notification);
      }
    });
  }

  void switched(List<Sender> senders, LiveTask task, boolean on) {
    thread.execute(() -> {
      String message = task.name() + " is now " + (on ? "enabled" : "disabled");
      for (Sender each : senders) {
        each.mbean()
            .send(new AttributeChangeNotification(
                each.name(),
                sequence.incrementAndGet(),
                System.currentTimeMillis(),
                Shown.full(message),
                "Enabled",
                "boolean",
                !on,
                on));
      }
    });
  }

  void close() {
    thread.shutdownNow();
  }
}
