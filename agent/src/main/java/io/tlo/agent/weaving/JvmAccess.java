package io.tlo.agent.weaving;

import io.tlo.agent.discovery.DiscoveredMethod;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collection;
import java.util.List;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * What TLO may do in this JVM beyond plain code, sealed in method handles. Objects of TLO can come into the
 * application's hands, its MBeans where the application has brought the MBean server; and then reflection reaches
 * all that hangs on them. The insides of a handle it does not reach: they are in a closed package of the JDK.
 *
 * <p>Thread safety: safe.
 */
final class JvmAccess {

  private final MethodHandle finding;
  private final MethodHandle calling;
  private final MethodHandle readingTimerTask;
  private final MethodHandle askingTimers;
  private final MethodHandle askingInitialized;

  JvmAccess(Instrumentation instrumentation) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    finding = lookup.bind(
        new ClassFinder(instrumentation),
        "findAll",
        MethodType.methodType(void.class, Collection.class));
    calling = lookup.bind(
        new MethodCaller(instrumentation),
        "call",
        MethodType.methodType(
            Object.class, WovenClass.class, DiscoveredMethod.class, Object[].class));
    readingTimerTask = lookup.bind(
        new TimerTaskFields(instrumentation),
        "read",
        MethodType.methodType(long[].class, TimerTask.class));
    askingTimers = lookup.bind(
        new TimerQueues(instrumentation),
        "contain",
        MethodType.methodType(boolean.class, TimerTask.class));
    askingInitialized = lookup.bind(
        new InitializedClasses(instrumentation),
        "contains",
        MethodType.methodType(boolean.class, Class.class));
  }

  /** Returns the class, null if it is not defined yet, or gone. */
  @Nullable
  Class<?> find(WovenClass woven) {
    if (!woven.isDefined()) {
      findAll(List.of(woven));
    }
    return woven.type();
  }

  /** Returns whether a class is initialised; false if it is not defined yet, or gone. */
  boolean isInitialized(WovenClass woven) {
    Class<?> type = find(woven);
    return type != null && isInitialized(type);
  }

  /** Returns whether a class is initialised. */
  boolean isInitialized(Class<?> type) {
    try {
      return (boolean) askingInitialized.invokeExact(type);
    } catch (Throwable e) {
      // Another JDK may have named its method otherwise: its static tasks can be run all the same.
      return true;
    }
  }

  /** Looks for several classes at once. */
  void findAll(Collection<WovenClass> wanted) {
    try {
      finding.invokeExact(wanted);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns state, period and next time of a timer's task, null if this JDK does not have them. */
  long @Nullable [] timerTaskFields(TimerTask task) {
    try {
      return (long[]) readingTimerTask.invokeExact(task);
    } catch (Throwable e) {
      // Another JDK may have named its fields otherwise: then nothing is known of the schedule.
      return null;
    }
  }

  /** Returns whether a timer that lives has this task in its queue. */
  boolean isInTimer(TimerTask task) {
    try {
      return (boolean) askingTimers.invokeExact(task);
    } catch (Throwable e) {
      // Another JDK may have named its fields otherwise: the task itself tells what is planned.
      return true;
    }
  }

  /**
   * Calls a method, on the instance that was seen last.
   *
   * @throws Throwable whatever the method throws, or that it could not be called
   */
  @Nullable
  Object call(WovenClass owner, DiscoveredMethod method, @Nullable Object[] arguments)
      throws Throwable {
    return (Object) calling.invokeExact(owner, method, arguments);
  }
}
