package io.tlo.agent.weaving;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a {@link java.util.Timer} still has a task in its queue: one whose thread has ended has not. The
 * names of the fields are those of JDK 17 to 25.
 *
 * <p>Thread safety: safe.
 */
final class TimerQueues {

  private static final String TIMER_THREAD = "java.util.TimerThread";
  // The queue is read without its lock, and a task that is being moved in it may be missed.
  private static final int LOOKS = 3;
  private static final int MORE_THREADS = 64;

  private final Instrumentation instrumentation;
  private @Nullable MethodHandle queueOfThread;
  private @Nullable MethodHandle tasksOfQueue;

  TimerQueues(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Returns whether the thread of a timer lives and has this task in its queue. */
  synchronized boolean contain(TimerTask task) throws Throwable {
    for (int i = 0; i < LOOKS; i++) {
      for (Thread each : threads()) {
        if (each != null && each.getClass().getName().equals(TIMER_THREAD) && has(each, task)) {
          return true;
        }
      }
    }
    return false;
  }

  private static @Nullable Thread[] threads() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    for (ThreadGroup above = root; above != null; above = above.getParent()) {
      root = above;
    }
    @Nullable Thread[] threads;
    do {
      threads = new Thread[root.activeCount() + MORE_THREADS];
    } while (root.enumerate(threads) == threads.length);
    return threads;
  }

  private boolean has(Thread timerThread, TimerTask task) throws Throwable {
    Object queue = (Object) queueOfThread(timerThread).invokeExact(timerThread);
    for (Object each : (Object[]) tasksOfQueue(queue).invokeExact(queue)) {
      if (each == task) {
        return true;
      }
    }
    return false;
  }

  private MethodHandle queueOfThread(Thread timerThread) throws Throwable {
    MethodHandle present = queueOfThread;
    if (present == null) {
      Class<?> owner = timerThread.getClass();
      Class<?> queue = Class.forName("java.util.TaskQueue", false, null);
      present = new ThrowAwayModule(instrumentation)
          .getter(owner, "queue", queue, false)
          .asType(MethodType.methodType(Object.class, Thread.class));
      queueOfThread = present;
    }
    return present;
  }

  private MethodHandle tasksOfQueue(Object queue) throws Throwable {
    MethodHandle present = tasksOfQueue;
    if (present == null) {
      present = new ThrowAwayModule(instrumentation)
          .getter(queue.getClass(), "queue", TimerTask[].class, false)
          .asType(MethodType.methodType(Object[].class, Object.class));
      tasksOfQueue = present;
    }
    return present;
  }
}
