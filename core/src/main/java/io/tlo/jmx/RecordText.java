package io.tlo.jmx;

import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes records for people, for the windows in which JMX clients show an answer: proportional type,
 * about 55 characters a line, about 16 lines. So there are no columns, the time comes first, and a
 * failure has a line of its own. Times are in the time zone of this process.
 */
final class RecordText {

  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter LONG =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS xxx", Locale.ROOT);

  private RecordText() {}

  /** Returns a list of records, or what to say instead of an empty one. */
  static String history(List<TaskStateRecord> records, boolean withTask, String ifEmpty) {
    if (records.isEmpty()) {
      return ifEmpty;
    }
    StringBuilder text = new StringBuilder();
    for (TaskStateRecord each : records) {
      text.append(text.length() == 0 ? "" : "\n").append(line(each, withTask));
    }
    return text.toString();
  }

  private static String line(TaskStateRecord each, boolean withTask) {
    StringBuilder line = new StringBuilder(text(SHORT, started(each)));
    line.append("  #").append(each.id()).append("  ").append(each.status().text());
    append(line, "  ", duration(each.duration()));
    if (withTask) {
      append(line, "  ", Shown.name(each.taskName()));
    }
    if (each.failure() != null) {
      append(line, "\n      ", Shown.line(headline(each.failure())));
    } else {
      append(line, each.status() == TaskStatus.SKIPPED ? "  " : "  = ", Shown.line(each.result()));
    }
    return line.toString();
  }

  private static void append(StringBuilder line, String before, @Nullable String part) {
    if (part != null) {
      line.append(before).append(part);
    }
  }

  private static Instant started(TaskStateRecord each) {
    return each.startedAt() != null ? each.startedAt() : each.createdAt();
  }

  private static @Nullable String duration(@Nullable Duration duration) {
    return duration == null ? null : DurationText.describe(duration);
  }

  /** Returns the first line of a failure without the exception's package. */
  static String headline(String failure) {
    int end = failure.indexOf('\n');
    String first = end < 0 ? failure : failure.substring(0, end);
    int nameEnd = nameEnd(first);
    boolean isClassName = first.lastIndexOf(' ', nameEnd - 1) < 0;
    return isClassName ? first.substring(first.lastIndexOf('.', nameEnd - 1) + 1) : first;
  }

  /** Returns where a class name ends: before its message, or before why there is none. */
  private static int nameEnd(String first) {
    int colon = first.indexOf(':');
    int excuse = first.indexOf(" (");
    if (colon < 0 || (excuse >= 0 && excuse < colon)) {
      return excuse < 0 ? first.length() : excuse;
    }
    return colon;
  }

  /** Returns one record in full, a label and a value a line, the stack trace last. */
  static String full(TaskStateRecord each) {
    StringBuilder text = new StringBuilder();
    add(text, "Record", "#" + each.id());
    add(text, "Task", each.taskName());
    add(text, "Status", each.status().text());
    add(text, "Trigger", each.trigger().name());
    add(text, "By", each.by());
    add(text, "Created", time(each.createdAt()));
    add(text, "Started", time(each.startedAt()));
    add(text, "Finished", time(each.finishedAt()));
    add(text, "Duration", duration(each.duration()));
    add(text, "Thread", each.thread());
    add(text, each.status() == TaskStatus.SKIPPED ? "Reason" : "Result", each.result());
    add(text, "Failure", each.failure());
    return text.toString();
  }

  private static String text(DateTimeFormatter format, Instant instant) {
    return format.format(instant.atZone(ProgramZone.now()));
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : text(LONG, instant);
  }

  private static void add(StringBuilder text, String label, @Nullable String value) {
    if (value != null) {
      text.append(text.length() == 0 ? "" : "\n").append(label).append("   ");
      // A tab is eight wide letters in the clients' dialogs: stack traces would leave the window.
      text.append(Shown.answer(value).replace("\t", "    "));
    }
  }

  /** Returns a moment as short as it can be read, null for null. */
  static @Nullable String shortTime(@Nullable Instant instant) {
    return instant == null ? null : text(SHORT, instant);
  }
}
