package io.tlo.agent.weaving;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The object by which a framework runs a task, as far as one has been seen: run through it, the framework's
 * transactions, security and measurements apply. Held weakly, since it is the application's; of several the one
 * that was seen last counts.
 *
 * <p>Thread safety: safe for many threads.
 */
final class FrameworkRunnable {

  private volatile @Nullable WeakReference<Runnable> seen;

  void see(Runnable runnable) {
    WeakReference<Runnable> present = seen;
    if (present == null || !present.refersTo(runnable)) {
      seen = new WeakReference<>(runnable);
    }
  }

  @Nullable
  Runnable get() {
    WeakReference<Runnable> present = seen;
    return present == null ? null : present.get();
  }
}
