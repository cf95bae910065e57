package io.tlo.jmx;

import io.tlo.execution.LiveTask;
import java.util.List;
import javax.management.AttributeChangeNotification;
import javax.management.Notification;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * A task was switched.
 *
 * @param task which
 * @param on whether it was switched on
 */
record SwitchNews(LiveTask task, boolean on) implements News {

  static final String TYPE = AttributeChangeNotification.ATTRIBUTE_CHANGE;

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Notification alone(ObjectName source, long number) {
    return of(source, number, task.name() + " is now " + word(on), !on, on);
  }

  @Override
  public Notification together(ObjectName source, long number, List<HeldBack> heldBack) {
    String counted = HeldBack.counted(heldBack, "change", "");
    if (heldBack.size() > 1) {
      String message = counted + ": "
          + HeldBack.named(
              heldBack, each -> " (now " + word(each.newest().task().enabled()) + ")");
      // One notification has room for the values of one task.
      return of(source, number, message, null, null);
    }
    boolean now = task.enabled();
    boolean before = !((SwitchNews) heldBack.get(0).oldest()).on;
    return of(source, number, task.name() + " is now " + word(now) + "; " + counted, before, now);
  }

  private static String word(boolean on) {
    return on ? "enabled" : "disabled";
  }

  private static Notification of(
      ObjectName source,
      long number,
      String message,
      @Nullable Boolean before,
      @Nullable Boolean now) {
    return new AttributeChangeNotification(
        source,
        number,
        System.currentTimeMillis(),
        Shown.full(message),
        "Enabled",
        "boolean",
        before,
        now);
  }
}
