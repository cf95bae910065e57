package io.tlo.agent.cli.remote;

import java.util.Objects;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an operation that changes something.
 *
 * @param sentence for people
 * @param done number of tasks or executions for which the operation is done
 * @param refused number of those for which it is refused
 * @param record id of the record of the execution that was triggered, null if the answer tells none
 */
public record Outcome(
    String sentence, long done, long refused, @Nullable Long record) {

  static Outcome of(@Nullable Object row) {
    CompositeData answer = (CompositeData) Objects.requireNonNull(row);
    return new Outcome(
        String.valueOf(answer.get("message")),
        (Long) answer.get("done"),
        (Long) answer.get("refused"),
        (Long) answer.get("record"));
  }
}
