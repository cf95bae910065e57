package io.tlo.jmx;

import io.tlo.execution.Intervals;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Records;
import io.tlo.execution.Watch;
import io.tlo.registry.TaskDefinition;
import io.tlo.state.StateEntry;
import io.tlo.state.TaskStateRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import javax.management.AttributeChangeNotification;
import javax.management.InvalidAttributeValueException;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * A task as its MBean shows it. Reading has no side effect and asks no custom store, since clients read
 * every attribute at every refresh.
 */
final class TaskView implements View, View.Reading {

  static final int RECENT = 20;

  private static final String MILLIS = "milliseconds";
  private static final String PERCENTILE =
      " of 100 executions took no longer, since registered or reset; at most 6.25 % too high";

  static final MBeanModel MODEL = all().build();

  /** Where instances may share the state store. */
  static final MBeanModel OF_FLEET = all()
      .attribute(
          "DisabledEverywhere",
          boolean.class,
          "Whether the task is off in every instance of the application, whatever its switch here")
      .action(
          "disableEverywhere",
          "Switches the task off in every instance of the application that shares the state store")
      .action(
          "enableEverywhere",
          "Ends that the task is off in every instance; each instance's own switch stays as it is")
      .build();

  private static MBeanModel.Builder all() {
    return MBeanModel.of(TaskView.class.getName(), "A background task: see it, switch it, run it.")
        .writable(
            "Enabled",
            boolean.class,
            "Whether calls run the task; off: they are skipped. Use enable() and disable().")
        .attribute(
            "DisabledUntil",
            Date.class,
            "When the task switches itself on again; null: it is on, or off without end")
        .totals("since registered or reset")
        .number(
            "LastDurationMillis", Long.class, MILLIS, "How long the execution took that ended last")
        .number(
            "AverageDurationMillis",
            Long.class,
            MILLIS,
            "How long an execution took on average, since registered or reset")
        .number(
            "MaxDurationMillis",
            Long.class,
            MILLIS,
            "How long the longest execution took, since registered or reset")
        .number("P50DurationMillis", Long.class, MILLIS, "50" + PERCENTILE)
        .number("P95DurationMillis", Long.class, MILLIS, "95" + PERCENTILE)
        .number("P99DurationMillis", Long.class, MILLIS, "99" + PERCENTILE)
        .attribute("LastStartedAt", Date.class, "When the newest execution began; null: never")
        .attribute("LastFailureAt", Date.class, "When an execution failed last; null: never")
        .attribute("RegisteredAt", Date.class, "When the task was first seen")
        .attribute(
            "NextRunAt", Date.class, "When the next execution is due; null: not known to TLO")
        .attribute("LastStatus", String.class, "Status of the newest execution; null: none yet")
        .attribute(
            "LastResult", String.class, "Result of the execution that ended last, on one line")
        .attribute(
            "LastFailure",
            String.class,
            "What the last failed execution threw, on one line; showFailure() tells all")
        .attribute("Name", String.class, "Name in the registry")
        .attribute("Method", String.class, "Full class, method and parameter types")
        .attribute("Description", String.class, "What the task is for")
        .attribute("Source", String.class, "The annotation or type that made it a task")
        .attribute("Schedule", String.class, "When it runs, as far as known")
        .attribute("Extra", String.class, "Facts the program gave with the task")
        .attribute(
            "Watch",
            String.class,
            "OVERRUN: runs far longer than usual; ABSENT: no longer begins; OK: neither;"
                + " UNWATCHED: no overrun, absence not watched; null: cannot tell")
        .attribute("RecentRecords", CompositeData[].class, "The newest 20 records, newest first")
        .action("trigger", "Runs the task now, on TLO's own worker, and returns at once")
        .action(
            "triggerWith",
            "Runs the task now with these arguments",
            new MBeanModel.Parameter(
                "arguments",
                String.class,
                "The arguments, separated by commas, or a JSON array: 4711, 15m or [\"a, b\", 2]"))
        .action(
            "disable", "Switches the task off: from now on calls are skipped; what runs goes on")
        .action("enable", "Switches the task on")
        .action("toggle", "Switches the task off if it is on, and on if it is off")
        .action(
            "disableFor",
            "Switches the task off for a while; then it is on again by itself",
            new MBeanModel.Parameter(
                "duration", String.class, "How long: 90s, 15m, 2h or PT15M; 10ms to 365d"))
        .action("interruptRunning", "Interrupts the executions that run now; the task stays on")
        .action("resetStatistics", "Sets counters and durations to zero; records stay")
        .perform()
        .question("showHistory", "The newest records, newest first", String.class, Limit.PARAMETER)
        .question("showFailure", "The last failure in full, with its stack trace", String.class)
        .question(
            "showRecord",
            "One record in full",
            String.class,
            new MBeanModel.Parameter("id", long.class, "Id of the record; 0: the newest"))
        .notification(
            Notification.class, "An execution failed; carries its record", FailureNews.TYPE)
        .notification(
            Notification.class, "What Watch shows changed; carries the word", WatchNews.TYPE)
        .notification(
            AttributeChangeNotification.class,
            "The task was switched off or on",
            AttributeChangeNotification.ATTRIBUTE_CHANGE);
  }

  private final LiveTask task;
  private final Records records;
  private final Operations operations;
  private final Intervals intervals;
  private final Watch watch;

  TaskView(
      LiveTask task, Records records, Operations operations, Intervals intervals, Watch watch) {
    this.task = task;
    this.records = records;
    this.operations = operations;
    this.intervals = intervals;
    this.watch = watch;
  }

  @Override
  public View.Reading reading() {
    return this;
  }

  @Override
  public @Nullable Object read(String attribute) {
    return switch (attribute) {
      case "Enabled" -> task.enabled();
      case "DisabledUntil" -> RecordRow.date(task.disabledUntil());
      case "DisabledEverywhere" -> task.offEverywhere();
      case "ExecutionsSucceeded" -> task.totals().succeeded();
      case "ExecutionsFailed" -> task.totals().failed();
      case "ExecutionsCancelled" -> task.totals().cancelled();
      case "ExecutionsRunning" -> task.totals().running();
      case "ExecutionsSkipped" -> task.totals().skipped();
      case "LastDurationMillis" -> task.lastDurationMillis();
      case "AverageDurationMillis" -> task.averageDurationMillis();
      case "MaxDurationMillis" -> task.maxDurationMillis();
      case "P50DurationMillis" -> task.percentileDurationMillis(50);
      case "P95DurationMillis" -> task.percentileDurationMillis(95);
      case "P99DurationMillis" -> task.percentileDurationMillis(99);
      case "LastStartedAt" -> lastStartedAt();
      case "LastFailureAt" -> lastFailureAt();
      case "RegisteredAt" -> RecordRow.date(task.registeredAt());
      case "NextRunAt" -> nextRunAt();
      case "LastStatus" -> lastStatus();
      case "LastResult" -> lastResult();
      case "LastFailure" -> lastFailure();
      case "Name" -> Shown.full(task.name());
      case "Method" -> Shown.full(definition().method());
      case "Description" -> Shown.orNull(definition().description());
      case "Source" -> Shown.orNull(definition().source());
      case "Schedule" -> Shown.orNull(task.schedule());
      case "Extra" -> Shown.orNull(extra(definition()));
      case "Watch" -> watched();
      case "RecentRecords" -> RecordRow.brief(records.recent(task, RECENT));
      default -> throw new IllegalArgumentException(attribute);
    };
  }

  @Override
  public void write(String attribute, @Nullable Object value)
      throws InvalidAttributeValueException {
    // The only one that may be written.
    operations.writeEnabled(task, value);
  }

  @Override
  public @Nullable Object invoke(String operation, Object[] given) {
    return switch (operation) {
      case "trigger" -> operations.trigger(task);
      case "triggerWith" -> operations.triggerWith(task, (String) given[0]);
      case "disable" -> operations.disable(task);
      case "enable" -> operations.enable(task);
      case "toggle" -> operations.toggle(task);
      case "disableFor" -> operations.disableFor(task, (String) given[0]);
      case "disableEverywhere" -> operations.disableEverywhere(task);
      case "enableEverywhere" -> operations.enableEverywhere(task);
      case "interruptRunning" -> operations.interruptRunning(task);
      case "resetStatistics" -> operations.resetStatistics(task);
      case "showHistory" -> history(Limit.of(given[0]));
      case "showFailure" -> failure();
      case "showRecord" -> record((Long) given[0]);
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private TaskDefinition definition() {
    return task.definition();
  }

  private @Nullable Date lastStartedAt() {
    StateEntry last = task.lastBegun();
    return last == null ? null : RecordRow.date(last.startedAt());
  }

  private @Nullable Date lastFailureAt() {
    TaskStateRecord last = task.lastFailed();
    return last == null ? null : RecordRow.date(last.finishedAt());
  }

  private @Nullable Date nextRunAt() {
    Duration until = intervals.untilNext(task);
    return RecordRow.date(until == null ? task.nextRunAt() : Instant.now().plus(until));
  }

  private @Nullable String lastStatus() {
    StateEntry last = task.lastBegun();
    return last == null ? null : last.status().text();
  }

  private @Nullable String lastResult() {
    TaskStateRecord last = task.lastEnded();
    return last == null ? null : Shown.line(last.result());
  }

  private @Nullable String lastFailure() {
    TaskStateRecord last = task.lastFailed();
    String failure = last == null ? null : last.failure();
    return failure == null ? null : Shown.line(RecordText.headline(failure));
  }

  private @Nullable String watched() {
    Watch.Finding finding = watch.look(task);
    return finding == null ? null : finding.verdict().name();
  }

  private static String extra(TaskDefinition definition) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> each : definition.extra().entrySet()) {
      text.append(text.length() == 0 ? "" : ", ").append(each.getKey());
      text.append('=').append(each.getValue());
    }
    return text.toString();
  }

  private String history(int limit) {
    return RecordText.history(records.latest(task.name(), limit), false, "No execution recorded.");
  }

  private String failure() {
    TaskStateRecord last = task.lastFailed();
    return last == null ? "No failure recorded." : RecordText.full(last);
  }

  private String record(long id) {
    if (id == 0) {
      return records.latest(task.name(), 1).stream()
          .findFirst()
          .map(RecordText::full)
          .orElse("No execution recorded.");
    }
    return records
        .find(id)
        .filter(each -> each.taskName().equals(task.name()))
        .map(RecordText::full)
        .orElseThrow(() -> Limit.noRecord(id, " of " + task.name()));
  }
}
