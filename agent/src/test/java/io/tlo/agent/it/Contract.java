package io.tlo.agent.it;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names that the MBeans promise; dashboards and scripts hang on them. */
final class Contract {

  /** Promised and not there yet. What is taken out of this is asked for by every test that names it. */
  static final Set<String> NOT_YET =
      Set.of("P50DurationMillis", "P95DurationMillis", "P99DurationMillis", "Watch");

  static final Set<String> TASK_ATTRIBUTES = promised(
      "Enabled",
      "DisabledUntil",
      "ExecutionsSucceeded",
      "ExecutionsFailed",
      "ExecutionsCancelled",
      "ExecutionsRunning",
      "ExecutionsSkipped",
      "LastDurationMillis",
      "AverageDurationMillis",
      "MaxDurationMillis",
      "P50DurationMillis",
      "P95DurationMillis",
      "P99DurationMillis",
      "LastStartedAt",
      "LastFailureAt",
      "RegisteredAt",
      "NextRunAt",
      "LastStatus",
      "LastResult",
      "LastFailure",
      "Name",
      "Method",
      "Description",
      "Source",
      "Schedule",
      "Extra",
      "Watch",
      "RecentRecords");

  static final Set<String> TASK_OPERATIONS = promised(
      "trigger",
      "triggerWith",
      "disable",
      "enable",
      "toggle",
      "disableFor",
      "interruptRunning",
      "resetStatistics",
      "showHistory",
      "showFailure",
      "showRecord");

  static final Set<String> REGISTRY_ATTRIBUTES = promised(
      "TasksTotal",
      "TasksEnabled",
      "ExecutionsSucceeded",
      "ExecutionsFailed",
      "ExecutionsCancelled",
      "ExecutionsRunning",
      "ExecutionsSkipped",
      "RecordsKept",
      "RecordsDropped",
      "AdviceFailures",
      "Version",
      "Tasks",
      "RecentRecords",
      "Settings",
      "Audit");

  static final Set<String> REGISTRY_OPERATIONS = promised(
      "showTasks",
      "showHistory",
      "showFailures",
      "showRecord",
      "showAudit",
      "findRecords",
      "findRecord",
      "enable",
      "disable",
      "toggle",
      "trigger",
      "enableMatching",
      "disableMatching");

  private Contract() {}

  static boolean isThere(String name) {
    return !NOT_YET.contains(name);
  }

  private static Set<String> promised(String... names) {
    Set<String> promised = new TreeSet<>(List.of(names));
    promised.removeAll(NOT_YET);
    return promised;
  }
}
