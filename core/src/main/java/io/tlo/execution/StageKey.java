package io.tlo.execution;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A stage as the key of a map: two are equal while they are of the very same stage, which is held weakly.
 *
 * <p>Thread safety: immutable.
 */
final class StageKey extends WeakReference<CompletionStage<?>> {

  private final int hash;

  StageKey(CompletionStage<?> stage) {
    super(stage);
    // The stage's own may be code of the application.
    this.hash = System.identityHashCode(stage);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    CompletionStage<?> stage = get();
    return stage != null && other instanceof StageKey key && key.refersTo(stage);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
