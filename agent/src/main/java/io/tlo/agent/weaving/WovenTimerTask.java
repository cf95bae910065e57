package io.tlo.agent.weaving;

import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * A task whose method may call the same method of its superclass, which is a task for other objects. The
 * framework has called it once, and so it counts once; a method that calls itself is called again, and counts
 * again.
 *
 * <p>Thread safety: safe for many threads.
 */
final class WovenTimerTask extends WovenTask {

  /** The innermost call on a thread; nothing once the outermost has ended. */
  private static final ThreadLocal<@Nullable Call> INNERMOST = new ThreadLocal<>();

  /**
   * A call that runs.
   *
   * @param task whose method was called
   * @param receiver on which object
   * @param token what the recorder knows it by
   * @param outer the call within which it was made, null for none
   */
  private record Call(
      WovenTimerTask task,
      @Nullable Object receiver,
      Object token,
      @Nullable Call outer) {}

  WovenTimerTask(
      WovenClass owner,
      DiscoveredMethod method,
      int number,
      FrameworkRunnable runnable,
      LiveTask live) {
    super(owner, method, number, runnable, live);
  }

  @Override
  Object begin(Recorder recorder, @Nullable Object receiver) {
    Call outer = INNERMOST.get();
    if (outer != null && outer.receiver == receiver && outer.task != this) {
      return NOTHING_TO_END;
    }
    Object token = super.begin(recorder, receiver);
    if (token == Recorder.SKIPPED) {
      return token;
    }
    Call call = new Call(this, receiver, token, outer);
    INNERMOST.set(call);
    return call;
  }

  @Override
  void end(Recorder recorder, Object token, @Nullable Object result, @Nullable Throwable thrown) {
    super.end(recorder, leave(token), result, thrown);
  }

  @Override
  void giveUp(Recorder recorder, Object token) {
    super.giveUp(recorder, leave(token));
  }

  /** Returns what the recorder knows a call by that is left. */
  private static Object leave(Object token) {
    Call call = (Call) token;
    if (call.outer == null) {
      INNERMOST.remove();
    } else {
      INNERMOST.set(call.outer);
    }
    return call.token;
  }
}
