package io.tlo.agent.weaving;

import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.execution.LiveTask;

/**
 * A woven method and the task it is.
 *
 * <p>Thread safety: safe for many threads.
 */
final class WovenTask {

  private final WovenClass owner;
  private final DiscoveredMethod method;
  private final int number;
  private volatile LiveTask live;

  WovenTask(WovenClass owner, DiscoveredMethod method, int number, LiveTask live) {
    this.owner = owner;
    this.method = method;
    this.number = number;
    this.live = live;
  }

  WovenClass owner() {
    return owner;
  }

  DiscoveredMethod method() {
    return method;
  }

  /** Returns the number that stands for it in woven code. */
  int number() {
    return number;
  }

  LiveTask live() {
    return live;
  }

  void live(LiveTask again) {
    live = again;
  }
}
