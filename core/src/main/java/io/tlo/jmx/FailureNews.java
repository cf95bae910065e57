package io.tlo.jmx;

import io.tlo.execution.LiveTask;
import io.tlo.state.StateEntry;
import io.tlo.state.TaskStateRecord;
import java.util.List;
import javax.management.Notification;
import javax.management.ObjectName;

/**
 * An execution failed. Whoever may only read can listen as well, so what is told of the application's own
 * texts is no more than the attributes tell.
 *
 * @param task whose it was
 * @param execution the execution
 */
record FailureNews(LiveTask task, StateEntry execution) implements News {

  static final String TYPE = "tlo.task.failed";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Notification alone(ObjectName source, long number) {
    TaskStateRecord failed = execution.toRecord(task.name());
    return of(source, number, failed, headline(failed, true));
  }

  @Override
  public Notification together(ObjectName source, long number, List<HeldBack> heldBack) {
    TaskStateRecord failed = execution.toRecord(task.name());
    boolean ofOneTask = heldBack.size() == 1;
    String counted =
        HeldBack.counted(heldBack, "more failure", ofOneTask ? " of " + task.name() : "");
    String named = ofOneTask ? "" : ": " + HeldBack.named(heldBack, each -> "");
    String message = counted + named + "; the newest: " + headline(failed, !ofOneTask);
    return of(source, number, failed, message);
  }

  private static String headline(TaskStateRecord failed, boolean withTask) {
    String headline =
        failed.failure() == null ? "" : Shown.line(RecordText.headline(failed.failure()));
    String whose = withTask ? failed.taskName() + ", " : "";
    return headline + " (" + whose + "record " + failed.id() + ")";
  }

  private static Notification of(
      ObjectName source, long number, TaskStateRecord failed, String message) {
    Notification notification = new Notification(TYPE, source, number, Shown.full(message));
    notification.setUserData(RecordRow.brief(List.of(failed))[0]);
    return notification;
  }
}
