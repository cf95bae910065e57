package io.tlo.jmx;

import io.tlo.execution.LiveTask;
import io.tlo.execution.Watch.Finding;
import io.tlo.text.DurationText;
import java.util.List;
import javax.management.Notification;
import javax.management.ObjectName;

/**
 * A task began to overrun or to be absent, or no longer does. The notification's user data is the word that
 * the attribute Watch shows.
 *
 * @param task which
 * @param finding what was seen
 */
record WatchNews(LiveTask task, Finding finding) implements News {

  static final String TYPE = "tlo.task.watch";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Notification alone(ObjectName source, long number) {
    return of(source, number, sentence());
  }

  @Override
  public Notification together(ObjectName source, long number, List<HeldBack> heldBack) {
    String counted = HeldBack.counted(heldBack, "change", " of Watch");
    String message = heldBack.size() == 1
        ? sentence() + "; " + counted
        : counted + ": " + HeldBack.named(heldBack, each -> " (now " + word(each.newest()) + ")");
    return of(source, number, message);
  }

  private static String word(News news) {
    return ((WatchNews) news).finding.verdict().name();
  }

  private String sentence() {
    String since = DurationText.describe(finding.since());
    String usual = DurationText.describe(finding.usual());
    return task.name() + " is "
        + switch (finding.verdict()) {
          case OVERRUN -> "OVERRUN: running for " + since + ", its P95 is " + usual;
          case ABSENT -> "ABSENT: nothing began for " + since + ", its interval is " + usual;
          case OK -> "OK again";
          case UNWATCHED -> "UNWATCHED: no execution overruns, absence is not watched";
        };
  }

  private Notification of(ObjectName source, long number, String message) {
    Notification notification = new Notification(TYPE, source, number, Shown.full(message));
    notification.setUserData(finding.verdict().name());
    return notification;
  }
}
