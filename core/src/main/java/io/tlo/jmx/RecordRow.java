package io.tlo.jmx;

import io.tlo.state.TaskStateRecord;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/** Makes records into rows that any client can read. */
final class RecordRow {

  private static final RowType TYPE = RowType.of("TaskStateRecord", "One execution of a task")
      .text("by", "Who triggered it; null if no operator did")
      .date("createdAt", "When it was asked for")
      .number("durationMillis", "From begin to end, in milliseconds; null until it has ended")
      .text("failure", "The failure; null if it has not failed")
      .date("finishedAt", "When it ended; null if it has not")
      .number("id", "Unique in this JVM")
      .text("result", "The result, or why it was skipped; null for none")
      .date("startedAt", "When it began; null if it has not")
      .text("status", "Pending, Running, Succeeded, Failed, Skipped, Cancelled or Unknown")
      .text("task", "The task's name")
      .text("thread", "The thread it ran on")
      .text("trigger", "APPLICATION, SCHEDULE or MANUAL")
      .build();

  private RecordRow() {}

  /** Returns rows whose texts are one short line each. */
  static CompositeData[] brief(List<TaskStateRecord> records) {
    return TYPE.rows(records, each -> {
      String failure = each.failure();
      return row(
          each,
          failure == null ? null : Shown.line(RecordText.headline(failure)),
          Shown.line(each.result()));
    });
  }

  /** Returns rows whose texts are whole. */
  static CompositeData[] full(List<TaskStateRecord> records) {
    return TYPE.rows(
        records, each -> row(each, Shown.full(each.failure()), Shown.full(each.result())));
  }

  private static Object[] row(
      TaskStateRecord each, @Nullable String failure, @Nullable String result) {
    return new Object[] {
      Shown.full(each.by()),
      date(each.createdAt()),
      each.duration() == null ? null : each.duration().toMillis(),
      failure,
      date(each.finishedAt()),
      each.id(),
      result,
      date(each.startedAt()),
      each.status().text(),
      Shown.name(each.taskName()),
      each.thread() == null ? null : Shown.name(each.thread()),
      each.trigger().name()
    };
  }

  /** Returns the moment as a type that clients show in their own zone, null for null. */
  static @Nullable Date date(@Nullable Instant instant) {
    return instant == null ? null : Date.from(instant);
  }
}
