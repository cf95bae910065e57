package io.tlo.agent.weaving;

import io.tlo.SettingKey;
import io.tlo.agent.AgentLog;
import io.tlo.agent.adoption.QuartzJobs;
import io.tlo.agent.adoption.TaskAdder;
import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.agent.discovery.LoaderKey;
import io.tlo.agent.discovery.Overriding;
import io.tlo.agent.source.Source;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Rhythm;
import io.tlo.execution.TaskTraits;
import io.tlo.execution.Timetable;
import io.tlo.registry.TaskDefinition;
import io.tlo.registry.TaskNaming;
import io.tlo.runtime.TaskRuntime;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * The woven classes by loader and name, and their tasks by number. A class that is transformed twice, because
 * two threads define it at once or another agent asks for it, keeps its tasks and their numbers.
 *
 * <p>Thread safety: safe; finding a task by its number takes no lock.
 */
final class TaskCatalog implements Runnable {

  /** How long a class is looked for that was woven: its definition may wait for others, and for a busy machine. */
  private static final Duration LAST_LOOK = Duration.ofMinutes(10);

  private final TaskRuntime runtime;
  private final TaskDescriber describer;
  private final TaskAdder adder;
  private final QuartzJobs quartzJobs;
  private final JvmAccess access;
  private final AgentLog log;
  private volatile boolean intervals;
  private final Map<LoaderKey, Map<String, WovenClass>> classes = new HashMap<>();
  private final Set<WovenClass> unconfirmed = new LinkedHashSet<>();
  // Methods that a class may override and call, by name and parameter types.
  private final Set<String> overridden = new HashSet<>();
  private final List<TimerTimes> timers = new CopyOnWriteArrayList<>();
  private final ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
  // Numbers are never given again, by no agent in this JVM: old code may still run.
  private final AtomicInteger numbers;
  private final int firstNumber;
  private volatile @Nullable WovenMethod[] byNumber = new WovenMethod[16];

  TaskCatalog(TaskRuntime runtime, JvmAccess access, AtomicInteger numbers, AgentLog log) {
    this.runtime = runtime;
    this.access = access;
    this.log = log;
    this.numbers = numbers;
    this.firstNumber = numbers.get();
    this.describer = new TaskDescriber(log);
    this.adder = new TaskAdder(runtime.memoryRegistry(), runtime.tasks());
    this.quartzJobs = new QuartzJobs(adder, runtime.tasks(), this::hasJob);
    this.intervals = runtime.settings().is(SettingKey.INTERVALS, "on");
  }

  /** Returns the method of that number, null if its class is gone or another agent gave the number. */
  @Nullable
  WovenMethod method(int number) {
    WovenMethod[] methods = byNumber;
    int index = number - firstNumber;
    return index >= 0 && index < methods.length ? methods[index] : null;
  }

  /** Returns the jobs of Quartz's schedulers. */
  QuartzJobs quartzJobs() {
    return quartzJobs;
  }

  /**
   * Registers the tasks of a class.
   *
   * @return the class with its tasks, its tasks' numbers the same each time it is registered
   */
  WovenClass register(@Nullable ClassLoader loader, String className, List<Candidate> candidates) {
    WovenClass present = registeredAgain(loader, className);
    if (present != null) {
      return present;
    }
    // Without the lock: a fault of a task is written to stderr, which may block.
    List<DescribedTask> tasks = describe(className, candidates);
    synchronized (this) {
      present = registeredAgain(loader, className);
      return present == null ? registerNew(loader, className, tasks) : present;
    }
  }

  /** A method and its definition as a task. */
  private record DescribedTask(Candidate candidate, TaskDefinition definition) {}

  private List<DescribedTask> describe(String className, List<Candidate> candidates) {
    List<String> names = new ArrayList<>();
    for (Candidate candidate : candidates) {
      names.add(candidate.method().name());
    }
    Set<String> overloaded = TaskNaming.overloaded(names);
    List<DescribedTask> tasks = new ArrayList<>();
    for (Candidate candidate : candidates) {
      DiscoveredMethod method = candidate.method();
      tasks.add(new DescribedTask(
          candidate, describer.describe(className, method, overloaded.contains(method.name()))));
    }
    return tasks;
  }

  private synchronized @Nullable WovenClass registeredAgain(
      @Nullable ClassLoader loader, String className) {
    Map<String, WovenClass> ofLoader = classes.get(new LoaderKey(loader, null));
    WovenClass present = ofLoader == null ? null : ofLoader.get(className);
    if (present != null) {
      // Its definition may have failed before, and is tried again.
      present.wovenNow();
      revive(present);
      if (!present.isDefined()) {
        unconfirmed.add(present);
      }
    }
    return present;
  }

  private WovenClass registerNew(
      @Nullable ClassLoader loader, String className, List<DescribedTask> tasks) {
    Map<String, WovenClass> ofLoader = classes.get(new LoaderKey(loader, null));
    LoaderKey key = ofLoader == null
        ? new LoaderKey(loader, gone)
        : ofLoader.values().iterator().next().loader();
    WovenClass woven = new WovenClass(className, key);
    for (DescribedTask each : tasks) {
      add(woven, each);
    }
    classes.computeIfAbsent(key, any -> new HashMap<>()).put(className, woven);
    unconfirmed.add(woven);
    if (className.endsWith(Overriding.INTERFACE_BODIES)) {
      // Loaded with the first call of a body; what overrides it has been called by then.
      all().forEach(this::seeOverridingAgain);
    }
    return woven;
  }

  private void add(WovenClass woven, DescribedTask described) {
    DiscoveredMethod method = described.candidate().method();
    if (method.source().hasJobKeys()) {
      WovenJob job = new WovenJob(woven, method, numbers.getAndIncrement(), quartzJobs);
      woven.add(job);
      number(job);
      return;
    }
    WovenTask task = task(woven, described);
    woven.add(task);
    number(task);
    if (intervals && method.isStatic()) {
      startTurnsWhenInitialized(task);
    }
  }

  /** A turn of a static method would initialise its class; so turns begin when the program has done it. */
  private void startTurnsWhenInitialized(WovenTask task) {
    runtime.intervals().startWhen(task.live(), () -> access.isInitialized(task.owner()));
  }

  private WovenTask task(WovenClass woven, DescribedTask described) {
    Candidate candidate = described.candidate();
    DiscoveredMethod method = candidate.method();
    method.overriding().called().forEach(this::seeOverridden);
    FrameworkRunnable runnable = new FrameworkRunnable();
    TaskDefinition definition = described.definition();
    LiveTask live = adder.add(
        definition,
        woven.name(),
        new WovenInvoker(woven, method, runnable, access),
        new TaskTraits(
            candidate.notSwitchable(),
            method.source().afterSkip(),
            timetable(woven, candidate, definition, runnable)));
    int number = numbers.getAndIncrement();
    if (isOverride(method)) {
      return new WovenOverride(woven, method, number, runnable, live);
    }
    return method.isBody()
        ? new WovenBody(woven, method, number, runnable, live)
        : new WovenTask(woven, method, number, runnable, live);
  }

  private @Nullable Timetable timetable(
      WovenClass woven,
      Candidate candidate,
      TaskDefinition definition,
      FrameworkRunnable runnable) {
    DiscoveredMethod method = candidate.method();
    if (method.source() == Source.TIMER) {
      TimerTimes times = new TimerTimes(woven, access, this);
      timers.add(times);
      return times;
    }
    if (intervals && definition.interval() != null && !method.isStatic()) {
      return new TurnTimes(woven, definition.schedule());
    }
    Rhythm rhythm = method.attributes().rhythm();
    // A method that cannot be skipped may be called only once: its result is subscribed to again.
    return rhythm == null || candidate.notSwitchable() != null
        ? null
        : new DeclaredTimes(method.attributes().schedule(), rhythm, runnable);
  }

  private boolean isOverride(DiscoveredMethod method) {
    Overriding overriding = method.overriding();
    return overriding.mayCallSuper() || overridden.contains(overriding.signature());
  }

  /** A superclass is loaded before the class that overrides its method, or after it, and may be woven already. */
  private void seeOverridden(String signature) {
    if (overridden.add(signature)) {
      for (WovenTask task : tasks()) {
        if (isOverride(task.method())) {
          noteCalls(task);
        }
      }
    }
  }

  private void noteCalls(WovenTask task) {
    if (!(task instanceof WovenOverride)) {
      WovenOverride override = new WovenOverride(task);
      task.owner().add(override);
      number(override);
    }
  }

  /**
   * Looks which tasks those of a class override, now that the class is there with all that it extends. A class between
   * may call the overridden method through super, of which the class file of the overriding one says nothing.
   *
   * @param ofObject the class of an object of it
   */
  void seeOverriding(WovenClass woven, Class<?> ofObject) {
    for (Class<?> each = ofObject; each != null; each = each.getSuperclass()) {
      if (woven.is(each)) {
        seeOverriding(woven, each, Lineage.above(each));
        return;
      }
    }
  }

  private void seeOverriding(WovenClass woven, Class<?> type, List<Class<?>> above) {
    if (above.size() > 1) {
      synchronized (this) {
        woven.defined(type);
        for (Class<?> each : above) {
          seeOverriding(woven, above, each, find(each));
          seeOverriding(woven, above, each, find(each, Overriding.INTERFACE_BODIES));
        }
      }
    }
  }

  private void seeOverriding(
      WovenClass woven, List<Class<?>> above, Class<?> overridden, @Nullable WovenClass other) {
    if (other == null) {
      return;
    }
    for (WovenTask task : woven.tasks()) {
      for (WovenTask each : other.tasks()) {
        if (task.method().overriding().mayOverride(each.method().overriding())
            && mayCallBetween(above, overridden, each)) {
          noteCalls(task);
          noteCalls(each);
        }
      }
    }
  }

  /** Returns whether one of these classes is below that of a task, and may call its method through super. */
  private boolean mayCallBetween(List<Class<?>> classes, Class<?> overridden, WovenTask task) {
    for (Class<?> each : classes) {
      if (each != overridden && overridden.isAssignableFrom(each) && mayCall(each, task)) {
        return true;
      }
    }
    return false;
  }

  /** Of a class without a task that overrides the other one nothing is known. */
  private boolean mayCall(Class<?> type, WovenTask other) {
    WovenClass woven = find(type);
    if (woven != null) {
      for (WovenTask each : woven.tasks()) {
        Overriding overriding = each.method().overriding();
        if (overriding.mayOverride(other.method().overriding())) {
          return overriding.mayCallSuper();
        }
      }
    }
    return true;
  }

  private void number(WovenMethod method) {
    WovenMethod[] methods = byNumber;
    int index = method.number() - firstNumber;
    if (index >= methods.length) {
      methods = Arrays.copyOf(methods, Math.max(methods.length * 2, index + 1));
    }
    methods[index] = method;
    byNumber = methods;
  }

  /** Notes that a class is there: it was loaded before it was woven. */
  synchronized void defined(WovenClass woven, Class<?> type) {
    woven.defined(type);
    unconfirmed.remove(woven);
    for (Map<String, WovenClass> ofLoader : classes.values()) {
      for (WovenClass each : ofLoader.values()) {
        // Of a class without an object that was seen the first object has it looked at.
        Class<?> other = each.sawInstance() ? each.type() : null;
        if (other != null && type.isAssignableFrom(other)) {
          seeOverriding(each, other);
        }
      }
    }
  }

  private void seeOverridingAgain(WovenClass woven) {
    Class<?> type = woven.type();
    if (type != null) {
      seeOverriding(woven, type);
    }
  }

  private List<WovenClass> all() {
    List<WovenClass> all = new ArrayList<>();
    classes.values().forEach(ofLoader -> all.addAll(ofLoader.values()));
    return all;
  }

  /** Returns the classes that have been woven and are there. */
  List<Class<?>> wovenClasses() {
    List<WovenClass> all;
    synchronized (this) {
      all = all();
    }
    access.findAll(all);
    List<Class<?>> types = new ArrayList<>();
    for (WovenClass each : all) {
      Class<?> type = each.type();
      if (type != null) {
        types.add(type);
      }
    }
    return types;
  }

  /**
   * Takes a loaded class back that could not be given its woven code.
   *
   * @return false if it is not known
   */
  synchronized boolean forget(Class<?> loaded) {
    WovenClass woven = find(loaded);
    if (woven != null) {
      forget(woven);
    }
    return woven != null;
  }

  /** Takes a class back that could not be woven. */
  synchronized void discard(WovenClass woven) {
    if (woven.isDefined()) {
      // It was woven before, and lives; only this further attempt failed.
      return;
    }
    forget(woven);
  }

  private void forget(WovenClass woven) {
    Map<String, WovenClass> ofLoader = classes.get(woven.loader());
    if (ofLoader != null && ofLoader.remove(woven.name(), woven) && ofLoader.isEmpty()) {
      classes.remove(woven.loader());
    }
    remove(woven);
  }

  /** Notes the newest instance of a class with recurring tasks. */
  void constructed(WovenClass woven, Object instance) {
    woven.constructed(instance);
    startTurns(woven);
  }

  /** Gives the recurring tasks of a class their turns, now that there is an instance. */
  void startTurns(WovenClass woven) {
    for (WovenTask task : woven.tasks()) {
      if (intervals && !task.hasTurnsElsewhere()) {
        runtime.intervals().start(task.live());
      }
    }
  }

  /**
   * The application may have contexts that were made before the agent came, and these cannot be asked which
   * methods they run: the agent gives no turns at all, or some would be given twice.
   */
  void leaveTurnsToContexts() {
    if (intervals) {
      intervals = false;
      runtime.intervals().close();
      log.info("the program was using TloContext before: intervals are left to it");
    }
  }

  /** A context in the application runs this method: it gives the turns, the agent does not. */
  synchronized boolean turnsElsewhere(Method method) {
    WovenTask task = declared(method.getDeclaringClass(), key(method));
    if (task == null) {
      return false;
    }
    task.giveTurnsElsewhere();
    runtime.intervals().stop(task.live());
    return true;
  }

  private @Nullable WovenTask declared(Class<?> type, String key) {
    WovenClass woven = find(type);
    return woven != null && woven.method(key) instanceof WovenTask task ? task : null;
  }

  /** Returns all tasks but those of job keys. */
  synchronized List<WovenTask> tasks() {
    List<WovenTask> tasks = new ArrayList<>();
    all().forEach(each -> tasks.addAll(each.tasks()));
    return tasks;
  }

  /** Returns the tasks that a call on an object of this class may be: its own and inherited ones. */
  List<WovenTask> tasks(Class<?> type) {
    List<Class<?>> types = new ArrayList<>(Lineage.above(type));
    types.add(type);
    List<WovenTask> tasks = new ArrayList<>();
    for (Class<?> each : types) {
      WovenClass woven = find(each);
      if (woven != null) {
        tasks.addAll(woven.tasks());
      }
    }
    return tasks;
  }

  private @Nullable WovenClass find(Class<?> type) {
    return find(type, "");
  }

  /** Returns the class whose name is that of a type with an ending, of the same loader. */
  private synchronized @Nullable WovenClass find(Class<?> type, String ending) {
    Map<String, WovenClass> ofLoader = classes.get(new LoaderKey(type.getClassLoader(), null));
    return ofLoader == null ? null : ofLoader.get(type.getName() + ending);
  }

  /** Returns whether a call of a job of this class is seen, by a method of its own or an inherited one. */
  private boolean hasJob(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      WovenClass woven = find(each);
      if (woven != null && woven.methods().stream().anyMatch(WovenJob.class::isInstance)) {
        return true;
      }
    }
    return false;
  }

  private static String key(Method method) {
    return DiscoveredMethod.key(method.getName(), Type.getMethodDescriptor(method));
  }

  /**
   * Returns the task that a call of this method is, null if that is none, or may be several: of an
   * interface's method each class that implements it may have one.
   */
  @Nullable
  WovenTask find(Method method) {
    Class<?> type = method.getDeclaringClass();
    String key = key(method);
    List<WovenTask> candidates;
    synchronized (this) {
      WovenTask own = declared(type, key);
      if (own != null || !type.isInterface()) {
        return own;
      }
      candidates = withKey(key);
    }
    WovenTask found = null;
    for (WovenTask each : candidates) {
      Class<?> owner = access.find(each.owner());
      if (owner != null && type.isAssignableFrom(owner)) {
        if (found != null) {
          return null;
        }
        found = each;
      }
    }
    return found;
  }

  private List<WovenTask> withKey(String key) {
    List<WovenTask> found = new ArrayList<>();
    for (Map<String, WovenClass> ofLoader : classes.values()) {
      for (WovenClass each : ofLoader.values()) {
        if (each.method(key) instanceof WovenTask task) {
          found.add(task);
        }
      }
    }
    return found;
  }

  /**
   * Every second: removes the tasks of loaders that are gone and of definitions that failed, and notes what timers
   * plan.
   */
  @Override
  public void run() {
    for (Reference<?> each = gone.poll(); each != null; each = gone.poll()) {
      removeLoader((LoaderKey) each);
    }
    confirm();
    timers.forEach(TimerTimes::note);
    quartzJobs.run();
  }

  private synchronized void removeLoader(LoaderKey loader) {
    Map<String, WovenClass> removed = classes.remove(loader);
    if (removed != null) {
      removed.values().forEach(this::remove);
    }
  }

  /** Removes the tasks of a class that is not there, or whose code is not woven: nothing calls it any more. */
  private void remove(WovenClass woven) {
    unconfirmed.remove(woven);
    woven.setGone(true);
    timers.removeIf(each -> each.isOf(woven));
    for (WovenTask task : woven.tasks()) {
      task.lives().forEach(runtime.tasks()::remove);
    }
    if (woven.loader().get() == null && !woven.loader().isBoot()) {
      WovenMethod[] methods = byNumber;
      for (WovenMethod method : woven.methods()) {
        methods[method.number() - firstNumber] = null;
      }
    }
  }

  /**
   * A definition may fail after the class was woven: then there is no such class, and no task. It may also only be
   * slow, so it is looked for some times more.
   */
  private void confirm() {
    List<WovenClass> due = due();
    if (due.isEmpty()) {
      return;
    }
    access.findAll(due);
    synchronized (this) {
      for (WovenClass each : due) {
        if (each.isDefined()) {
          unconfirmed.remove(each);
          revive(each);
        } else if (unconfirmed.contains(each)) {
          giveUp(each);
        }
      }
    }
  }

  private void giveUp(WovenClass woven) {
    if (!woven.isGone()) {
      woven.setGone(true);
      for (WovenTask task : woven.tasks()) {
        // A call may be on its way already, and count on what is taken out.
        runtime.tasks().takeOut(task.live());
      }
    }
    if (woven.sinceWovenNanos() > LAST_LOOK.toNanos()) {
      unconfirmed.remove(woven);
    } else {
      woven.lookLater();
      unconfirmed.add(woven);
    }
  }

  private synchronized List<WovenClass> due() {
    List<WovenClass> due = new ArrayList<>();
    for (WovenClass each : unconfirmed) {
      if (each.isToBeLookedFor()) {
        due.add(each);
      }
    }
    return due;
  }

  /** A method of a class is called whose tasks are gone: the class is there after all. */
  synchronized void called(WovenClass woven) {
    if (woven.isGone()) {
      access.find(woven);
      unconfirmed.remove(woven);
      revive(woven);
    }
  }

  /** A class that was given up is there after all, or its definition is tried again: its tasks come back. */
  private void revive(WovenClass woven) {
    if (!woven.isGone()) {
      return;
    }
    for (WovenTask task : woven.tasks()) {
      LiveTask before = task.live();
      LiveTask again = adder.add(
          before.named().plain(),
          woven.name(),
          new WovenInvoker(woven, task.method(), task.runnable(), access),
          before.traits());
      runtime.steering().carryOver(before, again);
      task.live(again).forEach(runtime.tasks()::remove);
      boolean isRecurring = intervals && !task.hasTurnsElsewhere();
      if (isRecurring && task.method().isStatic()) {
        startTurnsWhenInitialized(task);
      } else if (isRecurring && woven.instance() != null) {
        runtime.intervals().start(again);
      }
    }
    // Last: who finds this begins on what has come back.
    woven.setGone(false);
  }
}
