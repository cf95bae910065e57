package io.tlo.execution;

import io.tlo.TloException;
import io.tlo.registry.InMemoryTaskRegistry;
import io.tlo.registry.NamedTask;
import io.tlo.registry.TaskDefinition;
import io.tlo.registry.TaskNaming;
import io.tlo.state.InMemoryTaskStateStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The tasks there are now, by name, in the order they came; and the numbers of those that are gone.
 *
 * <p>Thread safety: safe, by one lock. The recording of executions never comes here.
 */
public final class TaskTable {

  private final InMemoryTaskRegistry registry;
  private final InMemoryTaskStateStore history;
  private final Timeline timeline;
  private final SwitchSource switches;
  private final Admissions admissions;
  private final Map<String, LiveTask> tasks = new LinkedHashMap<>();
  private final List<TaskListener> listeners = new CopyOnWriteArrayList<>();
  private final List<ExecutionCounters> goneButRunning = new ArrayList<>();
  // Those taken out, by themselves; their executions still count.
  private final Set<LiveTask> takenOut = new HashSet<>();
  private ExecutionTotals gone = ExecutionTotals.NONE;

  /**
   * Creates an empty table.
   *
   * @param registry gets the definitions; it decides which names are free
   * @param history gets the histories
   * @param switches tells whether a task that comes is on or off
   * @param admissions tells which tasks are not free to run in this JVM
   */
  public TaskTable(
      InMemoryTaskRegistry registry,
      InMemoryTaskStateStore history,
      Timeline timeline,
      SwitchSource switches,
      Admissions admissions) {
    this.registry = registry;
    this.history = history;
    this.timeline = timeline;
    this.switches = switches;
    this.admissions = admissions;
  }

  /** Adds a listener, which also hears of the tasks that are there already. */
  public synchronized void listen(TaskListener listener) {
    tasks.values().forEach(listener::added);
    listeners.add(listener);
  }

  /**
   * Adds a task that is meant by the name of its definition alone.
   *
   * @throws TloException with {@link TloException.Reason#DUPLICATE_TASK} if there is one of that name
   */
  public LiveTask add(TaskDefinition definition, TaskInvoker invoker, TaskTraits traits) {
    return add(NamedTask.alone(definition), invoker, traits);
  }

  /**
   * Adds a task.
   *
   * @throws TloException with {@link TloException.Reason#DUPLICATE_TASK} if there is one of the name that it is to
   *     be listed by
   */
  public synchronized LiveTask add(NamedTask named, TaskInvoker invoker, TaskTraits traits) {
    TaskDefinition definition = named.definition();
    registry.register(definition);
    LiveTask task = new LiveTask(
        named,
        invoker,
        traits,
        initial(named, traits.notSwitchable()),
        history.history(definition.name()),
        timeline);
    tasks.put(task.name(), task);
    for (TaskListener listener : listeners) {
      listener.added(task);
    }
    return task;
  }

  private LiveTask.Initial initial(NamedTask named, @Nullable String notSwitchable) {
    return new LiveTask.Initial(
        switches.initial(named, notSwitchable),
        switches.isOffEverywhere(named.definition(), notSwitchable),
        admissions.of(named, notSwitchable));
  }

  /**
   * Removes a task, also one that was taken out; its numbers stay in the totals, its records are dropped. Executions that
   * run may end; none begins any more.
   */
  public synchronized void remove(LiveTask task) {
    takeOut(task);
    if (takenOut.remove(task)) {
      history.forget(task.history());
      goneButRunning.add(task.counters());
      foldGone();
    }
  }

  /**
   * Takes a task out of the table whose executions may still begin; {@link #remove} says that they do no more. Its
   * numbers stay in the totals, its records are dropped.
   */
  public synchronized void takeOut(LiveTask task) {
    if (!tasks.remove(task.name(), task)) {
      return;
    }
    for (TaskListener listener : listeners) {
      listener.removed(task);
    }
    registry.remove(task.name());
    history.setAside(task.name());
    takenOut.add(task);
  }

  /** Adds up the numbers of those tasks that are gone and no longer change. */
  private void foldGone() {
    goneButRunning.removeIf(counters -> {
      ExecutionTotals totals = counters.total();
      boolean settled = totals.running() == 0;
      if (settled) {
        gone = gone.plus(totals);
      }
      return settled;
    });
  }

  /**
   * Returns the tasks that a text means, in the order they came: the one that is listed by that name; else those of
   * that full method, several if their class is there in several loaders; else those whose plain name it is, with or
   * without the full name of their class.
   *
   * @return empty if it means none
   */
  public synchronized List<LiveTask> meantBy(String text) {
    LiveTask listed = tasks.get(text);
    if (listed != null) {
      return List.of(listed);
    }
    List<LiveTask> ofMethod = ofMethod(text);
    if (!ofMethod.isEmpty()) {
      return ofMethod;
    }
    List<LiveTask> called = new ArrayList<>();
    for (LiveTask each : tasks.values()) {
      if (text.equals(each.named().plainName()) || text.equals(each.named().fullName())) {
        called.add(each);
      }
    }
    return called;
  }

  /** Returns the tasks of a full method, in the order they came; several if their class is there in several loaders. */
  public synchronized List<LiveTask> ofMethod(String method) {
    List<LiveTask> found = new ArrayList<>();
    for (LiveTask each : tasks.values()) {
      if (each.definition().method().equals(method)) {
        found.add(each);
      }
    }
    return found;
  }

  /** Returns a task and those that share its switch, in the order they came: of its method, or of another class's job with its key. */
  public synchronized List<LiveTask> switchedWith(LiveTask task) {
    String wanted = TaskNaming.switchedAs(task.definition().method());
    List<LiveTask> found = new ArrayList<>();
    for (LiveTask each : tasks.values()) {
      if (TaskNaming.switchedAs(each.definition().method()).equals(wanted)) {
        found.add(each);
      }
    }
    return found;
  }

  /** Returns the tasks of other methods that have the same plain name, in the order they came. */
  public synchronized List<LiveTask> namesakes(LiveTask task) {
    List<LiveTask> found = new ArrayList<>();
    for (LiveTask each : tasks.values()) {
      boolean isOther = !each.definition().method().equals(task.definition().method());
      if (isOther && each.named().plainName().equals(task.named().plainName())) {
        found.add(each);
      }
    }
    return found;
  }

  /** Returns the tasks in the order they came; a copy. */
  public synchronized List<LiveTask> list() {
    return new ArrayList<>(tasks.values());
  }

  /** Returns the numbers of all tasks since start, also of those that are gone. */
  public synchronized ExecutionTotals totals() {
    foldGone();
    ExecutionTotals totals = gone;
    for (ExecutionCounters counters : goneButRunning) {
      totals = totals.plus(counters.total());
    }
    for (LiveTask task : takenOut) {
      totals = totals.plus(task.counters().total());
    }
    for (LiveTask task : tasks.values()) {
      totals = totals.plus(task.counters().total());
    }
    return totals;
  }
}
