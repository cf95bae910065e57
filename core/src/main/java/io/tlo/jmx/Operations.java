package io.tlo.jmx;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.execution.Interrupted;
import io.tlo.execution.LiveTask;
import io.tlo.execution.TaskTable;
import io.tlo.registry.NamePattern;
import io.tlo.steering.Audit;
import io.tlo.steering.Operator;
import io.tlo.steering.Steering;
import io.tlo.steering.Switched;
import io.tlo.text.DurationText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.management.AttributeNotFoundException;
import javax.management.InvalidAttributeValueException;
import org.jspecify.annotations.Nullable;

/**
 * What operators can have done through the MBeans. Each operation does it, says in a sentence what
 * happened, and notes that in the audit, also when it was refused.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Operations {

  private static final int MOST_LISTED = 100;
  // Much longer than any name: a pattern costs memory for each of its stars.
  private static final int MOST_PATTERN = 1_000;

  private final TaskTable table;
  private final Steering steering;
  private final Clock clock;

  Operations(TaskTable table, Steering steering, Clock clock) {
    this.table = table;
    this.steering = steering;
    this.clock = clock;
  }

  Audit audit() {
    return steering.audit();
  }

  /** What is asked for; returns the answer. */
  private interface Request {
    String answer(Operator operator);
  }

  /** Has a request done and notes it; what it throws goes on as an exception that any client has. */
  private String audited(String action, String task, Request request) {
    Operator operator = Caller.present();
    try {
      String answer = request.answer(operator);
      audit().note(action, task, operator, answer);
      return Shown.answer(answer);
    } catch (TloException e) {
      audit().note(action, task, operator, "refused: " + withoutArguments(e));
      throw Answers.refusal(e);
    } catch (IllegalArgumentException e) {
      audit().note(action, task, operator, "refused: " + e.getMessage());
      throw e;
    } catch (RuntimeException | Error e) {
      // A class loader of the application's may throw what it likes, and the client lack its class.
      String failed = action + " failed: " + e.getClass().getName();
      audit().note(action, task, operator, failed);
      throw new IllegalStateException(Answers.wrap(failed));
    }
  }

  /** Arguments are the business of whom they were typed by: they are kept nowhere. */
  private static String withoutArguments(TloException refused) {
    return refused.reason() == Reason.INVALID_ARGUMENTS
        ? "the arguments do not fit the method"
        : String.valueOf(refused.getMessage());
  }

  /** Does something with the task that a text names, which there may be none of. */
  String onTask(
      String action, @Nullable String nameOrMethod, Function<LiveTask, String> operation) {
    LiveTask task = nameOrMethod == null ? null : table.find(nameOrMethod.strip());
    return task == null ? unknown(action, nameOrMethod) : operation.apply(task);
  }

  private String unknown(String action, @Nullable String nameOrMethod) {
    return audited(action, String.valueOf(nameOrMethod), operator -> {
      throw noTask(nameOrMethod);
    });
  }

  /** Returns the refusal of a text that names no task. */
  static IllegalArgumentException noTask(@Nullable String nameOrMethod) {
    String cut = Shown.line(String.valueOf(nameOrMethod));
    return new IllegalArgumentException(
        Answers.wrap("no task '" + cut + "' is registered; showTasks lists them"));
  }

  String enable(LiveTask task) {
    return audited("enable", task.name(), operator -> enabled(steering.switchTo(task, true), task));
  }

  String disable(LiveTask task) {
    return audited(
        "disable", task.name(), operator -> disabled(steering.switchTo(task, false), task));
  }

  String toggle(LiveTask task) {
    return audited("toggle", task.name(), operator -> {
      Switched switched = steering.toggle(task);
      return switched.on() ? enabled(switched, task) : disabled(switched, task);
    });
  }

  String disableEverywhere(LiveTask task) {
    return audited(
        "disableEverywhere",
        task.name(),
        operator -> steering.switchEverywhere(task, false, operator)
            ? task.name() + " is now disabled in every instance\n  others follow within two seconds"
            : task.name() + " was already disabled in every instance");
  }

  String enableEverywhere(LiveTask task) {
    return audited("enableEverywhere", task.name(), operator -> {
      boolean changed = steering.switchEverywhere(task, true, operator);
      return task.name()
          + (changed ? " is no longer" : " was not")
          + " disabled in every instance"
          + (task.enabled()
              ? ""
              : "\n  here its own switch is off still, and enable() switches it on")
          + (changed ? "\n  others follow within two seconds" : "");
    });
  }

  private static String enabled(Switched switched, LiveTask task) {
    return task.name() + verb(switched) + "enabled" + kept(switched, "disabled");
  }

  private static String disabled(Switched switched, LiveTask task) {
    return task.name() + verb(switched) + "disabled" + kept(switched, "enabled");
  }

  private static String verb(Switched switched) {
    return switched.changed().isEmpty() ? " was already " : " is now ";
  }

  private static String kept(Switched switched, String before) {
    return switched.notKept() == null
        ? ""
        : ", but after a restart it may be "
            + before
            + " again: switch.file could not be written, "
            + switched.notKept();
  }

  String disableFor(LiveTask task, @Nullable String duration) {
    return audited("disableFor", task.name(), operator -> {
      Duration length = DurationText.parse(String.valueOf(duration));
      Instant until = clock.instant().plus(length);
      Switched switched = steering.disableUntil(task, until);
      return task.name()
          + " is now disabled for "
          + DurationText.describe(length)
          + "\n  until "
          + RecordText.shortTime(until)
          + kept(switched, "enabled");
    });
  }

  /** Writes the attribute Enabled. */
  void writeEnabled(LiveTask task, @Nullable Object value) throws InvalidAttributeValueException {
    Operator operator = Caller.present();
    String action = "set Enabled";
    try {
      // Anything but a Boolean would be guessed at.
      if (!(value instanceof Boolean on)) {
        throw new InvalidAttributeValueException(
            "Enabled: " + describe(value) + " is not allowed, allowed: true, false");
      }
      Switched switched = steering.switchTo(task, on);
      audit()
          .note(
              action,
              task.name(),
              operator,
              on ? enabled(switched, task) : disabled(switched, task));
    } catch (TloException e) {
      audit().note(action, task.name(), operator, "refused: " + e.getMessage());
      throw new InvalidAttributeValueException(Answers.wrap(e.getMessage()));
    } catch (InvalidAttributeValueException e) {
      audit().note(action, task.name(), operator, "refused: " + e.getMessage());
      throw e;
    }
  }

  /** Of what a client sends, only values of java.lang are asked for their text. */
  private static String describe(@Nullable Object value) {
    if (value == null || value.getClass().getPackageName().equals("java.lang")) {
      return "'" + Shown.line(String.valueOf(value)) + "'";
    }
    return "a " + value.getClass().getName();
  }

  /** Returns the refusal of writing an attribute that cannot be written, or that there is not. */
  AttributeNotFoundException refusedWrite(String mbean, String attribute, String why) {
    String cut = String.valueOf(Shown.line(attribute));
    audit().note("set " + cut, mbean, Caller.present(), "refused: " + why);
    return new AttributeNotFoundException("attribute " + cut + ": " + why);
  }

  String trigger(LiveTask task) {
    return audited(
        "trigger", task.name(), operator -> started(task, steering.trigger(task, operator.name())));
  }

  String triggerWith(LiveTask task, @Nullable String arguments) {
    // JConsole turns a typed null into none.
    String text = arguments == null ? "" : arguments;
    return audited(
        "triggerWith",
        task.name(),
        operator -> started(task, steering.triggerWith(task, text, operator.name())));
  }

  private static String started(LiveTask task, long id) {
    String way = task.invoker().way();
    return "Started " + task.name() + " as record " + id + (way.isEmpty() ? "" : "\n  " + way);
  }

  String interruptRunning(LiveTask task) {
    return audited(
        "interruptRunning",
        task.name(),
        operator -> interrupted(task, steering.interrupt(task, operator.name())));
  }

  private static String interrupted(LiveTask task, Interrupted result) {
    String missed = result.missed() == 0
        ? ""
        : count(result.missed())
            + " of "
            + task.name()
            + " cannot be interrupted: its thread refuses,"
            + " or no thread runs it and its stage cannot be cancelled";
    if (result.reached() == 0) {
      return missed.isEmpty() ? "None is running" : missed;
    }
    return "Interrupted "
        + count(result.reached())
        + " of "
        + task.name()
        + (missed.isEmpty() ? "" : ";\n" + missed);
  }

  private static String count(int executions) {
    return executions + (executions == 1 ? " execution" : " executions");
  }

  String resetStatistics(LiveTask task) {
    return audited("resetStatistics", task.name(), operator -> {
      task.resetStatistics();
      return "Statistics of " + task.name() + " are reset; its records stay";
    });
  }

  /** Switches all tasks on or off whose name or method matches. */
  String switchMatching(@Nullable String pattern, boolean on) {
    String action = on ? "enableMatching" : "disableMatching";
    return audited(action, String.valueOf(pattern), operator -> {
      List<LiveTask> matching = matching(pattern);
      return summary(steering.switchTo(matching, on), matching.size(), on);
    });
  }

  private List<LiveTask> matching(@Nullable String text) {
    String stripped = text == null ? "" : text.strip();
    if (stripped.isEmpty()) {
      throw new IllegalArgumentException("the pattern is empty; * stands for all tasks");
    }
    if (stripped.length() > MOST_PATTERN) {
      throw new IllegalArgumentException(
          "the pattern has " + stripped.length() + " characters, allowed: at most " + MOST_PATTERN);
    }
    NamePattern pattern = NamePattern.of(stripped);
    List<LiveTask> matching =
        table.list().stream().filter(task -> pattern.matches(task.named())).toList();
    if (matching.isEmpty()) {
      throw new IllegalArgumentException(Answers.wrap("no task's name or full method matches '"
          + Shown.line(stripped)
          + "'; * stands for any characters, showTasks lists the names"));
    }
    return matching;
  }

  private static String summary(Switched switched, int matching, boolean on) {
    String state = on ? "enabled" : "disabled";
    StringBuilder text = new StringBuilder();
    text.append("Now ").append(state).append(": ").append(switched.changed().size());
    text.append(" of ").append(matching).append(matching == 1 ? " task" : " tasks");
    addNames(text, switched.changed());
    if (!switched.unchanged().isEmpty()) {
      text.append("\nAlready ")
          .append(state)
          .append(": ")
          .append(switched.unchanged().size());
    }
    for (Map.Entry<LiveTask, String> each : switched.refused().entrySet()) {
      text.append("\nCannot be switched ").append(on ? "on" : "off");
      text.append(": ").append(each.getKey().name());
      text.append(", ").append(each.getValue());
    }
    if (switched.notKept() != null) {
      text.append("\nAfter a restart this will not hold: switch.file could not be written, ");
      text.append(switched.notKept());
    }
    return text.toString();
  }

  private static void addNames(StringBuilder text, List<LiveTask> tasks) {
    for (LiveTask task : tasks.subList(0, Math.min(tasks.size(), MOST_LISTED))) {
      text.append("\n  ").append(task.name());
    }
    if (tasks.size() > MOST_LISTED) {
      text.append("\n  and ").append(tasks.size() - MOST_LISTED).append(" more");
    }
  }
}
