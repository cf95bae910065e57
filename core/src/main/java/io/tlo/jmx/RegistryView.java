package io.tlo.jmx;

import io.tlo.execution.ExecutionTotals;
import io.tlo.execution.LiveTask;
import io.tlo.execution.RecordSearch;
import io.tlo.execution.Records;
import io.tlo.execution.TaskTable;
import io.tlo.execution.Watch;
import io.tlo.state.StateEntry;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.AttributeChangeNotification;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/** All tasks and their records as the Registry's MBean shows them. */
final class RegistryView implements View {

  private static final String EXECUTIONS = "executions";
  private static final String RECORDS = "records";

  private static final MBeanModel.Parameter TASK =
      new MBeanModel.Parameter("taskName", String.class, "Name of the task, or its full method");
  private static final MBeanModel.Parameter TASK_OR_ALL = new MBeanModel.Parameter(
      "taskName", String.class, "Name of the task, or its full method; empty or *: all");
  private static final MBeanModel.Parameter PATTERN = new MBeanModel.Parameter(
      "pattern",
      String.class,
      "Name or full method; * stands for any characters, \\* for the star itself");
  private static final MBeanModel.Parameter STATUS_OR_ALL = new MBeanModel.Parameter(
      "status",
      String.class,
      "Pending, Running, Succeeded, Failed, Skipped, Cancelled or Unknown; empty or *: all");
  private static final MBeanModel.Parameter ID =
      new MBeanModel.Parameter("id", long.class, "Id of the record; 0: the newest");

  static final MBeanModel MODEL = model(false);

  /** Where instances may share the state store. */
  static final MBeanModel OF_FLEET = model(true);

  private static MBeanModel model(boolean fleet) {
    MBeanModel.Builder model =
        MBeanModel.of(RegistryView.class.getName(), "All background tasks of this JVM");
    addNumbers(model);
    addTables(model);
    addQuestions(model);
    addActions(model);
    if (fleet) {
      addFleet(model);
    }
    return model
        .notification(
            Notification.class, "An execution failed; carries its record", FailureNews.TYPE)
        .notification(
            Notification.class,
            "What a task's Watch shows changed; the message names it, the user data is the word",
            WatchNews.TYPE)
        .notification(
            AttributeChangeNotification.class,
            "A task was switched off or on; the message names it",
            AttributeChangeNotification.ATTRIBUTE_CHANGE)
        .build();
  }

  private static void addNumbers(MBeanModel.Builder model) {
    model
        .number("TasksTotal", int.class, "tasks", "Tasks there are now")
        .number("TasksEnabled", int.class, "tasks", "Tasks that are switched on")
        .totals("since start")
        .number(
            "RecordsKept",
            long.class,
            RECORDS,
            "Records of ended executions that are kept; with RecordsDropped: all that ended")
        .number(
            "RecordsDropped",
            long.class,
            RECORDS,
            "Records of ended executions that are no longer kept, or that a store refused")
        .number(
            "AdviceFailures",
            long.class,
            EXECUTIONS,
            "Executions that ran but could not be recorded")
        .attribute("Version", String.class, "Version of TLO")
        .attribute("TimeZone", String.class, "Time zone in which texts of this JVM show times");
  }

  private static void addTables(MBeanModel.Builder model) {
    model
        .attribute("Tasks", CompositeData[].class, "The tasks; showTasks() reads better")
        .attribute(
            "RecentRecords",
            CompositeData[].class,
            "The newest 50 records, newest first; showHistory() reads better")
        .attribute(
            "Settings", CompositeData[].class, "The settings in force and where each came from")
        .attribute(
            "Audit",
            CompositeData[].class,
            "What operators did, the newest 100 entries, newest first; showAudit() reads better");
  }

  private static void addQuestions(MBeanModel.Builder model) {
    model
        .question("showTasks", "The tasks, one a line", String.class)
        .question(
            "showHistory",
            "The newest records of all tasks, newest first",
            String.class,
            Limit.PARAMETER)
        .question(
            "showFailures",
            "The newest records of failed executions, newest first",
            String.class,
            Limit.PARAMETER)
        .question("showRecord", "One record in full", String.class, ID)
        .question("showAudit", "What operators did, newest first", String.class, Limit.PARAMETER)
        .question(
            "findRecords",
            "Records for programs, newest first",
            CompositeData[].class,
            TASK_OR_ALL,
            STATUS_OR_ALL,
            Limit.PARAMETER)
        .question("findRecord", "One record for programs", CompositeData.class, ID);
  }

  private static void addActions(MBeanModel.Builder model) {
    model
        .action("enable", "Switches a task on", TASK)
        .action(
            "disable",
            "Switches a task off: from now on calls are skipped; what runs goes on",
            TASK)
        .action("toggle", "Switches a task off if it is on, and on if it is off", TASK)
        .action("trigger", "Runs a task now, on TLO's own worker, and returns at once", TASK)
        .action(
            "enableMatching",
            "Switches all tasks on that match, and lists those that it changed",
            PATTERN)
        .action(
            "disableMatching",
            "Switches all tasks off that match, and lists those that it changed",
            PATTERN)
        .perform();
  }

  private static void addFleet(MBeanModel.Builder model) {
    model
        .action(
            "disableEverywhere",
            "Switches a task off in every instance of the application that shares the state store",
            TASK)
        .action(
            "enableEverywhere",
            "Ends that a task is off in every instance; each instance's own switch stays",
            TASK);
  }

  private final MBeanPublisher.Parts parts;
  private final Operations operations;
  private final TaskTable table;
  private final Records records;

  RegistryView(MBeanPublisher.Parts parts, Operations operations) {
    this.parts = parts;
    this.operations = operations;
    this.table = parts.table();
    this.records = parts.records();
  }

  @Override
  public Reading reading() {
    return new RegistryReading(parts, operations);
  }

  @Override
  public void write(String attribute, @Nullable Object value) {
    throw new IllegalArgumentException(attribute);
  }

  @Override
  public @Nullable Object invoke(String operation, Object[] given) {
    return switch (operation) {
      case "showTasks" -> showTasks();
      case "showHistory" -> showHistory(Limit.of(given[0]));
      case "showFailures" -> showFailures(Limit.of(given[0]));
      case "showRecord" -> showRecord((Long) given[0]);
      case "showAudit" -> AuditText.text(operations.audit().latest(Limit.of(given[0])));
      case "findRecords" -> findRecords((String) given[0], (String) given[1], Limit.of(given[2]));
      case "findRecord" -> RecordRow.full(List.of(require((Long) given[0])))[0];
      case "enable" -> operations.switchMeant(operation, (String) given[0], true);
      case "disable" -> operations.switchMeant(operation, (String) given[0], false);
      case "toggle" -> operations.onTask(operation, (String) given[0], operations::toggle);
      case "disableEverywhere" ->
        operations.onMethod(operation, (String) given[0], operations::disableEverywhere);
      case "enableEverywhere" ->
        operations.onMethod(operation, (String) given[0], operations::enableEverywhere);
      case "trigger" -> operations.onTask(operation, (String) given[0], operations::trigger);
      case "enableMatching" -> operations.switchMatching((String) given[0], true);
      case "disableMatching" -> operations.switchMatching((String) given[0], false);
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private String showTasks() {
    List<LiveTask> tasks = table.list();
    if (tasks.isEmpty()) {
      return "No task is registered yet: tasks appear when their class is loaded.";
    }
    return tasks.stream().map(this::taskLine).collect(Collectors.joining("\n"));
  }

  private String taskLine(LiveTask task) {
    ExecutionTotals totals = task.totals();
    StateEntry last = task.lastBegun();
    StringBuilder line = new StringBuilder(task.enabled() ? "on " : "OFF ").append(" ");
    line.append(Shown.full(task.name())).append(alarm(task)).append("\n      ");
    line.append(totals.succeeded()).append(" succeeded, ");
    line.append(totals.failed()).append(" failed");
    line.append(totals.running() == 0 ? "" : ", " + totals.running() + " running");
    line.append(totals.skipped() == 0 ? "" : ", " + totals.skipped() + " skipped");
    line.append(last == null ? "" : "; last " + RecordText.shortTime(last.startedAt()));
    return line.toString();
  }

  private String alarm(LiveTask task) {
    Watch.Finding finding = parts.watch().look(task);
    return finding != null && finding.verdict().isAlarm() ? "  " + finding.verdict() : "";
  }

  private String showHistory(int limit) {
    return RecordText.history(records.latest(limit), true, "No execution recorded.");
  }

  private String showFailures(int limit) {
    RecordSearch search = records.search(null, TaskStateRecord::failed, limit);
    String list = RecordText.history(search.found(), true, "");
    if (search.found().size() >= limit) {
      return list;
    }
    return list.isEmpty() ? noFailure(search) : list + bound(search);
  }

  /** What was not looked at is not said to hold none. */
  private String noFailure(RecordSearch search) {
    long failed = table.totals().failed();
    if (search.whole() && failed == 0) {
      return "No failure recorded.";
    }
    String text = search.whole()
        ? "No failure is among the records that are kept."
        : "No failure is among the newest " + search.lookedThrough() + " records." + bound(search);
    return failed == 0
        ? text
        : text
            + (failed == 1 ? "\n1 execution has" : "\n" + failed + " executions have")
            + " failed since the start; showFailure of a task tells its last failure.";
  }

  private static String bound(RecordSearch search) {
    if (!search.answered()) {
      return "\nThe state store has not answered: only records in memory were looked through.";
    }
    return search.whole() ? "" : "\nOlder records were not looked through.";
  }

  private String showRecord(long id) {
    return id == 0 && records.latest(1).isEmpty()
        ? "No execution recorded."
        : RecordText.full(require(id));
  }

  private CompositeData[] findRecords(
      @Nullable String taskName, @Nullable String status, int limit) {
    Predicate<TaskStateRecord> condition = withStatus(status);
    return RecordRow.full(
        meansAll(taskName)
            ? records.search(null, condition, limit).found()
            : latest(requireTasks(taskName), condition, limit));
  }

  /** Returns the newest records of some tasks, newest first. */
  private List<TaskStateRecord> latest(
      List<LiveTask> tasks, Predicate<TaskStateRecord> condition, int limit) {
    if (tasks.size() == 1) {
      return records.search(tasks.get(0).name(), condition, limit).found();
    }
    return tasks.stream()
        .flatMap(each -> records.search(each.name(), condition, limit).found().stream())
        .sorted(Comparator.comparing(TaskStateRecord::createdAt)
            .thenComparing(TaskStateRecord::id)
            .reversed())
        .limit(limit)
        .toList();
  }

  private static Predicate<TaskStateRecord> withStatus(@Nullable String text) {
    if (text == null || meansAll(text)) {
      return each -> true;
    }
    TaskStatus wanted = TaskStatus.of(text)
        .orElseThrow(() -> new IllegalArgumentException(Answers.wrap(
            "status '" + Shown.line(text) + "' is not known, allowed: " + statuses())));
    return each -> each.status() == wanted;
  }

  private static String statuses() {
    return Stream.of(TaskStatus.values()).map(TaskStatus::text).collect(Collectors.joining(", "));
  }

  /** JConsole fills a text field with the word String, so that must mean what nothing means. */
  private static boolean meansAll(@Nullable String text) {
    return text == null || text.isBlank() || text.equals("*") || text.equals("String");
  }

  private TaskStateRecord require(long id) {
    if (id == 0) {
      return records.latest(1).stream().findFirst().orElseThrow(() -> Limit.noRecord(id, ""));
    }
    return records.find(id).orElseThrow(() -> Limit.noRecord(id, ""));
  }

  private List<LiveTask> requireTasks(@Nullable String text) {
    List<LiveTask> meant = operations.meantBy(text);
    if (meant.isEmpty()) {
      throw Operations.noTask(text);
    }
    return meant;
  }
}
