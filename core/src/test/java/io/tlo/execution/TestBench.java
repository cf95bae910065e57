package io.tlo.execution;

import io.tlo.fleet.AuditEntry;
import io.tlo.registry.InMemoryTaskRegistry;
import io.tlo.registry.NamePattern;
import io.tlo.registry.NamedTask;
import io.tlo.registry.TaskDefinition;
import io.tlo.state.InMemoryTaskStateStore;
import io.tlo.state.StateEntry;
import io.tlo.state.TaskStateRecord;
import io.tlo.steering.Audit;
import io.tlo.steering.AuditListener;
import io.tlo.steering.FleetFile;
import io.tlo.steering.FleetSwitches;
import io.tlo.steering.Steering;
import io.tlo.steering.SwitchFile;
import io.tlo.steering.Switches;
import io.tlo.steering.TriggerPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The parts of the execution put together, with a clock that stands still until it is told to go on. */
public final class TestBench implements AutoCloseable, TaskEvents, FaultListener, AuditListener {

  private static final long START = 5_000_000_000L;

  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  public final InMemoryTaskStateStore store;
  public final TaskTable table;
  public final Recorder recorder;
  public final Worker worker;
  public final Audit audit;
  public final Steering steering;
  public final Intervals intervals;
  public final Watch watch;
  public final Records records;
  public final List<String> faults = new CopyOnWriteArrayList<>();
  public final List<Long> failures = new CopyOnWriteArrayList<>();
  /** What was switched, as {@code Orders.ship off}. */
  public final List<String> events = new CopyOnWriteArrayList<>();

  public final List<AuditEntry> audited = new CopyOnWriteArrayList<>();
  private final AtomicLong nanos = new AtomicLong(START);
  /** Shows noon, and goes on with the other clock. */
  public final Clock clock = new Clock() {
    @Override
    public Instant instant() {
      return NOON.plusNanos(nanos.get() - START);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  };

  private volatile @Nullable TaskEvents further;

  public final FleetSwitches fleetSwitches;

  public TestBench() {
    this(null, ResultPolicy.SAFE, 2, 16);
  }

  public TestBench(@Nullable Forwarder forwarder) {
    this(forwarder, ResultPolicy.SAFE, 2, 16);
  }

  TestBench(@Nullable Forwarder forwarder, ResultPolicy results, int threads, int queue) {
    this(forwarder, results, threads, queue, List.of(), null, TriggerPolicy.ALL, null);
  }

  public TestBench(FleetFile fleet) {
    this(null, ResultPolicy.SAFE, 2, 16, List.of(), null, TriggerPolicy.ALL, fleet);
  }

  public TestBench(List<NamePattern> off, @Nullable SwitchFile file, TriggerPolicy triggers) {
    this(null, ResultPolicy.SAFE, 2, 16, off, file, triggers, null);
  }

  private TestBench(
      @Nullable Forwarder forwarder,
      ResultPolicy results,
      int threads,
      int queue,
      List<NamePattern> off,
      @Nullable SwitchFile file,
      TriggerPolicy triggers,
      @Nullable FleetFile fleet) {
    Timeline timeline = new Timeline(nanos::get, clock);
    fleetSwitches = new FleetSwitches(fleet, timeline, this);
    Switches switches = new Switches(off, file, fleetSwitches, timeline, this);
    store = new InMemoryTaskStateStore(100, 10_000);
    table = new TaskTable(new InMemoryTaskRegistry(), store, timeline, switches, Admissions.FREE);
    recorder = new Recorder(timeline, results, this, forwarder);
    worker = new Worker(recorder, threads, queue);
    audit = new Audit(timeline, this);
    steering = new Steering(
        new Steering.Parts(table, worker, recorder, switches, triggers, audit, timeline, this));
    intervals = new Intervals(worker, recorder);
    watch = new Watch(timeline, intervals, 3, 3);
    records = new Records(store, forwarder, recorder.triggered());
    table.listen(intervals);
    table.listen(worker);
    if (forwarder != null) {
      table.listen(forwarder);
    }
  }

  /** Has somebody else hear of events as well. */
  public void tell(TaskEvents listener) {
    further = listener;
  }

  public void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** Returns what the clock shows. */
  public long nanos() {
    return nanos.get();
  }

  /** What a task does. */
  public interface Body {
    @Nullable
    Object run(@Nullable Object[] arguments) throws Throwable;
  }

  public LiveTask task(String group, String name, Body body) {
    return task(TaskDefinition.builder(group, name, "com.acme." + group + "." + name + "()"), body);
  }

  public LiveTask task(TaskDefinition.Builder definition, Body body) {
    return table.add(definition.build(), new TestInvoker(recorder, body), TaskTraits.PLAIN);
  }

  public LiveTask task(TaskDefinition.Builder definition, TaskTraits traits) {
    return table.add(definition.build(), new TestInvoker(recorder, none -> null), traits);
  }

  /** A task's copy of another class loader, listed with that number. */
  public LiveTask numbered(LiveTask first, int number) {
    TaskDefinition plain = first.named().plain();
    TaskDefinition listed = plain.named(plain.group(), plain.shortName() + "#" + number);
    return table.add(
        new NamedTask(listed, plain, first.named().className()),
        new TestInvoker(recorder, none -> null),
        first.traits());
  }

  /** A task of another class with the same simple name. */
  public LiveTask namesake(LiveTask first, String className) {
    TaskDefinition of = first.named().plain();
    TaskDefinition plain = TaskDefinition.builder(
            of.group(), of.shortName(), className + "." + of.shortName() + "()")
        .build();
    return table.add(
        new NamedTask(plain.named(className, plain.shortName()), plain, className),
        new TestInvoker(recorder, none -> null),
        TaskTraits.PLAIN);
  }

  public LiveTask task(Body body) {
    return task("Orders", "ship", body);
  }

  public LiveTask idle() {
    return task(none -> null);
  }

  /** Lets one execution of a task begin and end as the program's own call. */
  public void succeed(LiveTask task, @Nullable Object result) {
    recorder.end(task, recorder.begin(task), result, null);
  }

  public void fail(LiveTask task, Throwable thrown) {
    recorder.end(task, recorder.begin(task), null, thrown);
  }

  public TaskStateRecord newest(LiveTask task) {
    return records.latest(task.name(), 1).get(0);
  }

  @Override
  public void failed(LiveTask task, StateEntry execution) {
    failures.add(execution.id());
    TaskEvents other = further;
    if (other != null) {
      other.failed(task, execution);
    }
  }

  @Override
  public void switched(LiveTask task, boolean on) {
    events.add(task.name() + (on ? " on" : " off"));
    TaskEvents other = further;
    if (other != null) {
      other.switched(task, on);
    }
  }

  @Override
  public void audited(AuditEntry entry) {
    audited.add(entry);
  }

  @Override
  public void fault(String sentence, @Nullable Throwable cause) {
    faults.add(sentence);
  }

  @Override
  public void close() {
    intervals.close();
    worker.close();
  }
}
