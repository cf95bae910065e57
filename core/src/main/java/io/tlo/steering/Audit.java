package io.tlo.steering;

import io.tlo.execution.Secrets;
import io.tlo.execution.Timeline;
import io.tlo.fleet.AuditEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who did what to which task: the newest 1,000 entries. They cannot be removed or changed.
 *
 * <p>Thread safety: safe, by one lock that is not held while a listener is told.
 */
public final class Audit {

  /** How many entries are kept. */
  public static final int KEPT = 1_000;

  private static final int MOST_TEXT = 200;
  private static final int MOST_OUTCOME = 1_000;
  private static final Pattern LINE_END = Pattern.compile("[,;]?\\R\\s*");

  private final Timeline timeline;
  private final AuditListener listener;
  private final Deque<AuditEntry> entries = new ArrayDeque<>();

  /** Creates an empty audit. */
  public Audit(Timeline timeline, AuditListener listener) {
    this.timeline = timeline;
    this.listener = listener;
  }

  /**
   * Notes what was done, or refused. Texts are cut: the action's, the task's and the operator's at 200
   * characters, the outcome at 1,000. The lines of an outcome become one line, separated by commas.
   */
  public void note(String action, String task, Operator operator, String outcome) {
    AuditEntry entry = new AuditEntry(
        timeline.now(),
        cut(action, MOST_TEXT),
        cut(task, MOST_TEXT),
        cut(operator.name(), MOST_TEXT),
        cut(operator.from(), MOST_TEXT),
        Secrets.mask(cut(LINE_END.matcher(outcome).replaceAll(", "), MOST_OUTCOME)));
    synchronized (entries) {
      entries.addFirst(entry);
      if (entries.size() > KEPT) {
        entries.removeLast();
      }
    }
    listener.audited(entry);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /** Returns the newest entries, newest first. */
  public List<AuditEntry> latest(int limit) {
    synchronized (entries) {
      List<AuditEntry> latest = new ArrayList<>(Math.min(limit, entries.size()));
      for (Iterator<AuditEntry> each = entries.iterator();
          each.hasNext() && latest.size() < limit; ) {
        latest.add(each.next());
      }
      return latest;
    }
  }
}
