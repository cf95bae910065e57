package io.tlo.agent;

import io.tlo.SettingKey;
import io.tlo.TloException;
import io.tlo.TloSettings;
import io.tlo.agent.discovery.ClassFileFilter;
import io.tlo.agent.discovery.TaskAnnotations;
import io.tlo.agent.weaving.TaskTransformer;
import io.tlo.agent.weaving.TaskWeaver;
import io.tlo.registry.TaskRegistry;
import io.tlo.runtime.CustomClass;
import io.tlo.runtime.TaskRuntime;
import io.tlo.state.TaskStateStore;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
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
  private final TaskAnnotations annotations;
  private final TaskTransformer transformer;
  private final boolean customRegistry;
  private final boolean customStore;
  private @Nullable TaskRuntime runtime;
  private @Nullable TaskWeaver weaver;
  private final Object opening = new Object();
  private boolean customOpened;

  Agent(TloSettings settings, AgentLog log, Instrumentation instrumentation) {
    this.settings = settings;
    this.log = log;
    this.instrumentation = instrumentation;
    this.customRegistry = CustomClass.isNamed(settings, SettingKey.TASK_REGISTRY);
    this.customStore = CustomClass.isNamed(settings, SettingKey.TASK_STATE_STORE);
    this.annotations = TaskAnnotations.of(settings.list(SettingKey.TASK_ANNOTATIONS));
    this.transformer =
        new TaskTransformer(new ClassFileFilter(annotations.descriptors()), this, log);
  }

  void start() {
    if (customRegistry || customStore) {
      // Before the program can end: while it ends no hook can be added any more.
      Runtime.getRuntime().addShutdownHook(new Thread(null, new Flush(), "tlo-flush", 0, false));
    }
    instrumentation.addTransformer(transformer);
    Thread thread =
        new Thread(null, new Background(Thread.currentThread()), "tlo-publisher", 0, false);
    thread.setDaemon(true);
    // The agent outlives web applications and must not hold the class loader of one.
    thread.setContextClassLoader(null);
    thread.start();
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
      present = new TaskRuntime(settings, customRegistry, customStore, log);
      runtime = present;
    }
    return present;
  }

  @Override
  public synchronized TaskWeaver weaver() throws ReflectiveOperationException, IOException {
    TaskWeaver present = weaver;
    if (present == null) {
      present = new TaskWeaver(runtime(), annotations, instrumentation, log);
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

  /**
   * Makes the custom registry and store, once; one that cannot be made is replaced by the default. Their
   * constructors may block: no lock is held meanwhile that the application's threads take.
   */
  private void openCustom() {
    synchronized (opening) {
      if (customOpened || (!customRegistry && !customStore)) {
        return;
      }
      customOpened = true;
      ClassLoader loader = ExtensionLoader.of(settings);
      TaskRegistry registry =
          customRegistry ? make(SettingKey.TASK_REGISTRY, TaskRegistry.class, loader) : null;
      TaskStateStore store =
          customStore ? make(SettingKey.TASK_STATE_STORE, TaskStateStore.class, loader) : null;
      runtime().forwardTo(registry, store);
    }
  }

  private <T> @Nullable T make(SettingKey key, Class<T> type, ClassLoader loader) {
    try {
      return CustomClass.make(settings.value(key), type, loader);
    } catch (TloException e) {
      log.fault(e.getMessage() + "; " + key.defaultText() + " is used", null);
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
      Thread last = new Thread(null, this::flush, "tlo-flush-store", 0, false);
      last.setDaemon(true);
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
