package io.tlo.jmx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of an MBean. The JDK's support does not tell whether there are any, so they are kept here too.
 *
 * <p>Thread safety: safe for many threads; no lock is held while a listener is told.
 */
final class Listeners extends NotificationBroadcasterSupport {

  private final List<Listening> present = new ArrayList<>();
  private volatile boolean isEmpty = true;

  /** Creates listeners of which there are none yet. */
  Listeners() {
    super(Listeners::tell);
  }

  /** A listener as it was added; the same one may be added several times. */
  private record Listening(
      NotificationListener listener,
      @Nullable NotificationFilter filter,
      @Nullable Object handback) {

    /** As the JDK compares them: nobody's equals is called. */
    boolean isSame(
        NotificationListener otherListener,
        @Nullable NotificationFilter otherFilter,
        @Nullable Object otherHandback) {
      return listener == otherListener && filter == otherFilter && handback == otherHandback;
    }
  }

  /** Tells one listener; an error of its own must not keep the others from hearing. */
  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (Throwable e) {
      // The support forgives exceptions in the same way, but not errors.
      return;
    }
  }

  boolean isEmpty() {
    return isEmpty;
  }

  @Override
  public synchronized void addNotificationListener(
      NotificationListener listener,
      @Nullable NotificationFilter filter,
      @Nullable Object handback) {
    super.addNotificationListener(listener, filter, handback);
    present.add(new Listening(listener, filter, handback));
    isEmpty = false;
  }

  @Override
  public synchronized void removeNotificationListener(NotificationListener listener)
      throws ListenerNotFoundException {
    super.removeNotificationListener(listener);
    present.removeIf(each -> each.listener() == listener);
    isEmpty = present.isEmpty();
  }

  @Override
  public synchronized void removeNotificationListener(
      NotificationListener listener, @Nullable NotificationFilter filter, @Nullable Object handback)
      throws ListenerNotFoundException {
    super.removeNotificationListener(listener, filter, handback);
    removeFirst(each -> each.isSame(listener, filter, handback));
    isEmpty = present.isEmpty();
  }

  private void removeFirst(Predicate<Listening> which) {
    for (int i = 0; i < present.size(); i++) {
      if (which.test(present.get(i))) {
        present.remove(i);
        return;
      }
    }
  }
}
