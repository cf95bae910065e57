package io.tlo.agent.weaving;

import io.tlo.agent.AgentLog;
import io.tlo.agent.adoption.Observation;
import io.tlo.agent.discovery.ClassResources;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the classes that were loaded before the agent came, and gives them their own code back when it goes.
 *
 * <p>To give a class new code stops all threads for a moment. So the few classes that may hold a task are found
 * first, from their class files as their loaders give them, while the application runs on. Only classes whose
 * file no loader finds, since they were made in memory, are given to the JVM to look at.
 *
 * <p>Asking a class loader runs code of the application: no lock is held meanwhile, and whatever it throws
 * means that it has no class file.
 *
 * <p>Thread safety: one thread at a time weaves or restores; any thread may stop it.
 */
public final class LoadedClasses {

  /** Where older JDKs have the code they generate for reflection, each class with a loader of its own. */
  private static final String JDK_INTERNAL = "jdk/internal/";

  /** A class that was just being defined is found in the next round; the last one finds none, usually. */
  private static final int MOST_ROUNDS = 5;

  private final Instrumentation instrumentation;
  private final TaskTransformer transformer;
  private final Retransformation retransformation;
  private final AgentLog log;
  private volatile boolean stopped;

  /** Creates one; the transformer is to be registered before {@link #weave} is called. */
  public LoadedClasses(Instrumentation instrumentation, TaskTransformer transformer, AgentLog log) {
    this.instrumentation = instrumentation;
    this.transformer = transformer;
    this.retransformation = new Retransformation(instrumentation);
    this.log = log;
  }

  /** Weaves what is loaded. */
  public void weave() {
    Set<Class<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int round = 0; round < MOST_ROUNDS && !stopped; round++) {
      List<Class<?>> wanted = wanted(seen);
      if (!wanted.isEmpty()) {
        retransformation.apply(wanted, this::notWoven);
        transformer.listPresent(wanted);
        log.debug("looked at the code of " + wanted.size() + " loaded classes");
      } else if (round > 0) {
        return;
      }
    }
  }

  /**
   * Weaves what is loaded before the application's first step: a JVM with an AOT cache (JDK 24 and later) loads the
   * classes in it before any agent comes, and another agent may have loaded some. No transformer has seen them.
   *
   * <p>Only the class path's: other loaders are not there yet, or another agent's. The application waits
   * meanwhile, so their files are read from the jars.
   */
  public void weaveEarly() {
    List<Class<?>> early = early();
    if (!early.isEmpty()) {
      weaveEarly(early);
    }
  }

  private List<Class<?>> early() {
    List<Class<?>> early = new ArrayList<>();
    for (Class<?> each : instrumentation.getAllLoadedClasses()) {
      if (isOfClassPath(each)) {
        early.add(each);
      }
    }
    return early;
  }

  private void weaveEarly(List<Class<?>> early) {
    List<Class<?>> wanted = new ArrayList<>();
    try (JarClassFiles jars = new JarClassFiles()) {
      for (Class<?> each : early) {
        boolean may = mayHoldTask(each, jars);
        if (may && TaskTransformer.isContext(each)) {
          // Loaded, but nobody has made one yet.
          transformer.expectContexts();
        } else if (may) {
          wanted.add(each);
        }
      }
    }
    if (!wanted.isEmpty()) {
      retransformation.apply(wanted, this::notWoven);
      log.debug("looked at the code of " + wanted.size() + " classes loaded before the agent");
    }
  }

  /** The agent's one class there is left out: to read its file would cost every start some time. */
  private static boolean isOfClassPath(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || type == TaskTransformer.AGENT) {
      return false;
    }
    for (ClassLoader each = ClassLoader.getSystemClassLoader();
        each != null;
        each = each.getParent()) {
      if (each == loader) {
        return true;
      }
    }
    return false;
  }

  /** Looks no further; what is being woven is woven. */
  public void stop() {
    stopped = true;
  }

  /** Gives classes their own code back, once the transformer is removed. */
  public void restore(TaskWeaver weaver) {
    List<Class<?>> woven = weaver.wovenClasses();
    for (Class<?> each : instrumentation.getAllLoadedClasses()) {
      if (Observation.isIn(each.getName().replace('.', '/'))) {
        woven.add(each);
      }
    }
    retransformation.apply(woven, this::notRestored);
  }

  private void notWoven(Class<?> type, Throwable cause) {
    // One that the JVM could not even link is refused before any transformer sees it.
    boolean isKnown = classFile(type.getClassLoader(), type.getName().replace('.', '/')) != null;
    if (transformer.forget(type) || isKnown) {
      log.fault(
          type.getName() + ": cannot be woven now that it is loaded, its tasks are not recorded",
          cause);
    } else {
      log.debug(type.getName() + ": could not be looked at: " + cause);
    }
  }

  private void notRestored(Class<?> type, Throwable cause) {
    log.fault(type.getName() + ": keeps its woven code, which does nothing any more", cause);
  }

  private List<Class<?>> wanted(Set<Class<?>> seen) {
    List<Class<?>> wanted = new ArrayList<>();
    for (Class<?> each : instrumentation.getAllLoadedClasses()) {
      if (!stopped && seen.add(each) && mayHoldTask(each, null)) {
        wanted.add(each);
      }
    }
    return wanted;
  }

  private boolean mayHoldTask(Class<?> type, @Nullable JarClassFiles jars) {
    if (type.isArray() || type.isPrimitive() || type.isHidden()) {
      return false;
    }
    ClassLoader loader = type.getClassLoader();
    String name = type.getName().replace('.', '/');
    if (TaskTransformer.isNeverWatched(loader, name)
        || name.startsWith(JDK_INTERNAL)
        || Proxy.isProxyClass(type)) {
      return false;
    }
    byte[] classFile = jars == null ? null : jars.read(type, name);
    if (classFile == null) {
      classFile = classFile(loader, name);
    }
    return (classFile == null || transformer.isWanted(loader, name, classFile))
        && instrumentation.isModifiableClass(type);
  }

  private static byte @Nullable [] classFile(@Nullable ClassLoader loader, String name) {
    return loader == null ? null : ClassResources.read(loader, name);
  }
}
