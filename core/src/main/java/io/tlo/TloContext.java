package io.tlo;

import io.tlo.TloException.Reason;
import io.tlo.execution.LiveTask;
import io.tlo.execution.TaskTraits;
import io.tlo.registry.TaskDefinition;
import io.tlo.registry.TaskRegistry;
import io.tlo.runtime.CustomClass;
import io.tlo.runtime.MethodTasks;
import io.tlo.runtime.NamedStore;
import io.tlo.runtime.TaskRuntime;
import io.tlo.state.TaskStateStore;
import io.tlo.state.TaskStateStoreProvider;
import io.tlo.steering.Operator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Registers and runs background tasks in this program: the library's front door.
 *
 * <pre>{@code
 * try (TloContext context = TloContext.create()) {
 *   context.register(new OrderService());
 *   context.submit("OrderService.ship", "4711").join();
 * }
 * }</pre>
 *
 * <p>Tasks with an interval run as soon as they are registered, until they or the context are closed.
 * Unless the setting {@code jmx} is off, the tasks are published as MBeans. Under the agent the same
 * methods are recorded and published by the agent; the context then publishes nothing, and keeps its
 * own records as always.
 *
 * <p>Thread safety: safe for many threads.
 */
public final class TloContext implements AutoCloseable {

  private static final Duration LAST_WAIT = Duration.ofSeconds(2);

  private final TaskRuntime runtime;
  private final String name;
  private final TaskRegistry registry;
  private final TaskStateStore stateStore;
  private final @Nullable AgentLink agent;
  private final AtomicBoolean closed = new AtomicBoolean();

  private TloContext(Builder builder, TloSettings settings) {
    this.name = builder.name;
    TaskRegistry customRegistry = builder.registry(settings);
    TaskStateStore customStore = builder.stateStore(settings);
    this.runtime = new TaskRuntime(
        settings, customRegistry != null, customStore != null, new LibraryFaults(), audited -> {});
    this.registry = customRegistry != null ? customRegistry : runtime.memoryRegistry();
    this.stateStore = customStore != null ? customStore : runtime.memoryStore();
    runtime.forwardTo(customRegistry, customStore);
    this.agent = AgentLink.find();
    if (agent == null && settings.is(SettingKey.JMX, "on")) {
      runtime.publish(name);
      runtime.publishing().start("tlo-mbeans");
    }
    // Not named as the agent's own is, by which the command line finds the agent.
    runtime.housekeeping().start("tlo-context");
  }

  /**
   * Returns a context with the settings of this process.
   *
   * @throws TloException with {@link Reason#INVALID_SETTING} if a setting cannot be used
   */
  public static TloContext create() {
    return builder().build();
  }

  /** Starts a context with explicit values, which come before those of the process. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the settings in force. */
  public TloSettings settings() {
    return runtime.settings();
  }

  /** Returns the registry; a custom one gets each definition shortly after it was registered. */
  public TaskRegistry registry() {
    return registry;
  }

  /** Returns the state store; a custom one gets each execution shortly after it ended. */
  public TaskStateStore stateStore() {
    return stateStore;
  }

  /**
   * Registers the methods under {@link Task} of an object, or the static ones of a class: those of the class, then
   * those of its superclasses, then those of its interfaces, each by name and parameter types.
   *
   * @param instanceOrClass the object whose class, superclasses and interfaces are looked at, held until
   *     the registration is closed; or a {@link Class}
   * @return ends the registration when it is closed
   * @throws TloException with {@link Reason#INVALID_TASK} if there is no such method or one is not
   *     usable, with {@link Reason#DUPLICATE_TASK} if a name is taken, with {@link Reason#CLOSED} if
   *     this context is closed; then nothing is registered
   */
  public Registration register(Object instanceOrClass) {
    requireOpen();
    Registration registration = new Registration(runtime);
    try {
      for (MethodTasks.Found found : MethodTasks.of(instanceOrClass)) {
        registration.add(register(found));
      }
    } catch (RuntimeException e) {
      registration.close();
      throw e;
    }
    return registration;
  }

  private LiveTask register(MethodTasks.Found found) {
    LiveTask task = runtime
        .tasks()
        .add(
            found.definition(),
            found.invoker(runtime.recorder()),
            TaskTraits.switchableUnless(found.notSwitchable()));
    if (agent != null) {
      agent.registered(found.method());
    }
    if (runtime.settings().is(SettingKey.INTERVALS, "on")) {
      runtime.intervals().start(task);
    }
    return task;
  }

  /**
   * Runs a task on the context's worker. A task that is switched off is skipped: the result is then null,
   * zero, false, or a completed future, as its return type asks.
   *
   * @param taskName name of the task, {@code OrderService.ship}
   * @param arguments the method's arguments
   * @return completes with the method's result, or with what it threw
   * @throws TloException with {@link Reason#UNKNOWN_TASK}, with {@link Reason#NOT_RUNNABLE} if the
   *     arguments do not fit, with {@link Reason#QUEUE_FULL} if too many wait, with {@link
   *     Reason#CLOSED} if this context is closed
   */
  public CompletableFuture<@Nullable Object> submit(
      String taskName, @Nullable Object... arguments) {
    requireOpen();
    return runtime.worker().submit(require(taskName), arguments.clone());
  }

  /**
   * Switches a task on or off. Every call that begins after this has returned sees it.
   *
   * @return whether that changed anything
   * @throws TloException with {@link Reason#UNKNOWN_TASK}
   */
  public boolean setEnabled(String taskName, boolean enabled) {
    LiveTask task = require(taskName);
    boolean changed = !runtime.steering().switchTo(task, enabled).changed().isEmpty();
    if (changed) {
      String state = enabled ? "enabled" : "disabled";
      runtime.audit().note("setEnabled", task.name(), Operator.PROGRAM, "now " + state);
    }
    return changed;
  }

  /**
   * Returns whether a task is switched on.
   *
   * @throws TloException with {@link Reason#UNKNOWN_TASK}
   */
  public boolean isEnabled(String taskName) {
    return require(taskName).enabled();
  }

  private LiveTask require(String taskName) {
    List<LiveTask> meant = runtime.tasks().meantBy(taskName);
    if (meant.isEmpty()) {
      throw new TloException(
          Reason.UNKNOWN_TASK,
          "no task '" + taskName + "' is registered in context '" + name + "'; register it first");
    }
    // Never more: of two tasks of one method the second is refused, since it has the same name.
    return meant.get(0);
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new TloException(Reason.CLOSED, "context '" + name + "' is closed; create another");
    }
  }

  /**
   * Ends the context: no more turns and no more submissions; what waits is cancelled, what runs goes on;
   * MBeans are removed; records that are on their way reach a custom store, for at most two seconds.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      runtime.close(LAST_WAIT);
    }
  }

  /**
   * Tasks that were registered together.
   *
   * <p>Thread safety: safe.
   */
  public static final class Registration implements AutoCloseable {
    private final TaskRuntime runtime;
    private final List<LiveTask> tasks = new ArrayList<>();

    private Registration(TaskRuntime runtime) {
      this.runtime = runtime;
    }

    private synchronized void add(LiveTask task) {
      tasks.add(task);
    }

    /** Returns the definitions of the tasks, in the order they were registered. */
    public synchronized List<TaskDefinition> definitions() {
      return tasks.stream().map(LiveTask::definition).toList();
    }

    /** Removes the tasks; their records are dropped. */
    @Override
    public synchronized void close() {
      tasks.forEach(runtime.tasks()::remove);
    }
  }

  /** Collects the explicit values of a context; confined to one thread. */
  public static final class Builder {
    private final Map<String, String> explicit = new LinkedHashMap<>();
    private String name = "context";
    private @Nullable TaskRegistry registry;
    private @Nullable TaskStateStore stateStore;
    private @Nullable TloSettings settings;

    private Builder() {}

    /** Sets a setting by its key, {@code history.per.task}. */
    public Builder set(SettingKey key, String value) {
      explicit.put(key.key(), value);
      return this;
    }

    /** Uses these settings, and not those of the process and of {@link #set}. */
    public Builder settings(TloSettings all) {
      this.settings = all;
      return this;
    }

    /** Sets what to tell this context apart by; default: {@code context}. */
    public Builder name(String contextName) {
      this.name = contextName;
      return this;
    }

    /** Uses this registry, whatever the setting {@code task.registry} names. */
    public Builder registry(TaskRegistry custom) {
      this.registry = custom;
      return this;
    }

    /** Uses this store, whatever the setting {@code task.state.store} names. */
    public Builder stateStore(TaskStateStore custom) {
      this.stateStore = custom;
      return this;
    }

    /**
     * Returns the context.
     *
     * @throws TloException with {@link Reason#INVALID_SETTING} if a value is not allowed, or a class that
     *     a setting names cannot be used
     */
    public TloContext build() {
      TloSettings all = settings != null ? settings : TloSettings.load(explicit, "builder");
      for (TloSettings.Fault fault : all.faults()) {
        if (!fault.unknownKey()) {
          throw new TloException(Reason.INVALID_SETTING, fault.sentence());
        }
        // Not refused: a variable of somebody else's may begin like ours.
        new LibraryFaults().fault(fault.sentence(), null);
      }
      return new TloContext(this, all);
    }

    private @Nullable TaskRegistry registry(TloSettings all) {
      return registry != null || !CustomClass.isNamed(all, SettingKey.TASK_REGISTRY)
          ? registry
          : CustomClass.make(all.value(SettingKey.TASK_REGISTRY), TaskRegistry.class, loader());
    }

    private @Nullable TaskStateStore stateStore(TloSettings all) {
      if (stateStore != null || !CustomClass.isNamed(all, SettingKey.TASK_STATE_STORE)) {
        return stateStore;
      }
      ClassLoader loader = loader();
      return new NamedStore(all, new LibraryFaults())
          .open(ServiceLoader.load(TaskStateStoreProvider.class, loader).iterator(), loader);
    }

    private static ClassLoader loader() {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return loader != null ? loader : ClassLoader.getSystemClassLoader();
    }
  }
}
