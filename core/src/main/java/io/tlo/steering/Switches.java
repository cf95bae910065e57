package io.tlo.steering;

import io.tlo.execution.FaultListener;
import io.tlo.execution.Switch;
import io.tlo.execution.SwitchSource;
import io.tlo.execution.Timeline;
import io.tlo.registry.NamePattern;
import io.tlo.registry.NamedTask;
import io.tlo.registry.TaskDefinition;
import io.tlo.registry.TaskNaming;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the switch of a task stands when the task comes, and where operators' switches are kept: by full method, so
 * that a class that is loaded anew begins as it was switched last; and by the key of a job, whatever its class.
 *
 * <p>What an operator switched, since the start or before it if there is a file of it, comes before the patterns of
 * tasks that start switched off, and these before what the task itself declares.
 *
 * <p>Thread safety: safe for many threads.
 */
public final class Switches implements SwitchSource {

  private final List<NamePattern> off;
  private final @Nullable SwitchFile file;
  private final FleetSwitches fleet;
  private final Timeline timeline;
  private final FaultListener faults;
  // One for each method, or key of a job, that was ever switched: its class may come again, or
  // another one.
  private final Map<String, Switch> lastPut = new ConcurrentHashMap<>();
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * Creates the switches.
   *
   * @param off tasks that start switched off
   * @param file keeps switches over a restart, null for nothing
   * @param fleet which tasks are off in every instance
   * @param timeline tells when a switch that is off for a while comes back
   * @param faults hears of tasks that should be off and cannot be
   */
  public Switches(
      List<NamePattern> off,
      @Nullable SwitchFile file,
      FleetSwitches fleet,
      Timeline timeline,
      FaultListener faults) {
    this.off = List.copyOf(off);
    this.file = file;
    this.fleet = fleet;
    this.timeline = timeline;
    this.faults = faults;
  }

  @Override
  public Switch initial(NamedTask task, @Nullable String notSwitchable) {
    TaskDefinition definition = task.definition();
    Switch wanted = wanted(task);
    if (wanted.on() || notSwitchable == null) {
      return wanted;
    }
    if (definition.enabled()) {
      tellItRuns(definition, "start switched off (settings disabled, switch.file)", notSwitchable);
    }
    return Switch.ON;
  }

  @Override
  public boolean isOffEverywhere(TaskDefinition definition, @Nullable String notSwitchable) {
    if (!fleet.isOff(definition.method())) {
      return false;
    }
    if (notSwitchable != null && told.add(definition.method())) {
      tellItRuns(definition, "be off in every instance", notSwitchable);
    }
    return notSwitchable == null;
  }

  private void tellItRuns(TaskDefinition definition, String what, String notSwitchable) {
    faults.fault(
        "task '" + definition.name() + "' should " + what + " and cannot: " + notSwitchable
            + "; it runs",
        null);
  }

  /** Returns which tasks are off in every instance. */
  FleetSwitches fleet() {
    return fleet;
  }

  private Switch wanted(NamedTask task) {
    TaskDefinition definition = task.definition();
    Switch kept = kept(definition.method());
    if (kept != null) {
      return kept;
    }
    for (NamePattern pattern : off) {
      if (pattern.matches(task)) {
        return Switch.OFF;
      }
    }
    return definition.enabled() ? Switch.ON : Switch.OFF;
  }

  private @Nullable Switch kept(String method) {
    Switch last = lastPut.get(TaskNaming.switchedAs(method));
    if (last != null) {
      return last.isBackAt(timeline.now()) ? Switch.ON : last;
    }
    return file == null ? null : file.get(method);
  }

  /** Has the tasks of a method begin like this from now on, while this process lasts. */
  void remember(String method, Switch position) {
    lastPut.put(TaskNaming.switchedAs(method), position);
  }

  /**
   * Keeps what an operator switched, for tasks that come later and for after a restart.
   *
   * @param changes switches by full method
   * @return why they could not be kept and will not hold after a restart; null if all is well
   */
  @Nullable
  String keep(Map<String, Switch> changes) {
    changes.forEach(this::remember);
    if (file == null) {
      return null;
    }
    try {
      file.put(changes);
      return null;
    } catch (IOException | RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
