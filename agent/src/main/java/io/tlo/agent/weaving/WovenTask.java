package io.tlo.agent.weaving;

import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * A woven method and the task it is.
 *
 * <p>Thread safety: safe for many threads.
 */
class WovenTask extends WovenMethod {

  private final FrameworkRunnable runnable;
  private volatile LiveTask live;
  private volatile boolean turnsElsewhere;

  WovenTask(
      WovenClass owner,
      DiscoveredMethod method,
      int number,
      FrameworkRunnable runnable,
      LiveTask live) {
    super(owner, method, number);
    this.runnable = runnable;
    this.live = live;
  }

  @Override
  Object begin(Recorder recorder, @Nullable Object receiver) {
    if (receiver != null) {
      owner().see(receiver);
    }
    return recorder.begin(live);
  }

  @Override
  void end(Recorder recorder, Object token, @Nullable Object result, @Nullable Throwable thrown) {
    recorder.end(live, token, result, thrown);
  }

  @Override
  void giveUp(Recorder recorder, Object token) {
    recorder.giveUp(live, token);
  }

  /** Returns what its framework runs it by. */
  FrameworkRunnable runnable() {
    return runnable;
  }

  LiveTask live() {
    return live;
  }

  /** Returns whether a context in the application gives it its turns. */
  boolean hasTurnsElsewhere() {
    return turnsElsewhere;
  }

  void giveTurnsElsewhere() {
    turnsElsewhere = true;
  }

  /** Takes the task's place when its class turns out to be there after all. */
  void live(LiveTask again) {
    live = again;
  }
}
