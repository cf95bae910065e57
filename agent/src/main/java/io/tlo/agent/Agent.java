package io.tlo.agent;

import io.tlo.SettingKey;
import io.tlo.TloException;
import io.tlo.TloSettings;
import io.tlo.agent.discovery.TaskClassFilter;
import io.tlo.agent.source.Marks;
import io.tlo.agent.source.Source;
import io.tlo.agent.weaving.TaskTransformer;
import io.tlo.agent.weaving.TaskWeaver;
import io.tlo.registry.TaskRegistry;
import io.tlo.runtime.CustomClass;
import io.tlo.runtime.TaskRuntime;
import io.tlo.state.TaskStateStore;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The running agent. It watches classes from the start. What a program without tasks does not need is made
 * with the first task; and what could get in the application's way, custom classes and MBeans, waits on the
 * agent's own thread until the application has started.
 *
 * <p>Thread safety: safe.
 */
final class Agent implements TaskTransformer.WeaverSource {

  private static final Duration LAST_WAIT = Duration.ofSeconds(2);

  private final TloSettings settings;
  private final AgentLog log;
  private final Instrumentation instrumentation;
  private final AuditLog auditLog;
  private final Marks marks;
  private final TaskTransformer transformer;
  private final boolean customRegistry;
  private final boolean customStore;
  private final boolean lacksExtensions;
  private @Nullable TaskRuntime runtime;
  private @Nullable TaskWeaver weaver;
  // A lock of its own: the constructor of a custom class may take its time, and the threads of the
  // application load classes meanwhile.
  private final ReentrantLock opening = new ReentrantLock();
  private boolean customOpened;

  Agent(
      TloSettings settings,
      boolean lacksExtensions,
      AgentLog log,
      Instrumentation instrumentation) {
    this.settings = settings;
    this.lacksExtensions = lacksExtensions;
    this.log = log;
    this.auditLog = new AuditLog(log);
    this.instrumentation = instrumentation;
    this.customRegistry = CustomClass.isNamed(settings, SettingKey.TASK_REGISTRY);
    this.customStore = CustomClass.isNamed(settings, SettingKey.TASK_STATE_STORE);
    this.marks = new Marks(
        Source.adopted(settings.list(SettingKey.ADOPT)),
        settings.list(SettingKey.TASK_ANNOTATIONS));
    this.transformer = new TaskTransformer(new TaskClassFilter(marks), this, log);
  }

  void start() {
    if (customRegistry || customStore) {
      // Before the program can end: while it ends no hook can be added any more.
      Runtime.getRuntime().addShutdownHook(new Thread(null, new Flush(), "tlo-flush", 0, false));
    }
    instrumentation.addTransformer(transformer);
    daemon(new Background(Thread.currentThread()), "tlo-publisher").start();
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
    private final Thread main;

    Background(Thread main) {
      this.main = main;
    }

    @Override
    public void run() {
      try {
        new StartUp(main, transformer, instrumentation).await();
        openCustom();
        if (settings.is(SettingKey.JMX, "on")) {
          publish(main);
        }
        runtime().housekeeping().keep();
      } catch (Throwable e) {
        log.fault("the agent's own thread failed: tasks are recorded, but not all is published", e);
      }
    }
  }

  private synchronized TaskRuntime runtime() {
    TaskRuntime present = runtime;
    if (present == null) {
      present = new TaskRuntime(settings, customRegistry, customStore, log, auditLog);
      present.housekeeping().add(auditLog);
      runtime = present;
    }
    return present;
  }

  @Override
  public synchronized TaskWeaver weaver() throws ReflectiveOperationException, IOException {
    TaskWeaver present = weaver;
    if (present == null) {
      present = new TaskWeaver(runtime(), marks, instrumentation, log);
      weaver = present;
    }
    return present;
  }

  private void publish(Thread main) {
    try {
      // A builder that the application has named is looked for through this thread's loader.
      Thread.currentThread().setContextClassLoader(main.getContextClassLoader());
      runtime().publish("agent");
    } catch (NoClassDefFoundError e) {
      log.fault("no MBeans: this Java runtime lacks the module java.management", null);
    } catch (Throwable e) {
      log.fault("no MBeans: the platform's MBean server could not be used", e);
    } finally {
      Thread.currentThread().setContextClassLoader(null);
    }
  }

  /** Makes the custom registry and store, once; one that cannot be made is replaced by the default. */
  private void openCustom() {
    if (!customRegistry && !customStore) {
      return;
    }
    opening.lock();
    try {
      if (!customOpened) {
        customOpened = true;
        openRegistryAndStore();
      }
    } finally {
      opening.unlock();
    }
  }

  private void openRegistryAndStore() {
    ClassLoader loader = ExtensionLoader.of(settings);
    TaskRegistry registry =
        customRegistry ? make(SettingKey.TASK_REGISTRY, TaskRegistry.class, loader) : null;
    TaskStateStore store =
        customStore ? make(SettingKey.TASK_STATE_STORE, TaskStateStore.class, loader) : null;
    runtime().forwardTo(registry, store);
  }

  private <T> @Nullable T make(SettingKey key, Class<T> type, ClassLoader loader) {
    try {
      return CustomClass.make(settings.value(key), type, loader);
    } catch (TloException e) {
      String sentence = e.getMessage() + "; " + key.defaultText() + " is used";
      if (e.getCause() instanceof ClassNotFoundException && lacksExtensions) {
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
    }

    private void flush() {
      openCustom();
      runtime().flush(LAST_WAIT);
    }
  }
}
