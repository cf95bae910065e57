package io.tlo.agent.weaving;

import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Has the JVM take loaded classes through the transformers again, a few at a time. All threads stand still for
 * as long as one batch takes.
 *
 * <p>Thread safety: safe.
 */
final class Retransformation {

  /**
   * A pause is hardly longer for fifty classes than for one: the JVM looks through all that are loaded. But where
   * one of a batch is refused, each of the others costs a pause of its own.
   */
  private static final int BATCH = 25;

  private final Instrumentation instrumentation;

  Retransformation(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Retransforms classes.
   *
   * @param refused is told of each class that stays as it was, and why
   */
  void apply(List<Class<?>> types, BiConsumer<Class<?>, Throwable> refused) {
    for (int from = 0; from < types.size(); from += BATCH) {
      applyBatch(types.subList(from, Math.min(from + BATCH, types.size())), refused);
    }
  }

  private void applyBatch(List<Class<?>> batch, BiConsumer<Class<?>, Throwable> refused) {
    try {
      instrumentation.retransformClasses(batch.toArray(new Class<?>[0]));
    } catch (Throwable e) {
      // One that is refused spoils its batch.
      batch.forEach(each -> applySingly(each, refused));
    }
  }

  private void applySingly(Class<?> type, BiConsumer<Class<?>, Throwable> refused) {
    try {
      instrumentation.retransformClasses(type);
    } catch (Throwable e) {
      refused.accept(type, e);
    }
  }
}
