package io.tlo.agent;

import io.tlo.SettingKey;
import io.tlo.TloException;
import io.tlo.TloSettings;
import io.tlo.agent.source.Marks;
import io.tlo.agent.source.Source;
import io.tlo.agent.weaving.LoadedClasses;
import io.tlo.agent.weaving.TaskTransformer;
import io.tlo.agent.weaving.TaskWeaver;
import io.tlo.registry.TaskRegistry;
import io.tlo.runtime.Closing;
import io.tlo.runtime.CustomClass;
import io.tlo.runtime.NamedStore;
import io.tlo.runtime.TaskRuntime;
import io.tlo.state.TaskStateStore;
import io.tlo.state.TaskStateStoreProvider;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The running agent. It watches classes from the start; in an application that runs it weaves those that
 * are loaded already; and it can be taken out, after which a new one may come. What a program without tasks does not need is made
 * with the first task; and what could get in the application's way, custom classes and MBeans, waits on the
 * agent's own thread until the application has started.
 *
 * <p>Thread safety: safe.
 */
final class Agent implements TaskTransformer.WeaverSource {

  private static final Duration LAST_WAIT = Duration.ofSeconds(2);
  private static final long MOST_ATTACH_SECONDS = 60;

  private final TloSettings settings;
  private final AgentLog log;
  private final Instrumentation instrumentation;
  private final AuditLog auditLog;
  private final TaskTransformer transformer;
  private final LoadedClasses loadedClasses;
  private final boolean customRegistry;
  private final boolean customStore;
  private final ExtensionJars extensions;
  // Made with this locked; looked at without, where nobody may wait for a lock.
  private volatile @Nullable TaskRuntime runtime;
  private @Nullable TaskWeaver weaver;
  // A lock of its own: the constructor of a custom class may take its time, and the threads of the
  // application load classes meanwhile.
  private final ReentrantLock opening = new ReentrantLock();
  private boolean customOpened;
  // By System.nanoTime(), 0 while no custom class is being made.
  private volatile long openingSinceNanos;
  private @Nullable Thread flushHook;
  private @Nullable Background background;
  private @Nullable Thread backgroundThread;
  // Counted down when what was loaded before the agent is woven, and published.
  private final CountDownLatch settled = new CountDownLatch(1);
  private volatile boolean ended;

  Agent(
      TloSettings settings,
      ExtensionJars extensions,
      AgentLog log,
      Instrumentation instrumentation) {
    this.settings = settings;
    this.extensions = extensions;
    this.log = log;
    this.auditLog = new AuditLog(log);
    this.instrumentation = instrumentation;
    this.customRegistry = CustomClass.isNamed(settings, SettingKey.TASK_REGISTRY);
    this.customStore = CustomClass.isNamed(settings, SettingKey.TASK_STATE_STORE);
    Marks marks = new Marks(
        Source.adopted(settings.list(SettingKey.ADOPT)),
        settings.list(SettingKey.TASK_ANNOTATIONS));
    this.transformer = new TaskTransformer(marks, this, log);
    this.loadedClasses = new LoadedClasses(instrumentation, transformer, log);
  }

  /** Begins with the application, on its main thread. */
  void start() {
    Thread main = Thread.currentThread();
    begin(new Background(StartUp.ofLaunch(main, transformer, instrumentation), false));
    try {
      loadedClasses.weaveEarly();
    } catch (Throwable e) {
      log.fault("tasks of classes that were loaded before the agent are not recorded", e);
    }
  }

  /**
   * Begins in an application that runs. Returns when the tasks it has are woven and published, or after a
   * minute: a class loader of the application may take its time, and this holds up whoever wants to attach.
   */
  void attach() {
    begin(new Background(StartUp.ofAttach(transformer, instrumentation), true));
    try {
      if (!settled.await(MOST_ATTACH_SECONDS, TimeUnit.SECONDS)) {
        log.info("the loaded classes are still being looked through; their tasks follow");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(Background work) {
    if (customRegistry || customStore) {
      // Before the program can end: while it ends no hook can be added any more.
      flushHook = new Thread(null, new Flush(), "tlo-flush", 0, false);
      Runtime.getRuntime().addShutdownHook(flushHook);
    }
    // Able to retransform: what it wove is given back when the agent is taken out.
    instrumentation.addTransformer(transformer, true);
    background = work;
    backgroundThread = daemon(work, "tlo-publisher");
    backgroundThread.start();
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    // The agent outlives web applications and must not hold the class loader of one.
    thread.setContextClassLoader(null);
    return thread;
  }

  /** What happens on the agent's own thread. */
  private final class Background implements Runnable {
    private final StartUp startUp;
    private final boolean weavesLoaded;
    private volatile boolean stopped;

    Background(StartUp startUp, boolean weavesLoaded) {
      this.startUp = startUp;
      this.weavesLoaded = weavesLoaded;
    }

    @Override
    public void run() {
      try {
        if (weavesLoaded) {
          loadedClasses.weave();
        }
        startUp.await();
        // Where the agent is being taken out nothing is to be published any more.
        TaskRuntime opened = stopped ? null : runtime();
        if (opened != null) {
          keep(opened);
        }
      } catch (Throwable e) {
        log.fault("the agent's own thread failed: tasks are recorded, but not all is published", e);
      } finally {
        settled.countDown();
      }
    }

    void stop() {
      stopped = true;
      loadedClasses.stop();
      startUp.stop();
    }

    private void keep(TaskRuntime opened) {
      opened.housekeeping().add(new ProgramsLoader(opened.worker(), startUp.main()));
      opened.housekeeping().start("tlo-housekeeping");
      if (!customRegistry && !customStore) {
        opened.forwardTo(null, null);
      } else {
        // Its constructor may take its time, or not return: the MBeans do not wait for it.
        daemon(Agent.this::openCustomOrNone, "tlo-custom").start();
      }
      if (settings.is(SettingKey.JMX, "on")) {
        publish(opened, startUp);
      }
      if (weavesLoaded) {
        // The last of the chores, and so after the first MBeans.
        opened.publishing().add(settled::countDown);
      }
      opened.publishing().add(new OwnClasses(settings.is(SettingKey.JMX, "on")));
      opened.publishing().keep();
    }
  }

  /** Returns the runtime, null if there is none yet and the agent is being taken out. */
  private synchronized @Nullable TaskRuntime runtime() {
    TaskRuntime present = runtime;
    if (present == null && !ended) {
      present = new TaskRuntime(settings, customRegistry, customStore, log, auditLog);
      present.publishing().add(auditLog);
      present.publishing().add(log);
      runtime = present;
    }
    return present;
  }

  @Override
  public synchronized @Nullable TaskWeaver weaver()
      throws ReflectiveOperationException, IOException {
    TaskRuntime opened = runtime();
    if (ended || opened == null) {
      return null;
    }
    TaskWeaver present = weaver;
    if (present == null) {
      present = new TaskWeaver(opened, transformer.reader(), instrumentation, log);
      weaver = present;
    }
    return present;
  }

  private void publish(TaskRuntime opened, StartUp startUp) {
    try {
      // A builder that the application has named is looked for through this thread's loader.
      Thread.currentThread().setContextClassLoader(startUp.contextClassLoader());
      opened.publish("agent");
    } catch (NoClassDefFoundError e) {
      log.fault("no MBeans: this Java runtime lacks the module java.management", null);
    } catch (Throwable e) {
      log.fault("no MBeans: the platform's MBean server could not be used", e);
    } finally {
      Thread.currentThread().setContextClassLoader(null);
    }
  }

  /** On a thread that has nobody else to tell what went wrong. */
  private void openCustomOrNone() {
    try {
      openCustom();
    } catch (Throwable e) {
      log.fault("no custom registry or store could be made; those in memory are used", e);
      TaskRuntime opened = runtime();
      if (opened != null) {
        opened.forwardTo(null, null);
      }
    }
  }

  /**
   * Makes the custom registry and store, once, unless the agent is being taken out; one that cannot be made is
   * replaced by the default.
   */
  private void openCustom() {
    if (!customRegistry && !customStore) {
      return;
    }
    opening.lock();
    try {
      if (!customOpened && !ended) {
        customOpened = true;
        openingSinceNanos = System.nanoTime() | 1;
        openRegistryAndStore();
      }
    } finally {
      openingSinceNanos = 0;
      opening.unlock();
    }
  }

  private void openRegistryAndStore() {
    ClassLoader loader = ExtensionModules.loader(extensions, log, instrumentation);
    TaskRegistry registry = null;
    if (customRegistry) {
      TloSettings.Value named = settings.value(SettingKey.TASK_REGISTRY);
      registry = orNone(
          SettingKey.TASK_REGISTRY, () -> CustomClass.make(named, TaskRegistry.class, loader));
    }
    TaskStateStore store =
        customStore ? orNone(SettingKey.TASK_STATE_STORE, () -> openStore(loader)) : null;
    TaskRuntime opened = runtime();
    if (opened != null) {
      opened.forwardTo(registry, store);
    }
  }

  private TaskStateStore openStore(ClassLoader loader) throws IOException {
    List<String> offered = extensions.offered(TaskStateStoreProvider.class);
    return new NamedStore(settings, log).open(new OfferedStores(offered, loader), loader);
  }

  private <T> @Nullable T orNone(SettingKey key, Callable<T> maker) {
    try {
      return maker.call();
    } catch (TloException e) {
      String sentence = e.getMessage() + "; " + key.defaultText() + " is used";
      if (e.getCause() instanceof ClassNotFoundException && !extensions.faults().isEmpty()) {
        // No more than what follows from a fault that was named at the start.
        log.info(sentence);
      } else {
        log.fault(sentence, null);
      }
    } catch (Throwable e) {
      log.fault(key.key() + ": cannot be used; " + key.defaultText() + " is used", e);
    }
    return null;
  }

  /**
   * What happens as the JVM ends: even a program too short for the store to be made in time loses nothing.
   * On a thread that is not waited for longer than the last wait, whatever the store does.
   */
  private final class Flush implements Runnable {
    @Override
    public void run() {
      Thread last = daemon(this::flush, "tlo-flush-store");
      last.start();
      try {
        last.join(LAST_WAIT.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      TaskRuntime opened = runtime;
      if (opened != null) {
        opened.tellUnstored();
      }
    }

    private void flush() {
      if (hangsOpening()) {
        return;
      }
      openCustomOrNone();
      TaskRuntime opened = runtime();
      if (opened != null) {
        opened.flush(LAST_WAIT);
        opened.endInstance();
      }
    }
  }

  /** Returns whether a constructor has taken longer already than the end waits for. */
  private boolean hangsOpening() {
    long since = openingSinceNanos;
    return since != 0 && System.nanoTime() - since > LAST_WAIT.toNanos();
  }

  /** Returns what takes the agent out of the application, to be run once. */
  Runnable ending() {
    return new Ending();
  }

  /**
   * Takes the agent out. Executions that run go on, and nobody hears of their end; of TLO nothing is left to be
   * held by the application.
   */
  private final class Ending implements Runnable {
    @Override
    public void run() {
      Closing closing = new Closing(log);
      closing.step("the look at loaded classes", this::stopBackground);
      TaskWeaver last = end();
      closing.step("the look at new classes", this::removeTransformer);
      closing.step("what woven code calls", () -> disconnect(last));
      closing.step("woven code", () -> restore(last));
      closing.step("a custom store that is being made", this::awaitCustom);
      closing.step("the agent's runtime", this::closeRuntime);
      closing.step("the record of what runs", this::retire);
      closing.step("the hook at the JVM's end", this::removeFlushHook);
      closing.step("the agent's own thread", this::awaitBackground);
      // Those that were being defined when the others were restored.
      closing.step("classes just being woven", () -> restore(last));
      log.info("detached");
    }

    private void stopBackground() {
      if (background != null) {
        background.stop();
      }
    }

    private void removeTransformer() {
      instrumentation.removeTransformer(transformer);
    }

    private void disconnect(@Nullable TaskWeaver last) {
      if (last != null) {
        last.disconnect();
      }
    }

    private void restore(@Nullable TaskWeaver last) {
      if (last != null) {
        loadedClasses.restore(last);
      }
    }

    /** What is on its way to it would find nothing otherwise. */
    private void awaitCustom() {
      try {
        if (!hangsOpening() && opening.tryLock(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
          opening.unlock();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void closeRuntime() {
      TaskRuntime opened = runtime();
      if (opened != null) {
        opened.close(LAST_WAIT);
      }
    }

    private void retire() {
      TaskRuntime opened = runtime();
      if (opened != null) {
        opened.recorder().retire();
      }
    }

    private void removeFlushHook() {
      try {
        if (flushHook != null) {
          Runtime.getRuntime().removeShutdownHook(flushHook);
        }
      } catch (IllegalStateException e) {
        // The JVM ends anyway.
        return;
      }
    }

    private void awaitBackground() {
      try {
        if (backgroundThread != null) {
          backgroundThread.join(LAST_WAIT.toMillis());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized @Nullable TaskWeaver end() {
    ended = true;
    return weaver;
  }
}
