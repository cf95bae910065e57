package io.tlo.agent.cli;

import io.tlo.agent.cli.remote.Records;
import io.tlo.agent.cli.remote.Row;
import io.tlo.agent.cli.text.Output;
import io.tlo.agent.cli.text.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as {@code history} and {@code failures} show them. */
final class RecordTable {

  private RecordTable() {}

  static Table of(List<Row> records, Times times) {
    Table table = new Table()
        .number("RECORD")
        .word(times.heading("STARTED"))
        .text("TASK")
        .word("STATUS")
        .number("DURATION")
        .optional("TRIGGER")
        .text("RESULT OR FAILURE");
    for (Row each : records) {
      table.add(List.of(
          each.text("id"),
          times.text(started(each)),
          each.text("task"),
          each.text("status"),
          Times.duration(each.values().get("durationMillis")),
          trigger(each),
          outcome(each)));
    }
    return table;
  }

  static Map<String, @Nullable Object> json(List<Row> records) {
    return Map.of("records", records.stream().map(Row::values).toList());
  }

  /** Says what is missing where a user may not see all. */
  static void noteIfCut(Records records, Output output) {
    if (!records.whole()) {
      output.note("this user may only read attributes: shown are at most the newest 50 records of"
          + " all tasks, or 20 of one, with their texts cut");
    }
  }

  /** Says of records of one status how far they were looked for, where fewer were found than were asked for. */
  static void noteIfFewer(Records records, int most, Output output) {
    if (records.whole() && records.rows().size() < most) {
      output.note(
          "the newest 10,000 records were looked through at most, fewer where their texts are"
              + " long");
    }
  }

  private static @Nullable Instant started(Row record) {
    Instant started = record.moment("startedAt");
    return started != null ? started : record.moment("createdAt");
  }

  private static String trigger(Row record) {
    String by = record.text("by");
    return record.text("trigger") + (by.isEmpty() ? "" : " by " + by);
  }

  static String outcome(Row record) {
    String failure = record.text("failure");
    return failure.isEmpty() ? record.text("result") : headline(failure);
  }

  /** Returns the first line of a failure without the exception's package. */
  static String headline(String failure) {
    String first = failure.lines().findFirst().orElse("");
    int colon = first.indexOf(':');
    int nameEnd = colon < 0 ? first.length() : colon;
    boolean isClassName = first.lastIndexOf(' ', nameEnd - 1) < 0;
    return isClassName ? first.substring(first.lastIndexOf('.', nameEnd - 1) + 1) : first;
  }
}
