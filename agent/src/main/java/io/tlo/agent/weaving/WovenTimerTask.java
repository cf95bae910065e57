package io.tlo.agent.weaving;

import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * A task whose method may call the same method of its superclass, which is a task for other objects. The
 * framework has called it once, and so it counts once.
 *
 * <p>Thread safety: safe for many threads.
 */
final class WovenTimerTask extends WovenTask {

  /** The object whose method runs on a thread; nothing once it has ended. */
  private static final ThreadLocal<@Nullable Object> RUNNING = new ThreadLocal<>();

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
    if (receiver != null && RUNNING.get() == receiver) {
      return NOTHING_TO_END;
    }
    Object token = super.begin(recorder, receiver);
    if (token != Recorder.SKIPPED) {
      RUNNING.set(receiver);
    }
    return token;
  }

  @Override
  void end(Recorder recorder, Object token, @Nullable Object result, @Nullable Throwable thrown) {
    RUNNING.remove();
    super.end(recorder, token, result, thrown);
  }
}
