package io.tlo.jmx;

import io.tlo.execution.ExecutionTotals;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Secrets;
import io.tlo.execution.Watch;
import io.tlo.state.RecordCounts;
import io.tlo.state.StateEntry;
import java.util.List;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * The Registry's attributes. What its totals are, and how many records there are, is found out once at most:
 * it takes a look at all tasks, and at all records.
 *
 * <p>Thread safety: confined to one thread.
 */
final class RegistryReading implements View.Reading {

  private static final int RECENT = 50;
  private static final int RECENT_AUDIT = 100;

  private static final RowType TASK_ROW = RowType.of("Task", "One task")
      .text("name", "Name in the registry")
      .flag("enabled", "Whether calls run it")
      .text("status", "Status of its newest execution; null: none yet")
      .number("succeeded", "Executions that ended well")
      .number("failed", "Executions that ended by throwing")
      .number("running", "Executions that run now")
      .number("skipped", "Calls whose body was not run")
      .date("lastStartedAt", "When its newest execution began")
      .text("schedule", "When it runs, as far as known")
      .text("source", "What made it a task")
      .text("objectName", "Its MBean")
      .text("watch", "OK, OVERRUN, ABSENT or UNWATCHED; null: cannot tell")
      .date("disabledUntil", "When it switches itself on again; null: it is on, or off without end")
      .build();

  private static final RowType SETTING_ROW = RowType.of("Setting", "One setting")
      .text("key", "Key")
      .text("value", "Value in force")
      .text("origin", "Where the value came from")
      .build();

  private final MBeanPublisher.Parts parts;
  private final Operations operations;
  private @Nullable ExecutionTotals totals;
  private @Nullable RecordCounts counts;

  RegistryReading(MBeanPublisher.Parts parts, Operations operations) {
    this.parts = parts;
    this.operations = operations;
  }

  @Override
  public @Nullable Object read(String attribute) {
    return switch (attribute) {
      case "TasksTotal" -> tasks().size();
      case "TasksEnabled" -> (int) tasks().stream().filter(LiveTask::enabled).count();
      case "ExecutionsSucceeded" -> totals().succeeded();
      case "ExecutionsFailed" -> totals().failed();
      case "ExecutionsCancelled" -> totals().cancelled();
      case "ExecutionsRunning" -> totals().running();
      case "ExecutionsSkipped" -> totals().skipped();
      case "RecordsKept" -> counts().kept();
      case "RecordsDropped" -> counts().dropped();
      case "AdviceFailures" -> parts.recorder().lostExecutions();
      case "Version" -> parts.version();
      case "TimeZone" -> Shown.name(ProgramZone.now().getId());
      case "Tasks" -> taskRows();
      case "RecentRecords" -> RecordRow.brief(parts.records().recent(RECENT));
      case "Settings" -> settingRows();
      case "Audit" -> AuditText.rows(operations.audit().latest(RECENT_AUDIT));
      default -> throw new IllegalArgumentException(attribute);
    };
  }

  private List<LiveTask> tasks() {
    return parts.table().list();
  }

  private ExecutionTotals totals() {
    if (totals == null) {
      totals = parts.table().totals();
    }
    return totals;
  }

  private RecordCounts counts() {
    if (counts == null) {
      counts = parts.records().counts();
    }
    return counts;
  }

  private CompositeData[] taskRows() {
    return TASK_ROW.rows(tasks(), this::taskRow);
  }

  private Object[] taskRow(LiveTask task) {
    ExecutionTotals totals = task.totals();
    StateEntry last = task.lastBegun();
    Watch.Finding finding = parts.watch().look(task);
    return new Object[] {
      Shown.full(task.name()),
      task.enabled(),
      last == null ? null : last.status().text(),
      totals.succeeded(),
      totals.failed(),
      totals.running(),
      totals.skipped(),
      last == null ? null : RecordRow.date(last.startedAt()),
      Shown.orNull(task.schedule()),
      Shown.orNull(task.definition().source()),
      task.publishedAs(),
      finding == null ? null : finding.verdict().name(),
      RecordRow.date(task.disabledUntil())
    };
  }

  private CompositeData[] settingRows() {
    return SETTING_ROW.rows(parts.settings().values(), each -> new Object[] {
      each.key().key(), Shown.full(Secrets.mask(each.shown())), Shown.full(each.origin())
    });
  }
}
