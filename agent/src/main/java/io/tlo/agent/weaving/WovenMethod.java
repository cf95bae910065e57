package io.tlo.agent.weaving;

import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.execution.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * A woven method, and what its calls are.
 *
 * <p>Thread safety: safe for many threads.
 */
abstract class WovenMethod {

  /** The token of a call that is not to be ended: it has been counted already, or belongs to another one. */
  static final Object NOTHING_TO_END = false;

  private final WovenClass owner;
  private final DiscoveredMethod method;
  private final int number;

  WovenMethod(WovenClass owner, DiscoveredMethod method, int number) {
    this.owner = owner;
    this.method = method;
    this.number = number;
  }

  final WovenClass owner() {
    return owner;
  }

  final DiscoveredMethod method() {
    return method;
  }

  /** Returns the number that stands for it in woven code. */
  final int number() {
    return number;
  }

  /**
   * A call begins.
   *
   * @param subject what the woven code knows of the call, null if it knows nothing
   * @return as {@link Recorder#begin}, or {@link #NOTHING_TO_END}
   */
  abstract Object begin(Recorder recorder, @Nullable Object subject);

  /** A call ends that {@code begin} gave this token. */
  abstract void end(
      Recorder recorder, Object token, @Nullable Object result, @Nullable Throwable thrown);

  /** Ends a call whose end could not be recorded. */
  abstract void giveUp(Recorder recorder, Object token);
}
