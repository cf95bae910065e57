package io.tlo.agent.weaving;

import io.tlo.agent.AgentLog;
import io.tlo.agent.adoption.Observation;
import io.tlo.agent.discovery.ClassFileName;
import io.tlo.agent.discovery.TaskClassFilter;
import io.tlo.agent.discovery.TaskClassReader;
import io.tlo.agent.source.Marks;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class that is loaded, and hands on the few that may hold a task. All others cost a look at their
 * constant pool.
 *
 * <p>Thread safety: safe; many threads load classes at once.
 */
public final class TaskTransformer implements ClassFileTransformer, IntSupplier {

  /** The library's front door: a context in the application must find the hook when it is made. */
  private static final String CONTEXT = "io/tlo/TloContext";

  /** The agent's class that the application can see: the one of its own loader. */
  static final Class<?> AGENT = TaskTransformer.class.getClassLoader().getClass();

  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private final Marks marks;
  private final TaskClassFilter filter;
  private final WeaverSource weavers;
  private final AgentLog log;
  // Counted without care: it only tells whether many classes are being loaded.
  private volatile int seen;
  private volatile boolean lookFailed;

  /** Makes the weaver when it is needed. */
  public interface WeaverSource {
    /**
     * Returns the weaver, null if the agent is being taken out.
     *
     * @throws Exception if it cannot be made
     */
    @Nullable
    TaskWeaver weaver() throws Exception;
  }

  /** Creates a transformer that looks for tasks with these marks. */
  public TaskTransformer(Marks marks, WeaverSource weavers, AgentLog log) {
    this.marks = marks;
    this.filter = new TaskClassFilter(marks);
    this.weavers = weavers;
    this.log = log;
  }

  /** Returns what reads the classes that may hold a task. */
  public TaskClassReader reader() {
    return filter.reader();
  }

  /** Returns how many classes were loaded so far, about. */
  @Override
  public int getAsInt() {
    return seen;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate")
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    seen++;
    String name = className;
    try {
      name = className == null ? ClassFileName.of(classFile) : className;
      return name != null && isWanted(loader, name, classFile)
          ? weave(loader, name, redefined, classFile)
          : null;
    } catch (Throwable e) {
      sayOnce(name, e);
      return null;
    }
  }

  /**
   * An exception that left a transformer would be swallowed by the JVM. What hinders the look
   * at one class, an agent's jar that was overwritten, hinders it at all.
   */
  private void sayOnce(@Nullable String className, Throwable cause) {
    if (!lookFailed) {
      // A stack that was used up is no hindrance to the next look.
      lookFailed = !(cause instanceof StackOverflowError);
      String name = className == null ? "a class without a name" : className.replace('/', '.');
      log.fault(
          name + ": cannot be looked at, and perhaps others; their tasks are not recorded", cause);
    }
  }

  /**
   * Returns whether a class may hold a task, or is wanted for another reason.
   *
   * @param className internal name
   */
  boolean isWanted(@Nullable ClassLoader loader, String className, byte[] classFile) {
    return !isNeverWatched(loader, className)
        && (className.equals(CONTEXT)
            || Observation.isIn(className, marks)
            || filter.mayHoldTask(loader, className, classFile));
  }

  /** Returns whether nothing of a class need be looked at, since no task can be in it. */
  static boolean isNeverWatched(@Nullable ClassLoader loader, String className) {
    if (loader == null) {
      return isOfJdk(className);
    }
    return loader == PLATFORM
        || isAgent(loader)
        || isMadeByAgent(loader)
        // That of extensions that are modules is of a class of the JDK's.
        || isMadeByAgent(loader.getParent());
  }

  private static boolean isMadeByAgent(@Nullable ClassLoader loader) {
    return loader != null && isAgent(loader.getClass().getClassLoader());
  }

  /**
   * Returns whether a loader is the agent's, or that of one which was taken out before. What they have made are
   * loaders too, for extensions for instance.
   */
  private static boolean isAgent(@Nullable ClassLoader loader) {
    return loader != null && loader.getClass() == AGENT;
  }

  private static boolean isOfJdk(String className) {
    return className.startsWith("java/")
        || className.startsWith("jdk/")
        || className.startsWith("sun/")
        || className.startsWith("javax/")
        || className.startsWith("com/sun/");
  }

  /**
   * Forgets the tasks of a loaded class that could not be given its woven code.
   *
   * @return whether it has any
   */
  boolean forget(Class<?> loaded) {
    try {
      TaskWeaver weaver = weavers.weaver();
      return weaver != null && weaver.forget(loaded);
    } catch (Exception e) {
      // There is no weaver: nothing was registered.
      return false;
    }
  }

  /** Lists what a framework had planned before TLO came; its classes are woven now. */
  void listPresent(List<Class<?>> loaded) {
    for (Class<?> each : loaded) {
      if (Observation.isScheduler(each)) {
        try {
          TaskWeaver weaver = weavers.weaver();
          if (weaver != null) {
            weaver.listPresent(each);
          }
        } catch (Throwable e) {
          log.debug(each.getName() + ": its jobs are seen when they run: " + e);
        }
      }
    }
  }

  static boolean isContext(Class<?> loaded) {
    return loaded.getName().replace('.', '/').equals(CONTEXT);
  }

  /** Makes the weaver, and with it the hook, before the application makes its first context. */
  void expectContexts() {
    try {
      weavers.weaver();
    } catch (Throwable e) {
      log.fault("contexts of the application's own are not seen", e);
    }
  }

  /** What fails is said for each class that is known to have tasks. */
  private byte @Nullable [] weave(
      @Nullable ClassLoader loader, String className, @Nullable Class<?> loaded, byte[] classFile) {
    String name = className.replace('/', '.');
    try {
      TaskWeaver weaver = weavers.weaver();
      if (weaver == null || weaver.isTooNew(name, classFile)) {
        return null;
      }
      byte[] woven = Observation.isIn(className)
          ? weaver.weaveObserved(name, classFile)
          : weaver.weave(loader, name, loaded, classFile);
      if (woven != null) {
        log.debug("wove " + name);
      }
      return woven;
    } catch (Throwable e) {
      log.fault(name + ": left as it is, its tasks are not recorded", e);
      return null;
    }
  }
}
