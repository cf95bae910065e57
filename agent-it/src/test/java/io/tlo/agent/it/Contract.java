package io.tlo.agent.it;

import java.util.Set;

/** The names that the MBeans promise; dashboards and scripts hang on them. */
final class Contract {

  static final Set<String> TASK_ATTRIBUTES = Set.of(
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

  static final Set<String> TASK_OPERATIONS = Set.of(
      "trigger",
      "triggerWith",
      "disable",
      "enable",
      "toggle",
      "disableFor",
      "interruptRunning",
      "resetStatistics",
      "perform",
      "showHistory",
      "showFailure",
      "showRecord");

  static final Set<String> REGISTRY_ATTRIBUTES = Set.of(
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
      "TimeZone",
      "Tasks",
      "RecentRecords",
      "Settings",
      "Audit");

  static final Set<String> REGISTRY_OPERATIONS = Set.of(
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
      "disableMatching",
      "perform");

  private Contract() {}
}
