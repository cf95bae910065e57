package io.tlo.agent.weaving;

import io.tlo.agent.AgentLog;
import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.agent.discovery.TaskClassReader;
import io.tlo.execution.SkipResult;
import io.tlo.registry.TaskNaming;
import io.tlo.runtime.TaskRuntime;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tasks of a class, registers them and weaves them. Made with the first class that may hold one; with
 * it Byte Buddy is loaded and the hook is defined.
 *
 * <p>Thread safety: safe.
 */
public final class TaskWeaver {

  /** The library's front door, of which the program may have made contexts. */
  private static final String CONTEXT = "io.tlo.TloContext";

  private final TaskClassReader reader;
  private final TaskCatalog catalog;
  private final Hook hook;
  private final ClassWeaving weaving;
  private final AgentLog log;
  private final AtomicBoolean hasSaidNewer = new AtomicBoolean();

  /**
   * Creates a weaver and connects the hook to it.
   *
   * @throws ReflectiveOperationException if the hook cannot be defined
   * @throws IOException if the agent's jar cannot be read
   */
  public TaskWeaver(
      TaskRuntime runtime, TaskClassReader reader, Instrumentation instrumentation, AgentLog log)
      throws ReflectiveOperationException, IOException {
    this.reader = reader;
    this.log = log;
    this.hook = Hook.install(instrumentation);
    this.catalog = new TaskCatalog(runtime, new JvmAccess(instrumentation), hook.numbers(), log);
    this.weaving = new ClassWeaving();
    hook.connect(new Dispatcher(catalog, runtime.recorder(), log).handle());
    runtime.housekeeping().add(catalog);
  }

  /**
   * Weaves a class.
   *
   * @param className binary name
   * @param loaded the class, if it is there already and gets new code
   * @return the woven class file, null if the class holds no task
   */
  public byte @Nullable [] weave(
      @Nullable ClassLoader loader, String className, @Nullable Class<?> loaded, byte[] classFile) {
    if (loaded != null && className.equals(CONTEXT)) {
      catalog.leaveTurnsToContexts();
    }
    List<Candidate> candidates = candidates(loader, className, classFile);
    if (candidates.isEmpty()) {
      return null;
    }
    WovenClass woven = catalog.register(loader, className, candidates);
    try {
      byte[] result = weaving.weave(woven, classFile);
      if (loaded != null) {
        catalog.defined(woven, loaded);
      }
      return result;
    } catch (Throwable e) {
      // Errors too: a class may be loaded on the last bit of a stack, and then goes unwoven.
      catalog.discard(woven);
      throw e;
    }
  }

  /**
   * Returns whether a class file is of a version that came after this agent. That is said once: a program that was
   * compiled for a JVM to come has many such classes.
   */
  boolean isTooNew(String className, byte[] classFile) {
    ClassFileVersion version = ClassFileVersion.ofClassFile(classFile);
    if (OpenedClassReader.EXPERIMENTAL || !version.isGreaterThan(ClassFileVersion.latest())) {
      return false;
    }
    if (hasSaidNewer.compareAndSet(false, true)) {
      log.fault(
          className
              + ": left as it is, its tasks are not recorded, nor are those of other classes for "
              + version + " or later; this agent knows them up to " + ClassFileVersion.latest()
              + ": a newer agent is needed",
          null);
    }
    return true;
  }

  /** Weaves a class of a framework's in which something is watched. */
  byte[] weaveObserved(String className, byte[] classFile) {
    return weaving.weaveObserved(className, classFile);
  }

  /** Lists the jobs of Quartz's schedulers of that class, which were started before. */
  void listPresent(Class<?> scheduler) {
    catalog.quartzJobs().listPresent(scheduler);
  }

  /** Returns the classes with tasks that have been woven and are there. */
  List<Class<?>> wovenClasses() {
    return catalog.wovenClasses();
  }

  /**
   * Forgets the tasks of a loaded class that could not be given its woven code.
   *
   * @return whether it has any
   */
  boolean forget(Class<?> loaded) {
    return catalog.forget(loaded);
  }

  /** Woven code comes here no more. */
  public void disconnect() {
    hook.disconnect();
  }

  /**
   * Returns the methods that can be tasks; says of each other one why it cannot. This may ask the
   * application's class loader for class files, so no lock of ours is held meanwhile.
   */
  private List<Candidate> candidates(
      @Nullable ClassLoader loader, String className, byte[] classFile) {
    List<Candidate> candidates = new ArrayList<>();
    ReturnTypes types = new ReturnTypes(loader);
    for (DiscoveredMethod method : reader.read(loader, classFile)) {
      if (method.hasBody()) {
        candidates.add(new Candidate(method, notSwitchable(types, method)));
      } else {
        log.info(TaskNaming.method(className, method.name(), method.parameterTypes())
            + ": is abstract or native and cannot be a task; annotate a method with a body");
      }
    }
    return candidates;
  }

  private static @Nullable String notSwitchable(ReturnTypes types, DiscoveredMethod method) {
    String returnType = method.returnType();
    String ofSource = method.source().refusal(returnType);
    return ofSource != null
        ? ofSource
        : SkipResult.refusal(
            returnType, method.lastParameterType(), superType -> types.isA(returnType, superType));
  }
}
