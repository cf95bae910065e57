package io.tlo.agent.weaving;

import org.jspecify.annotations.Nullable;

/**
 * Stands in advice for the hook's method, which no compiler can name: the hook is a class of {@code java.lang}
 * that the agent defines. {@link Decoration} puts the hook in its place.
 */
final class HookCall {

  private HookCall() {}

  /** {@link Phase} says what the arguments are. */
  static @Nullable Object call(
      int phase,
      int number,
      @Nullable Object token,
      @Nullable Object subject,
      @Nullable Throwable thrown) {
    // The hook's answer when no agent is there.
    return null;
  }
}
