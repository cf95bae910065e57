package io.tlo.agent.weaving;

import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.agent.discovery.Overriding;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Recorder;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A task whose method overrides that of another task, or may be overridden by it. The overriding method may call the
 * other one through {@code super}: on the same object, which is a part of its own execution. So it counts once, and
 * the switch of the overridden task does not cut it short. A method that calls itself is called again, and counts
 * again.
 *
 * <p>Thread safety: safe for many threads.
 */
final class WovenOverride extends WovenTask {

  /**
   * The innermost call on a thread; nothing once the outermost has ended. Held weakly: woven code holds a call for as
   * long as it runs, and one whose end never comes here must hold nothing of the application.
   */
  private static final ThreadLocal<@Nullable WeakReference<Call>> INNERMOST = new ThreadLocal<>();

  /**
   * A call that runs.
   *
   * @param task whose method was called
   * @param receiver on which object
   * @param token what the recorder knows it by
   * @param outer the call within which it was made, null for none
   */
  private record Call(
      WovenOverride task,
      @Nullable Object receiver,
      Object token,
      @Nullable Call outer) {}

  WovenOverride(
      WovenClass owner,
      DiscoveredMethod method,
      int number,
      FrameworkRunnable runnable,
      LiveTask live) {
    super(owner, method, number, runnable, live);
  }

  /** Creates one that takes the place of a task of which it was not known that another class overrides it. */
  WovenOverride(WovenTask before) {
    super(before);
  }

  @Override
  Object begin(Recorder recorder, @Nullable Object receiver) {
    WeakReference<Call> reference = INNERMOST.get();
    Call innermost = reference == null ? null : reference.get();
    if (isPartOf(innermost, receiver)) {
      if (receiver != null) {
        owner().see(receiver);
      }
      return NOTHING_TO_END;
    }
    if (receiver != null && method().isBody()) {
      owner().see(receiver);
    }
    Object token = super.begin(recorder, method().isBody() ? null : receiver);
    if (token == Recorder.SKIPPED) {
      return token;
    }
    Call call = new Call(this, receiver, token, innermost);
    INNERMOST.set(new WeakReference<>(call));
    return call;
  }

  /** Returns whether a method that overrides this one runs on the same object: only through super it comes here. */
  private boolean isPartOf(@Nullable Call innermost, @Nullable Object receiver) {
    for (Call each = innermost; each != null; each = each.outer) {
      if (each.task.number() != number() && isWithin(each, receiver)) {
        return true;
      }
    }
    return false;
  }

  private boolean isWithin(Call outer, @Nullable Object receiver) {
    Overriding own = method().overriding();
    Overriding overriding = outer.task.method().overriding();
    return receiver != null
        && outer.receiver == receiver
        && overriding.mayOverride(own)
        && owner().isAbove(outer.task.owner(), receiver.getClass());
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
    if (!(token instanceof Call call)) {
      // It began before this took the task's place.
      return token;
    }
    if (call.outer == null) {
      INNERMOST.remove();
    } else {
      INNERMOST.set(new WeakReference<>(call.outer));
    }
    return call.token;
  }
}
