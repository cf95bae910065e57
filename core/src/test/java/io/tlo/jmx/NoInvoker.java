package io.tlo.jmx;

import io.tlo.execution.LiveTask;
import io.tlo.execution.TaskInvoker;
import org.jspecify.annotations.Nullable;

/** Stands for a method of which there is no instance. */
final class NoInvoker implements TaskInvoker {

  @Override
  public String refusal() {
    return "there is no instance";
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
    throw new IllegalStateException("there is no instance");
  }

  @Override
  public @Nullable ClassLoader contextClassLoader() {
    return null;
  }
}
