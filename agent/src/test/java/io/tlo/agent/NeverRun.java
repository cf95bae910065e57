package io.tlo.agent;

import io.tlo.execution.LiveTask;
import io.tlo.execution.TaskInvoker;
import org.jspecify.annotations.Nullable;

/** Stands for a method that TLO never runs: the test alone calls it, or nobody does. */
public final class NeverRun implements TaskInvoker {

  @Override
  public String refusal() {
    return "no test runs it";
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
    throw new IllegalStateException("no test runs it");
  }

  @Override
  public @Nullable ClassLoader contextClassLoader() {
    return null;
  }
}
