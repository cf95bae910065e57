package io.tlo.sample;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads {@code clerk-1}, {@code clerk-2} ...: records show on which one a task ran. */
final class NamedThreads implements ThreadFactory {

  private final String prefix;
  private final AtomicInteger made = new AtomicInteger();

  NamedThreads(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public Thread newThread(Runnable work) {
    return new Thread(work, prefix + "-" + made.incrementAndGet());
  }
}
