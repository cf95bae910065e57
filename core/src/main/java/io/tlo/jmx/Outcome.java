package io.tlo.jmx;

import io.tlo.steering.Switched;
import java.util.List;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an operation that changes something.
 *
 * @param sentence for people
 * @param done number of tasks, or of executions that were interrupted, for which the operation is done
 * @param refused number of those for which it is refused
 * @param record id of the record of the execution that was triggered, null for other operations
 */
record Outcome(
    String sentence, long done, long refused, @Nullable Long record) {

  private static final RowType TYPE = RowType.of("Outcome", "The answer of an operation")
      .number("done", "Tasks, or interrupted executions, for which the operation is done")
      .text("message", "The answer for people")
      .number("record", "Id of the record of the triggered execution; null: none was triggered")
      .number("refused", "Tasks, or executions, for which the operation is refused")
      .build();

  static Outcome done(String sentence) {
    return new Outcome(sentence, 1, 0, null);
  }

  static Outcome of(Switched switched, String sentence) {
    int done = switched.changed().size() + switched.unchanged().size();
    return new Outcome(sentence, done, switched.refused().size(), null);
  }

  /** Returns the row that any client can read. */
  CompositeData row() {
    return TYPE.rows(List.of(this), each ->
        new Object[] {each.done, Shown.answer(each.sentence), each.record, each.refused})[0];
  }
}
