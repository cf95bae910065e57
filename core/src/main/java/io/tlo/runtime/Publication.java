package io.tlo.runtime;

import io.tlo.execution.FaultListener;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Records;
import io.tlo.execution.TaskEvents;
import io.tlo.execution.TaskListener;
import io.tlo.jmx.MBeanPublisher;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Publishes the tasks that come and removes those that go, on a thread of its own: tasks come while
 * the application loads a class, which must not wait for JMX, and the server calls listeners of the application's. And
 * has told each second what is due then.
 *
 * <p>The only class outside the MBeans' own package that needs {@code java.management}.
 */
final class Publication implements TaskListener, Runnable {

  private static final String UNKNOWN_VERSION = "unknown";

  private final MBeanPublisher publisher;
  private final Queue<Runnable> changes = new ConcurrentLinkedQueue<>();
  private final Housekeeping publishing;
  private boolean closed;

  Publication(TaskRuntime runtime, Records records, String context, FaultListener faults) {
    publishing = runtime.publishing();
    publisher = new MBeanPublisher(
        ManagementFactory.getPlatformMBeanServer(),
        new MBeanPublisher.Parts(
            runtime.tasks(),
            records,
            runtime.recorder(),
            runtime.steering(),
            runtime.intervals(),
            Clock.systemUTC(),
            runtime.watch(),
            runtime.settings(),
            version(),
            runtime.hasCustomStore()),
        faults);
    publisher.publishRegistry(context);
  }

  private static String version() {
    String version = Publication.class.getPackage().getImplementationVersion();
    return version == null ? UNKNOWN_VERSION : version;
  }

  TaskEvents publisher() {
    return publisher;
  }

  @Override
  public void added(LiveTask task) {
    changes.add(() -> publisher.publish(task));
    publishing.wake();
  }

  @Override
  public void removed(LiveTask task) {
    changes.add(() -> publisher.unpublish(task));
    publishing.wake();
  }

  @Override
  public synchronized void run() {
    for (Runnable change = changes.poll(); change != null; change = changes.poll()) {
      // An MBean that came after the others were removed would stay for ever.
      if (!closed) {
        change.run();
      }
    }
    if (!closed) {
      publisher.tellWhatIsDue();
    }
  }

  synchronized void close() {
    closed = true;
    changes.clear();
    publisher.close();
  }
}
