package io.tlo.agent.weaving;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link java.util.Timer} notes in its tasks; there is no method for it. The names of the fields are
 * those of JDK 17 to 25.
 *
 * <p>Thread safety: safe; values may be of slightly different moments, as no lock of the timer's is taken.
 */
final class TimerTaskFields {

  private final Instrumentation instrumentation;
  private @Nullable MethodHandle state;
  private @Nullable MethodHandle period;
  private @Nullable MethodHandle nextExecutionTime;

  TimerTaskFields(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Returns state, period and next time of a task. */
  synchronized long[] read(TimerTask task) throws Throwable {
    MethodHandle readState = state;
    MethodHandle readPeriod = period;
    MethodHandle readNext = nextExecutionTime;
    if (readState == null || readPeriod == null || readNext == null) {
      ThrowAwayModule inside = new ThrowAwayModule(instrumentation);
      readState = getter(inside, "state", int.class);
      readPeriod = getter(inside, "period", long.class);
      readNext = getter(inside, "nextExecutionTime", long.class);
      state = readState;
      period = readPeriod;
      nextExecutionTime = readNext;
    }
    return new long[] {
      (int) readState.invokeExact(task),
      (long) readPeriod.invokeExact(task),
      (long) readNext.invokeExact(task)
    };
  }

  private static MethodHandle getter(ThrowAwayModule inside, String name, Class<?> type) {
    return inside.getter(TimerTask.class, name, type, false);
  }
}
