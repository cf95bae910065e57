package io.tlo.execution;

import io.tlo.arguments.ArgumentValues;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Records the calls of a body, as woven code would. */
class TestInvoker implements TaskInvoker {

  final AtomicReference<@Nullable String> refusal = new AtomicReference<>();
  final AtomicReference<@Nullable ClassLoader> loader = new AtomicReference<>();
  private final Recorder recorder;
  private final TestBench.Body body;

  TestInvoker(Recorder recorder, TestBench.Body body) {
    this.recorder = recorder;
    this.body = body;
  }

  @Override
  public @Nullable String refusal() {
    return refusal.get();
  }

  @Override
  public @Nullable String refusal(@Nullable Object[] arguments) {
    return arguments.length <= 1 ? null : "it takes 1 argument";
  }

  /** The method takes one whole number, or none. */
  @Override
  public @Nullable Object[] arguments(String text) {
    return text.isBlank()
        ? new Object[0]
        : ArgumentValues.convert(text, new Class<?>[] {int.class}, false, "ship(int)");
  }

  @Override
  public @Nullable Object invoke(LiveTask task, @Nullable Object[] arguments) throws Throwable {
    Object token = recorder.begin(task);
    if (token == Recorder.SKIPPED) {
      return null;
    }
    Object result = null;
    Throwable thrown = null;
    try {
      result = body.run(arguments);
    } catch (Throwable e) {
      thrown = e;
    }
    recorder.end(task, token, result, thrown);
    if (thrown != null) {
      throw thrown;
    }
    return result;
  }

  @Override
  public @Nullable ClassLoader contextClassLoader() {
    return loader.get();
  }
}
