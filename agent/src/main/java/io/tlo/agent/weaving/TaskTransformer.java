package io.tlo.agent.weaving;

import io.tlo.agent.AgentLog;
import io.tlo.agent.ExtensionLoader;
import io.tlo.agent.adoption.Observation;
import io.tlo.agent.discovery.TaskClassFilter;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
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

  private static final ClassLoader OWN = TaskTransformer.class.getClassLoader();
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private final TaskClassFilter filter;
  private final WeaverSource weavers;
  private final AgentLog log;
  // Counted without care: it only tells whether many classes are being loaded.
  private volatile int seen;

  /** Makes the weaver when it is needed. */
  public interface WeaverSource {
    /**
     * Returns the weaver.
     *
     * @throws Exception if it cannot be made
     */
    TaskWeaver weaver() throws Exception;
  }

  /** Creates a transformer. */
  public TaskTransformer(TaskClassFilter filter, WeaverSource weavers, AgentLog log) {
    this.filter = filter;
    this.weavers = weavers;
    this.log = log;
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
    if (className == null || isNeverWatched(loader, className)) {
      return null;
    }
    return isWanted(loader, className, classFile) ? weave(loader, className, classFile) : null;
  }

  /** Returns whether there may be something to weave in a class. */
  private boolean isWanted(@Nullable ClassLoader loader, String className, byte[] classFile) {
    return className.equals(CONTEXT)
        || Observation.isIn(className)
        || filter.mayHoldTask(loader, className, classFile);
  }

  private static boolean isNeverWatched(@Nullable ClassLoader loader, String className) {
    if (loader == null) {
      return isOfJdk(className);
    }
    return loader == OWN || loader == PLATFORM || loader instanceof ExtensionLoader;
  }

  private static boolean isOfJdk(String className) {
    return className.startsWith("java/")
        || className.startsWith("jdk/")
        || className.startsWith("sun/")
        || className.startsWith("javax/")
        || className.startsWith("com/sun/");
  }

  /** An exception that left a transformer would be swallowed by the JVM: it is said here. */
  private byte @Nullable [] weave(
      @Nullable ClassLoader loader, String className, byte[] classFile) {
    String name = className.replace('/', '.');
    try {
      byte[] woven = Observation.isIn(className)
          ? weavers.weaver().weaveObserved(name, classFile)
          : weavers.weaver().weave(loader, name, classFile);
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
