package io.tlo.agent.it;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;

/**
 * One call of an operation that {@link QuietProgram} does not mind, and what its answer must hold. The two lists
 * are made to be called in their order: what one call switches off a later one switches on, and what begins an
 * execution comes last, since one that waits when its task is switched off is skipped.
 *
 * @param arguments texts and numbers as the operation takes them
 * @param answer a regular expression that is found in the answer
 */
record HarmlessCall(String operation, List<Object> arguments, String answer) {

  private static final String SUCCEEDS = "Quiet.succeeds";

  private static final List<HarmlessCall> OF_TASK = List.of(
      call("disable", "Quiet\\.succeeds is now disabled"),
      call("toggle", "Quiet\\.succeeds is now enabled"),
      call("disableFor", "Quiet\\.succeeds .*disabled", "15m"),
      call("perform", "Quiet\\.succeeds .*disabled", "disableFor", "15m"),
      call("enable", "Quiet\\.succeeds (is now|was already) enabled"),
      call("interruptRunning", "None is running|Interrupted \\d+ execution"),
      call("showHistory", "#\\d+  Succeeded", 0),
      call("showFailure", "No failure recorded\\."),
      call("showRecord", "Record   #\\d+\nTask   Quiet\\.succeeds\n", 0L),
      call("resetStatistics", "Statistics of Quiet\\.succeeds are reset"),
      call("trigger", "Started Quiet\\.succeeds as record \\d+"),
      call("triggerWith", "Started Quiet\\.succeeds as record \\d+", "[]"));

  private static final List<HarmlessCall> OF_REGISTRY = List.of(
      call("showTasks", "on  Quiet\\.hourly\n"),
      call("showHistory", "#\\d+  Failed .*  Quiet\\.fails\n", 0),
      call("showFailures", "Quiet\\$Refused: refused by the till", 5),
      call("showRecord", "Record   #\\d+\nTask   Quiet\\.", 0L),
      call(
          "findRecords",
          "app\\.Quiet\\$Refused: refused by the till\n\tat app\\.Quiet\\.fails\\(",
          "Quiet.fails",
          "Failed",
          10),
      call("findRecord", "Quiet\\.", 0L),
      call("disable", "Quiet\\.succeeds is now disabled", SUCCEEDS),
      call("toggle", "Quiet\\.succeeds is now enabled", SUCCEEDS),
      call("disableMatching", "Quiet\\.succeeds", "*succeeds*"),
      call("enableMatching", "Quiet\\.succeeds", "*succeeds*"),
      call("perform", "Quiet\\.succeeds is now disabled", "disable", SUCCEEDS),
      call("enable", "Quiet\\.succeeds is now enabled", SUCCEEDS),
      call("showAudit", "Quiet\\.succeeds", 0),
      call("trigger", "Started Quiet\\.succeeds as record \\d+", SUCCEEDS));

  private static HarmlessCall call(String operation, String answer, Object... arguments) {
    return new HarmlessCall(operation, List.of(arguments), answer);
  }

  /** Returns the calls of a task's operations; they are for {@link QuietProgram#SUCCEEDS}. */
  static List<HarmlessCall> ofTask(MBeanInfo info) {
    return allOf(info, OF_TASK);
  }

  /** Returns the calls of the Registry's operations. */
  static List<HarmlessCall> ofRegistry(MBeanInfo info) {
    return allOf(info, OF_REGISTRY);
  }

  private static List<HarmlessCall> allOf(MBeanInfo info, List<HarmlessCall> known) {
    Set<String> offered = Stream.of(info.getOperations())
        .map(MBeanOperationInfo::getName)
        .collect(Collectors.toSet());
    List<HarmlessCall> calls =
        known.stream().filter(call -> offered.contains(call.operation)).toList();
    calls.forEach(call -> offered.remove(call.operation));
    if (!offered.isEmpty()) {
      throw new AssertionError("no harmless call is known of " + offered + " of "
          + info.getClassName() + "; add one to the table");
    }
    return calls;
  }

  /** Returns how many of the calls begin an execution. */
  static long triggers(List<HarmlessCall> calls) {
    return calls.stream().filter(call -> call.operation.startsWith("trigger")).count();
  }
}
