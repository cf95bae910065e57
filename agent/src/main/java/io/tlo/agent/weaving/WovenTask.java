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
  private volatile boolean turnsElsewhere;

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
