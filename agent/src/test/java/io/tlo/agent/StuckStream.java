package io.tlo.agent;

import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** The stderr of a process that nobody reads: whoever writes to it stays there. */
final class StuckStream extends OutputStream implements AutoCloseable {

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch read = new CountDownLatch(1);

  @Override
  public void write(int b) {
    begun.countDown();
    try {
      read.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until somebody writes. */
  void awaitWriter() throws InterruptedException {
    begun.await();
  }

  /** Lets all writers go. */
  @Override
  public void close() {
    read.countDown();
  }
}
