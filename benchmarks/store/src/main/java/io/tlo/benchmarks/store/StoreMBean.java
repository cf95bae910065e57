package io.tlo.benchmarks.store;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What TLO says of its store, read the way any JMX client reads it. */
final class StoreMBean {

  private static final long MOST_WAIT_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final ObjectName name;

  private StoreMBean() throws JMException {
    name = new ObjectName("tlo:type=Store");
  }

  /** Returns it once it is published. */
  static StoreMBean await() throws JMException {
    StoreMBean store = new StoreMBean();
    long begun = System.nanoTime();
    while (!store.server.isRegistered(store.name)) {
      store.waitABit(begun, "there is no " + store.name);
    }
    return store;
  }

  long sum(String... attributes) throws JMException {
    long sum = 0;
    for (Attribute each : server.getAttributes(name, attributes).asList()) {
      sum += (Long) each.getValue();
    }
    return sum;
  }

  /** Waits until the store has taken so many records; returns when that was. */
  long awaitWritten(long records) throws JMException {
    long begun = System.nanoTime();
    while (sum("RecordsWritten") < records) {
      waitABit(begun, "of " + records + " records " + sum("RecordsWritten") + " are written");
    }
    return System.nanoTime();
  }

  /** Fails unless each call is written, queued or dropped. */
  void requireCalls(long calls) throws JMException {
    long found = sum("RecordsWritten", "RecordsQueued", "RecordsDropped");
    if (found != calls) {
      throw new IllegalStateException("calls: " + calls + ", records: " + found);
    }
  }

  private void waitABit(long begun, String otherwise) {
    if (System.nanoTime() - begun > MOST_WAIT_NANOS) {
      throw new IllegalStateException(otherwise);
    }
    LockSupport.parkNanos(LOOK_NANOS);
  }
}
