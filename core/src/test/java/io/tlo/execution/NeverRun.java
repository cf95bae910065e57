package io.tlo.execution;

import org.jspecify.annotations.Nullable;

/** Stands for a method that TLO never runs: a test calls it, it cannot be called, or nobody does. */
public final class NeverRun implements TaskInvoker {

  private final @Nullable String refusal;

  /** Creates one that is refused only once it is called. */
  public NeverRun() {
    this(null);
  }

  /** Creates one that says why it is not run. */
  public NeverRun(@Nullable String refusal) {
    this.refusal = refusal;
  }

  @Override
  public @Nullable String refusal() {
    return refusal;
  }

  @Override
  public @Nullable String refusal(@Nullable Object[] arguments) {
    return null;
  }

  @Override
  public @Nullable Object[] arguments(String text) {
    return new Object[0];
  }

  @Override
  public @Nullable Object invoke(LiveTask task, @Nullable Object[] arguments) {
    throw new IllegalStateException("cannot be called");
  }

  @Override
  public @Nullable ClassLoader contextClassLoader() {
    return null;
  }
}
