package io.tlo.steering;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.execution.Interrupted;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Recorder;
import io.tlo.execution.Switch;
import io.tlo.execution.TaskEvents;
import io.tlo.execution.TaskTable;
import io.tlo.execution.Timeline;
import io.tlo.execution.Worker;
import io.tlo.fleet.SwitchedOff;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What an operator, or the program through its context, can do with tasks.
 *
 * <p>Thread safety: safe for many threads. Switches are put one after the other, so that memory and file
 * always agree; executions do not wait for that.
 */
public final class Steering {

  private static final Object[] NO_ARGUMENTS = {};

  private final TaskTable table;
  private final Worker worker;
  private final Recorder recorder;
  private final Switches switches;
  private final TriggerPolicy triggers;
  private final Audit audit;
  private final Timeline timeline;
  private final TaskEvents events;
  private final ReentrantLock switching = new ReentrantLock();

  /**
   * What steering needs.
   *
   * @param table the tasks
   * @param worker runs triggered ones
   * @param recorder knows those that run
   * @param switches keeps what is switched
   * @param triggers which tasks may be triggered
   * @param audit is told what happens later
   * @param timeline tells the time
   * @param events hears of switches
   */
  public record Parts(
      TaskTable table,
      Worker worker,
      Recorder recorder,
      Switches switches,
      TriggerPolicy triggers,
      Audit audit,
      Timeline timeline,
      TaskEvents events) {}

  /** Creates a steering. */
  public Steering(Parts parts) {
    this.table = parts.table();
    this.worker = parts.worker();
    this.recorder = parts.recorder();
    this.switches = parts.switches();
    this.triggers = parts.triggers();
    this.audit = parts.audit();
    this.timeline = parts.timeline();
    this.events = parts.events();
  }

  /** Returns what operators did. */
  public Audit audit() {
    return audit;
  }

  /**
   * Switches a task on, or off without end; every call that begins after this has returned sees it. The copies of its
   * class in other loaders are switched with it, and the jobs of other classes with its key, also those that come
   * later; a copy that is listed with a number is switched alone.
   *
   * @throws TloException with {@link Reason#NOT_SWITCHABLE} if it cannot be switched off
   */
  public Switched switchTo(LiveTask task, boolean on) {
    Switch next = on ? Switch.ON : Switch.OFF;
    task.requireMayBecome(next);
    requireNotOffEverywhere(task, next);
    return putMeant(task, next);
  }

  /** Puts the switch of a task, and of those that are meant with it, there. */
  private Switched putMeant(LiveTask task, Switch next) {
    switching.lock();
    try {
      // Before the others are looked up: one that comes meanwhile begins so, or is found.
      switches.remember(task.definition().method(), next);
      return put(meantWith(task, next), next, true);
    } finally {
      switching.unlock();
    }
  }

  private List<LiveTask> meantWith(LiveTask task, Switch next) {
    List<LiveTask> meant = new ArrayList<>();
    meant.add(task);
    if (!task.named().isNumbered()) {
      for (LiveTask each : table.switchedWith(task)) {
        // One that is off without end would come back though nobody said so.
        boolean staysOff = next.until() != null && isOffWithoutEnd(each);
        if (each != task && !staysOff) {
          meant.add(each);
        }
      }
    }
    return meant;
  }

  private static boolean isOffWithoutEnd(LiveTask task) {
    return !task.enabled() && task.disabledUntil() == null;
  }

  private void requireNotOffEverywhere(LiveTask task, Switch next) {
    String why = next.on() ? offEverywhere(task) : null;
    if (why != null) {
      throw new TloException(
          Reason.TASK_DISABLED, "task '" + task.name() + "' cannot be switched on here: " + why);
    }
  }

  private @Nullable String offEverywhere(LiveTask task) {
    return task.offEverywhere()
        ? "it is off in every instance of the application, switched off"
            + switches.fleet().whoSwitchedOff(task.definition().method())
            + "; enableEverywhere ends that"
        : null;
  }

  /**
   * Switches a task off in every instance of the application, or ends that. In this one it has happened when this
   * returns; where the task's own switch stands in each instance stays as it is.
   *
   * @param operator who wants it
   * @return whether that changed anything
   * @throws TloException with {@link Reason#NOT_SWITCHABLE} if it cannot be switched off, with {@link
   *     Reason#STORE_UNAVAILABLE} if there is no store that instances share or it cannot be reached
   */
  public boolean switchEverywhere(LiveTask task, boolean on, Operator operator) {
    task.requireMayBecome(on ? Switch.ON : Switch.OFF);
    boolean changed = switches.fleet().put(task.definition().method(), on, operator);
    followFleet();
    return changed;
  }

  /**
   * Takes over what the shared store said is off in every instance.
   *
   * @param seenPuts what {@link FleetSwitches#puts} returned before it was asked
   */
  public void takeOver(List<SwitchedOff> said, long seenPuts) {
    if (switches.fleet().takeOver(said, seenPuts)) {
      followFleet();
    }
  }

  private void followFleet() {
    table.list().forEach(this::followFleet);
  }

  /** Puts a task to what is known of all instances. */
  private void followFleet(LiveTask task) {
    switching.lock();
    try {
      boolean off = switches.isOffEverywhere(task.definition(), task.notSwitchable());
      if (off != task.offEverywhere()) {
        boolean before = task.enabled();
        task.switchEverywhere(off);
        tell(task, before);
      }
    } finally {
      switching.unlock();
    }
  }

  private void tell(LiveTask task, boolean before) {
    if (before != task.enabled()) {
      events.switched(task, task.enabled());
    }
  }

  /**
   * Switches these tasks on, or off without end, and no others; those that cannot be switched off stay on. For tasks
   * that come later only what this changed is kept: of the others nobody said what they should start as.
   */
  public Switched switchTo(List<LiveTask> tasks, boolean on) {
    return put(tasks, on ? Switch.ON : Switch.OFF, false);
  }

  /** Switches a task, and those that {@link #switchTo(LiveTask, boolean)} switches with it, to what it is not. */
  public Switched toggle(LiveTask task) {
    switching.lock();
    try {
      return switchTo(task, !task.enabled());
    } finally {
      switching.unlock();
    }
  }

  /**
   * Switches a task off for a while; then it is on again, within a second, and turns that were missed
   * are not made up for. Other tasks are switched with it as {@link #switchTo(LiveTask, boolean)} does; those that
   * are off without end stay so.
   *
   * @throws TloException with {@link Reason#NOT_SWITCHABLE} if it cannot be switched off, with {@link
   *     Reason#TASK_DISABLED} if it is off without end: it would come back though nobody said so
   */
  public Switched disableUntil(LiveTask task, Instant until) {
    Switch next = Switch.offUntil(until);
    task.requireMayBecome(next);
    String everywhere = offEverywhere(task);
    if (everywhere != null) {
      throw new TloException(
          Reason.TASK_DISABLED,
          "task '" + task.name() + "' would not come back by itself: " + everywhere);
    }
    switching.lock();
    try {
      if (isOffWithoutEnd(task)) {
        throw new TloException(
            Reason.TASK_DISABLED,
            "task '"
                + task.name()
                + "' is disabled already, without end; enable it first if it is to come back by itself");
      }
      return putMeant(task, next);
    } finally {
      switching.unlock();
    }
  }

  private Switched put(List<LiveTask> tasks, Switch next, boolean keepsUnchanged) {
    List<LiveTask> changed = new ArrayList<>();
    List<LiveTask> unchanged = new ArrayList<>();
    Map<LiveTask, String> refused = new LinkedHashMap<>();
    switching.lock();
    try {
      for (LiveTask task : tasks) {
        String why = next.on() ? offEverywhere(task) : task.notSwitchable();
        if (why != null) {
          refused.put(task, why);
        } else {
          (put(task, next) ? changed : unchanged).add(task);
        }
      }
      List<LiveTask> kept = new ArrayList<>(changed);
      if (keepsUnchanged) {
        // It may have stood there for another reason than that somebody wants it so.
        kept.addAll(unchanged);
      }
      return new Switched(next.on(), changed, unchanged, refused, keep(kept, next));
    } finally {
      switching.unlock();
    }
  }

  private boolean put(LiveTask task, Switch next) {
    Switch stood = task.position();
    boolean before = task.enabled();
    task.switchTo(next);
    tell(task, before);
    return !stood.equals(next);
  }

  private @Nullable String keep(List<LiveTask> tasks, Switch next) {
    Map<String, Switch> positions = new LinkedHashMap<>();
    tasks.forEach(task -> positions.put(task.definition().method(), next));
    return positions.isEmpty() ? null : switches.keep(positions);
  }

  /** Puts the switch of a task that came back to where it stood when the task went. */
  public void carryOver(LiveTask before, LiveTask again) {
    switching.lock();
    try {
      Switch stood = before.position();
      if (!stood.equals(again.position())) {
        put(again, stood);
      }
    } finally {
      switching.unlock();
    }
  }

  /** Every second: switches those tasks on again that were switched off until now. */
  public void endPauses() {
    for (LiveTask task : table.list()) {
      Instant until = task.disabledUntil();
      if (until != null && !timeline.now().isBefore(until) && endPause(task, until)) {
        audit.note("enable", task.name(), Operator.SELF, task.name() + backAgain(task));
      }
    }
  }

  private static String backAgain(LiveTask task) {
    return task.enabled()
        ? " is enabled again"
        : ": its own switch is on again, and it is off in every instance";
  }

  private boolean endPause(LiveTask task, Instant until) {
    // A disk may let an operator wait; the thread that keeps house must not wait too, and asks
    // again.
    if (!switching.tryLock()) {
      return false;
    }
    try {
      // Somebody may have switched it meanwhile. Nothing is written: in the file the time has
      // passed as well.
      return until.equals(task.disabledUntil()) && put(task, Switch.ON);
    } finally {
      switching.unlock();
    }
  }

  /**
   * Runs a task without parameters now, on the worker.
   *
   * @param by who wants it
   * @return the id of its record, which is pending until it begins
   * @throws TloException with {@link Reason#TASK_DISABLED} if the task is off, {@link
   *     Reason#NOT_RUNNABLE} if it cannot or may not be run, {@link Reason#QUEUE_FULL} if too many wait
   */
  public long trigger(LiveTask task, String by) {
    requireAllowed(task);
    return worker.trigger(task, NO_ARGUMENTS, by);
  }

  /**
   * Runs a task now, on the worker, with arguments.
   *
   * @param arguments as one text, separated by commas or a JSON array; blank for none
   * @param by who wants it
   * @return the id of its record, which is pending until it begins
   * @throws TloException as {@link #trigger} does; with {@link Reason#INVALID_ARGUMENTS} if the
   *     arguments do not fit the method
   */
  public long triggerWith(LiveTask task, String arguments, String by) {
    requireAllowed(task);
    return worker.trigger(task, values(task, arguments), by);
  }

  private static @Nullable Object[] values(LiveTask task, String arguments) {
    try {
      return task.invoker().arguments(arguments);
    } catch (TloException e) {
      throw new TloException(
          e.reason(), "task '" + task.name() + "' cannot be run: " + e.getMessage());
    }
  }

  /** Before any argument is looked at: that may initialise classes of the application. */
  private void requireAllowed(LiveTask task) {
    if (!task.enabled()) {
      throw new TloException(
          Reason.TASK_DISABLED, "task '" + task.name() + "' is disabled; enable it first");
    }
    String forbidden = triggers.refusal(task.definition());
    if (forbidden != null) {
      throw new TloException(
          Reason.NOT_RUNNABLE, "task '" + task.name() + "' cannot be triggered: " + forbidden);
    }
  }

  /**
   * Interrupts the running executions of a task; those that wait to begin are left alone.
   *
   * @param by who wants it
   */
  public Interrupted interrupt(LiveTask task, String by) {
    return recorder.interrupt(task, by);
  }
}
