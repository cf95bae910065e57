package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.CommandFailure;
import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.remote.Connection;
import io.tlo.agent.cli.remote.Outcome;
import io.tlo.agent.cli.remote.RegistryClient;
import io.tlo.agent.cli.remote.Row;
import io.tlo.agent.cli.text.Output;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trigger}. */
@Command(
    name = "trigger",
    description = {
      "Runs a task now, on the agent's own worker.",
      "Without --wait the command ends at once and prints the number of the record."
    })
final class TriggerCommand implements Callable<Integer> {

  private static final long POLL_MILLIS = 100;

  private final Output output;

  @Mixin
  private TargetOptions target = new TargetOptions();

  @Parameters(index = "1", paramLabel = "TASK", description = "Name or full method.")
  private String task = "";

  @Option(
      names = "--args",
      paramLabel = "ARGUMENTS",
      description = "The method's arguments: '4711, 15m', or a JSON array.")
  private @Nullable String arguments;

  @Option(
      names = "--wait",
      description = "Wait until it has ended and print how; exit code 1 unless it succeeded.")
  private boolean wait;

  @Mixin
  private JsonOption format = new JsonOption();

  TriggerCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Connection connection = target.connect()) {
      RegistryClient registry = new RegistryClient(connection);
      Row row = registry.requireTask(task);
      Outcome started =
          arguments == null ? registry.trigger(row) : registry.triggerWith(row, arguments);
      return wait
          ? await(registry, recordOf(started), started.sentence())
          : Answer.print(started, format, output);
    }
  }

  private static long recordOf(Outcome started) {
    Long record = started.record();
    if (record == null) {
      throw CommandFailure.refused(
          "the agent does not tell the number of the record, so it cannot be waited for: "
              + started.sentence());
    }
    return record;
  }

  private int await(RegistryClient registry, long id, String started) throws InterruptedException {
    Row record = registry.record(id);
    while (!hasEnded(record)) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      record = registry.record(id);
    }
    boolean succeeded = record.text("status").equals("Succeeded");
    if (format.json) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("message", started);
      fields.put("record", record.values());
      output.json(fields);
    } else if (succeeded) {
      output.answer(sentence(record));
    }
    if (!succeeded) {
      throw CommandFailure.refused(sentence(record));
    }
    return ExitCode.DONE;
  }

  private static boolean hasEnded(Row record) {
    String status = record.text("status");
    return !status.equals("Pending") && !status.equals("Running");
  }

  private static String sentence(Row record) {
    String duration = Times.duration(record.values().get("durationMillis"));
    String outcome = RecordTable.outcome(record);
    String verb = switch (record.text("status")) {
      case "Succeeded" -> "succeeded";
      case "Failed" -> "failed";
      case "Cancelled" -> "was cancelled";
      case "Unknown" -> "has an end that is not known";
      default -> "was skipped";
    };
    return record.text("task") + " " + verb + (duration.isEmpty() ? "" : " after " + duration)
        + " (record " + record.text("id") + ")" + (outcome.isEmpty() ? "" : ": " + outcome);
  }
}
