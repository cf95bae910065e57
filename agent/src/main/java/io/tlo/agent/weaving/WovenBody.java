package io.tlo.agent.weaving;

import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * A task whose method is the body of an interface's method, which Kotlin keeps as a static method that takes the object
 * first.
 *
 * <p>Thread safety: safe for many threads.
 */
final class WovenBody extends WovenTask {

  WovenBody(
      WovenClass owner,
      DiscoveredMethod method,
      int number,
      FrameworkRunnable runnable,
      LiveTask live) {
    super(owner, method, number, runnable, live);
  }

  @Override
  Object begin(Recorder recorder, @Nullable Object object) {
    if (object != null) {
      owner().see(object);
    }
    return super.begin(recorder, null);
  }
}
