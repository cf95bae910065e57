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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.management.AttributeNotFoundException;
import javax.management.InvalidAttributeValueException;
import org.jspecify.annotations.Nullable;

/**
 * What operators can have done through the MBeans. Each operation does it, says in a sentence and in numbers what
 * happened, and notes the sentence in the audit, also when it was refused.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Operations {

  private static final int MOST_LISTED = 100;
  private static final int MOST_CHOICES = 10;
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
    Outcome answer(Operator operator);
  }

  /** Has a request done and notes it; what it throws goes on as an exception that any client has. */
  private Outcome audited(String action, String task, Request request) {
    Operator operator = Caller.present();
    try {
      Outcome answer = request.answer(operator);
      audit().note(action, task, operator, answer.sentence());
      return answer;
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

  /**
   * Returns the tasks that a text means, empty if it means none: as it is, since a name may end with blanks; else
   * without blanks around it; else as names are shown to clients.
   */
  List<LiveTask> meantBy(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    List<LiveTask> meant = table.meantBy(text);
    if (meant.isEmpty()) {
      meant = table.meantBy(text.strip());
    }
    return meant.isEmpty() ? shownAs(text) : meant;
  }

  private List<LiveTask> shownAs(String text) {
    return table.list().stream()
        .filter(each -> text.equals(Shown.answer(each.name()))
            || text.equals(Shown.answer(each.definition().method())))
        .toList();
  }

  /**
   * Switches the task that a text means, in every class loader: the one without a number is switched with its copies,
   * and where only numbered copies are left, each is.
   */
  Outcome switchMeant(String action, @Nullable String text, boolean on) {
    List<LiveTask> meant = meantBy(text);
    if (methods(meant).size() != 1) {
      return refused(action, text, meant);
    }
    for (LiveTask each : meant) {
      if (meant.size() == 1 || !each.named().isNumbered()) {
        return on ? enable(each) : disable(each);
      }
    }
    return audited(
        action,
        String.valueOf(text),
        operator -> summary(steering.switchTo(meant, on), meant.size()));
  }

  /** Does something with the method that a text means: with any of its tasks, since all have the same. */
  Outcome onMethod(String action, @Nullable String text, Function<LiveTask, Outcome> operation) {
    List<LiveTask> meant = meantBy(text);
    return methods(meant).size() == 1
        ? operation.apply(meant.get(0))
        : refused(action, text, meant);
  }

  /** Does something with the one task that a text means. */
  Outcome onTask(String action, @Nullable String text, Function<LiveTask, Outcome> operation) {
    List<LiveTask> meant = meantBy(text);
    return meant.size() == 1 ? operation.apply(meant.get(0)) : refused(action, text, meant);
  }

  private static Set<String> methods(List<LiveTask> tasks) {
    Set<String> methods = new LinkedHashSet<>();
    tasks.forEach(each -> methods.add(each.definition().method()));
    return methods;
  }

  private Outcome refused(String action, @Nullable String text, List<LiveTask> meant) {
    return audited(action, String.valueOf(text), operator -> {
      throw meant.isEmpty() ? noTask(text) : ambiguous(String.valueOf(text), meant);
    });
  }

  private static IllegalArgumentException ambiguous(String text, List<LiveTask> meant) {
    Set<String> methods = methods(meant);
    List<String> choices = methods.size() > 1
        ? List.copyOf(methods)
        : meant.stream().map(LiveTask::name).toList();
    String listed =
        choices.stream().limit(MOST_CHOICES).map(Shown::name).collect(Collectors.joining(", "));
    return new IllegalArgumentException(Answers.wrap("'" + Shown.line(text) + "' means "
        + choices.size() + " tasks: " + listed
        + (choices.size() > MOST_CHOICES ? " and more" : "") + "; name one of them"));
  }

  /** Returns the refusal of a text that names no task. */
  static IllegalArgumentException noTask(@Nullable String nameOrMethod) {
    String cut = Shown.line(String.valueOf(nameOrMethod));
    return new IllegalArgumentException(
        Answers.wrap("no task '" + cut + "' is registered; showTasks lists them"));
  }

  Outcome enable(LiveTask task) {
    return audited("enable", task.name(), operator -> answer(steering.switchTo(task, true), task));
  }

  Outcome disable(LiveTask task) {
    return audited(
        "disable", task.name(), operator -> answer(steering.switchTo(task, false), task));
  }

  Outcome toggle(LiveTask task) {
    return audited("toggle", task.name(), operator -> answer(steering.toggle(task), task));
  }

  Outcome disableEverywhere(LiveTask task) {
    return audited(
        "disableEverywhere",
        task.name(),
        operator -> Outcome.done(
            steering.switchEverywhere(task, false, operator)
                ? task.name()
                    + " is now disabled in every instance\n  others follow within two seconds"
                    + whichOfNamesakes(task)
                : task.name() + " was already disabled in every instance"
                    + whichOfNamesakes(task)));
  }

  Outcome enableEverywhere(LiveTask task) {
    return audited("enableEverywhere", task.name(), operator -> {
      boolean changed = steering.switchEverywhere(task, true, operator);
      return Outcome.done(task.name()
          + (changed ? " is no longer" : " was not")
          + " disabled in every instance"
          + (task.enabled()
              ? ""
              : "\n  here its own switch is off still, and enable() switches it on")
          + (changed ? "\n  others follow within two seconds" : "")
          + whichOfNamesakes(task));
    });
  }

  private Outcome answer(Switched switched, LiveTask task) {
    return Outcome.of(
        switched,
        task.name()
            + verb(switched, task)
            + word(switched.on())
            + kept(switched)
            + others(switched, task));
  }

  private static String word(boolean on) {
    return on ? "enabled" : "disabled";
  }

  private static String verb(Switched switched, LiveTask task) {
    return switched.changed().contains(task) ? " is now " : " was already ";
  }

  /** What became of the other tasks with that switch; and which method it is, if others have that name too. */
  private String others(Switched switched, LiveTask task) {
    Set<LiveTask> changed = new HashSet<>(switched.changed());
    List<String> lines = new ArrayList<>();
    for (LiveTask each : table.switchedWith(task)) {
      String line = each == task ? "" : copy(switched, changed.contains(each), each, task);
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    int more = lines.size() - MOST_LISTED;
    return String.join("", lines.subList(0, Math.min(lines.size(), MOST_LISTED)))
        + (more > 0 ? "\n  and so on for " + more + " more" : "")
        + whichOfNamesakes(task);
  }

  private static String copy(Switched switched, boolean isChanged, LiveTask copy, LiveTask task) {
    boolean isOfMethod = copy.definition().method().equals(task.definition().method());
    String start = "\n  " + copy.name() + ", of the same " + (isOfMethod ? "method, " : "key, ");
    String refused = switched.refused().get(copy);
    if (refused != null) {
      return start + "cannot be switched " + (switched.on() ? "on" : "off") + ": " + refused;
    }
    if (isChanged) {
      return start + "is now " + word(switched.on());
    }
    return copy.enabled() == switched.on() ? "" : start + "is still " + word(copy.enabled());
  }

  /** Which of several classes has the plain name depends on the order in which they were loaded. */
  private String whichOfNamesakes(LiveTask task) {
    boolean hasPlainName = task.name().equals(task.named().plainName());
    Set<String> others = hasPlainName ? methods(table.namesakes(task)) : Set.of();
    return others.isEmpty()
        ? ""
        : "\n  it is " + Shown.name(task.definition().method()) + ", and not "
            + others.stream().limit(MOST_CHOICES).map(Shown::name).collect(Collectors.joining(", "))
            + (others.size() > MOST_CHOICES ? " and more" : "");
  }

  private static String kept(Switched switched) {
    return switched.notKept() == null
        ? ""
        : ", but after a restart it may be "
            + word(!switched.on())
            + " again: switch.file could not be written, "
            + switched.notKept();
  }

  Outcome disableFor(LiveTask task, @Nullable String duration) {
    return audited("disableFor", task.name(), operator -> {
      Duration length = DurationText.parse(String.valueOf(duration));
      Instant until = clock.instant().plus(length);
      Switched switched = steering.disableUntil(task, until);
      return Outcome.of(
          switched,
          task.name()
              + " is now disabled for "
              + DurationText.describe(length)
              + "\n  until "
              + RecordText.shortTime(until)
              + kept(switched)
              + others(switched, task));
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
      audit().note(action, task.name(), operator, answer(switched, task).sentence());
    } catch (TloException e) {
      audit().note(action, task.name(), operator, "refused: " + e.getMessage());
      throw new InvalidAttributeValueException(Answers.wrap(e.getMessage()));
    } catch (InvalidAttributeValueException e) {
      audit().note(action, task.name(), operator, "refused: " + e.getMessage());
      throw e;
    } catch (RuntimeException | Error e) {
      String failed = action + " failed: " + e.getClass().getName();
      audit().note(action, task.name(), operator, failed);
      throw new InvalidAttributeValueException(Answers.wrap(failed));
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

  /**
   * Notes the refusal of a call that fits no operation.
   *
   * @param mbean what the audit calls the MBean
   * @param operation what was asked for, null for nothing
   */
  void noteRefusedCall(String mbean, @Nullable String operation, String why) {
    String cut = String.valueOf(Shown.line(operation));
    audit().note(cut, mbean, Caller.present(), "refused: " + why);
  }

  Outcome trigger(LiveTask task) {
    return audited(
        "trigger", task.name(), operator -> started(task, steering.trigger(task, operator.name())));
  }

  Outcome triggerWith(LiveTask task, @Nullable String arguments) {
    // JConsole turns a typed null into none.
    String text = arguments == null ? "" : arguments;
    return audited(
        "triggerWith",
        task.name(),
        operator -> started(task, steering.triggerWith(task, text, operator.name())));
  }

  private Outcome started(LiveTask task, long id) {
    String way = task.invoker().way();
    String sentence = "Started " + task.name() + " as record " + id
        + (way.isEmpty() ? "" : "\n  " + way) + notStarted(task) + whichOfNamesakes(task);
    return new Outcome(sentence, 1, 0, id);
  }

  /** A name with a number says which copy is meant; the one without may be of a class that nobody uses any more. */
  private String notStarted(LiveTask task) {
    List<LiveTask> others = otherCopies(task);
    return others.isEmpty() ? "" : "\n  and not " + names(others) + ", of the same method";
  }

  private List<LiveTask> otherCopies(LiveTask task) {
    List<LiveTask> others = task.named().isNumbered()
        ? new ArrayList<>()
        : new ArrayList<>(table.ofMethod(task.definition().method()));
    others.remove(task);
    return others;
  }

  private static String names(List<LiveTask> copies) {
    return copies.stream().limit(MOST_CHOICES).map(LiveTask::name).collect(Collectors.joining(", "))
        + (copies.size() > MOST_CHOICES ? " and more" : "");
  }

  Outcome interruptRunning(LiveTask task) {
    return audited("interruptRunning", task.name(), operator -> {
      Interrupted result = steering.interrupt(task, operator.name());
      String sentence = interrupted(task, result) + notInterrupted(task) + whichOfNamesakes(task);
      return new Outcome(sentence, result.reached(), result.missed(), null);
    });
  }

  /** The copies that run as well: one of them may be the one that hangs. */
  private String notInterrupted(LiveTask task) {
    List<LiveTask> others = otherCopies(task);
    others.removeIf(each -> each.running() == 0);
    return others.isEmpty()
        ? ""
        : "\n  not interrupted: "
            + names(others)
            + ", of the same method, which "
            + (others.size() == 1 ? "is" : "are")
            + " running";
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
        + recordedElsewhere(task, result.others())
        + (missed.isEmpty() ? "" : ";\n" + missed);
  }

  /** Its method overrides those of other tasks, which the worker has run. */
  private static String recordedElsewhere(LiveTask task, List<String> others) {
    if (others.isEmpty()) {
      return "";
    }
    return ";\n"
        + count(others.size())
        + (others.size() == 1 ? " is" : " are")
        + " recorded under "
        + others.stream().distinct().collect(Collectors.joining(", "))
        + ", whose method "
        + task.name()
        + " overrides";
  }

  private static String count(int executions) {
    return executions + (executions == 1 ? " execution" : " executions");
  }

  Outcome resetStatistics(LiveTask task) {
    return audited("resetStatistics", task.name(), operator -> {
      task.resetStatistics();
      return Outcome.done("Statistics of " + task.name() + " are reset; its records stay");
    });
  }

  /** Switches all tasks on or off whose name or method matches. */
  Outcome switchMatching(@Nullable String pattern, boolean on) {
    String action = on ? "enableMatching" : "disableMatching";
    return audited(action, String.valueOf(pattern), operator -> {
      List<LiveTask> matching = matching(pattern);
      return summary(steering.switchTo(matching, on), matching.size());
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

  private static Outcome summary(Switched switched, int matching) {
    boolean on = switched.on();
    String state = word(on);
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
    return Outcome.of(switched, text.toString());
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
