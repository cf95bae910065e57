package io.tlo.runtime;

import io.tlo.SettingKey;
import io.tlo.TloSettings;
import io.tlo.execution.FaultListener;
import io.tlo.execution.Forwarder;
import io.tlo.execution.Intervals;
import io.tlo.execution.Recorder;
import io.tlo.execution.Records;
import io.tlo.execution.ResultPolicy;
import io.tlo.execution.TaskTable;
import io.tlo.execution.Timeline;
import io.tlo.execution.Watch;
import io.tlo.execution.Worker;
import io.tlo.fleet.FleetStore;
import io.tlo.registry.InMemoryTaskRegistry;
import io.tlo.registry.NamePattern;
import io.tlo.registry.TaskRegistry;
import io.tlo.state.InMemoryTaskStateStore;
import io.tlo.state.TaskStateStore;
import io.tlo.steering.Audit;
import io.tlo.steering.AuditListener;
import io.tlo.steering.FleetSwitches;
import io.tlo.steering.Steering;
import io.tlo.steering.SwitchFile;
import io.tlo.steering.Switches;
import io.tlo.steering.TriggerPolicy;
import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parts that make TLO, put together as the settings say.
 *
 * <p>Once constructed, tasks can be added and executions are recorded. {@link #forwardTo} brings a custom
 * registry and store, {@link #publish} the MBeans; the {@link #housekeeping} does what
 * is due every second once it is started, {@link #publishing} what others may hold up; {@link #close} ends it all.
 *
 * <p>Thread safety: safe for many threads; each of those is called once at most.
 */
public final class TaskRuntime {

  // The server calls listeners of the application's for each MBean that goes.
  private static final Duration LISTENERS_WAIT = Duration.ofSeconds(2);

  private final TloSettings settings;
  private final FaultListener faults;
  private final InMemoryTaskRegistry memoryRegistry = new InMemoryTaskRegistry();
  private final InMemoryTaskStateStore memoryStore;
  private final @Nullable Forwarder forwarder;
  private final @Nullable FleetLink fleet;
  private final Exclusive exclusive;
  private final TaskTable tasks;
  private final Recorder recorder;
  private final Worker worker;
  private final Audit audit;
  private final Steering steering;
  private final Intervals intervals;
  private final Watch watch;
  private final Records records;
  private final EventRelay events = new EventRelay();
  private final Housekeeping housekeeping;
  private final Housekeeping publishing;
  // Guarded by this, with closed.
  private @Nullable Publication publication;
  private boolean closed;

  /**
   * Puts the parts together.
   *
   * @param customRegistry whether a registry other than the one in memory will be brought
   * @param customStore whether a state store other than the one in memory will be brought
   * @param faults hears of what fails on TLO's own threads
   * @param audited hears of what operators do
   */
  public TaskRuntime(
      TloSettings settings,
      boolean customRegistry,
      boolean customStore,
      FaultListener faults,
      AuditListener audited) {
    this.settings = settings;
    this.faults = faults;
    Timeline timeline = Timeline.system();
    FleetSwitches fleetSwitches =
        new FleetSwitches(customStore ? FleetFilePath.of(settings) : null, timeline, faults);
    Switches switches = switches(settings, fleetSwitches, timeline, faults);
    memoryStore = new InMemoryTaskStateStore(
        settings.number(SettingKey.HISTORY_PER_TASK), settings.number(SettingKey.HISTORY_TOTAL));
    forwarder = customRegistry || customStore
        ? new Forwarder(faults, customStore, settings.number(SettingKey.STORE_QUEUE), timeline)
        : null;
    fleet =
        forwarder == null || !customStore ? null : new FleetLink(fleetSwitches, forwarder, faults);
    exclusive = new Exclusive(settings, faults);
    if (!customStore) {
      // Known now: no call has to wait until there would be a store.
      exclusive.join(null);
    }
    recorder = new Recorder(timeline, results(settings), events, forwarder);
    tasks = new TaskTable(memoryRegistry, memoryStore, timeline, switches, exclusive);
    records = new Records(memoryStore, forwarder, recorder.triggered());
    worker = new Worker(
        recorder,
        settings.number(SettingKey.WORKER_THREADS),
        settings.number(SettingKey.WORKER_QUEUE));
    audit = new Audit(timeline, fleet == null ? audited : fleet.after(audited));
    steering = new Steering(new Steering.Parts(
        tasks, worker, recorder, switches, triggers(settings), audit, timeline, events));
    intervals = new Intervals(worker, recorder);
    watch = new Watch(
        timeline,
        intervals,
        settings.number(SettingKey.OVERRUN_FACTOR),
        settings.number(SettingKey.ABSENCE_FACTOR));
    tasks.listen(intervals);
    tasks.listen(worker);
    tasks.listen(exclusive);
    if (forwarder != null) {
      tasks.listen(forwarder);
    }
    if (fleet != null) {
      tasks.listen(fleet);
    }
    housekeeping = new Housekeeping(faults);
    publishing = new Housekeeping(faults);
    housekeeping.add(memoryStore::trim);
    housekeeping.add(timeline::correct);
    housekeeping.add(recorder::endAbandoned);
    housekeeping.add(recorder::lookAtInterrupts);
    housekeeping.add(steering::endPauses);
  }

  private static Switches switches(
      TloSettings settings, FleetSwitches fleet, Timeline timeline, FaultListener faults) {
    List<NamePattern> off = new ArrayList<>();
    for (String pattern : settings.list(SettingKey.DISABLED)) {
      off.add(NamePattern.of(pattern));
    }
    String path = settings.text(SettingKey.SWITCH_FILE);
    SwitchFile file =
        path.isEmpty() ? null : SwitchFile.open(new File(path), Clock.systemUTC(), faults);
    return new Switches(off, file, fleet, timeline, faults);
  }

  private static TriggerPolicy triggers(TloSettings settings) {
    return TriggerPolicy.valueOf(settings.text(SettingKey.TRIGGER).toUpperCase(Locale.ROOT));
  }

  private static ResultPolicy results(TloSettings settings) {
    return ResultPolicy.valueOf(settings.text(SettingKey.RESULTS).toUpperCase(Locale.ROOT));
  }

  /** Returns the settings in force. */
  public TloSettings settings() {
    return settings;
  }

  /** Returns the tasks. */
  public TaskTable tasks() {
    return tasks;
  }

  /** Returns what records executions. */
  public Recorder recorder() {
    return recorder;
  }

  /** Returns what runs tasks. */
  public Worker worker() {
    return worker;
  }

  /** Returns what switches and triggers tasks. */
  public Steering steering() {
    return steering;
  }

  /** Returns who did what. */
  public Audit audit() {
    return audit;
  }

  /** Returns what gives recurring tasks their turns. */
  public Intervals intervals() {
    return intervals;
  }

  /** Returns what sees whether tasks overrun or are absent. */
  public Watch watch() {
    return watch;
  }

  /** Returns the registry in memory. */
  public InMemoryTaskRegistry memoryRegistry() {
    return memoryRegistry;
  }

  /** Returns the state store in memory. */
  public InMemoryTaskStateStore memoryStore() {
    return memoryStore;
  }

  /** Returns whether there is, or will be, a state store other than the one in memory. */
  boolean hasCustomStore() {
    return fleet != null;
  }

  /** Returns what does the work that is due every second, and keeps time: nothing in it waits for anybody else. */
  public Housekeeping housekeeping() {
    return housekeeping;
  }

  /** Returns what does that work of every second which others may hold up: listeners, or who reads stderr. */
  public Housekeeping publishing() {
    return publishing;
  }

  /**
   * Starts to take definitions and executions to these, and to agree with other instances through the store if it
   * is a {@link FleetStore}; with neither, nothing is taken any more.
   */
  public void forwardTo(@Nullable TaskRegistry registry, @Nullable TaskStateStore store) {
    FleetStore shared = store instanceof FleetStore each ? each : null;
    if (fleet != null && shared != null) {
      fleet.join(shared, steering);
    }
    exclusive.join(shared);
    if (forwarder == null) {
      return;
    }
    if (registry == null && store == null) {
      forwarder.abandon();
    } else {
      forwarder.start(registry, store);
    }
  }

  /**
   * Publishes MBeans in the platform's server, for the tasks there are and those that come; nothing happens
   * once this is closed.
   *
   * @param context what to tell this apart by if there is another in this JVM
   */
  public synchronized void publish(String context) {
    if (closed) {
      return;
    }
    Publication opened = new Publication(this, records, context, faults);
    publication = opened;
    events.to(opened.publisher());
    publishing.add(opened);
    tasks.listen(opened);
  }

  /**
   * Ends everything: no turns, no triggers, no MBeans. What cannot be ended is told, and the rest is ended.
   *
   * @param lastWait how long records may take to reach a custom store
   */
  public void close(Duration lastWait) {
    Closing closing = new Closing(faults);
    // What others see comes first: nobody steers what is being taken apart.
    closing.step("housekeeping", housekeeping::close);
    closing.step("publishing", publishing::close);
    closing.stepAside("the MBeans", LISTENERS_WAIT, this::closePublication);
    closing.step("turns of intervals", intervals::close);
    closing.step("the leases of exclusive tasks", exclusive::close);
    closing.step("the worker", worker::close);
    closing.step("the link to other instances", () -> closeFleet(lastWait));
    closing.step("what is on its way to a custom store", () -> closeForwarder(lastWait));
  }

  private synchronized void closePublication() {
    closed = true;
    if (publication != null) {
      events.to(null);
      publication.close();
    }
  }

  /** Waits until what is on its way to a custom store is there, for at most this long. */
  public void flush(Duration atMost) {
    if (forwarder != null) {
      forwarder.flush(atMost);
    }
    if (fleet != null) {
      fleet.flush();
    }
  }

  /** Tells the store that instances share that this one ends in order, with its JVM; takes as long as the store does. */
  public void endInstance() {
    if (fleet != null) {
      fleet.endInstance();
    }
  }

  /** Tells at the end how much waits for a custom store that has not come, if any does. */
  public void tellUnstored() {
    if (forwarder != null) {
      forwarder.tellUnstored();
    }
  }

  private void closeFleet(Duration lastWait) {
    if (fleet != null) {
      fleet.close(lastWait);
    }
  }

  private void closeForwarder(Duration lastWait) {
    if (forwarder != null) {
      forwarder.close(lastWait);
    }
  }
}
