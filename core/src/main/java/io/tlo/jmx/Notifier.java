package io.tlo.jmx;

import io.tlo.execution.OwnThreads;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.management.ObjectName;

/**
 * Sends notifications from a thread of its own, so that a slow listener holds nobody up. What would be too
 * much, or does not fit the queue, is held back and told together; see {@link Channel}.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Notifier {

  private static final int MOST_QUEUED = 1_000;
  private static final int IDLE_SECONDS = 10;

  private final LongSupplier nanos;
  private final AtomicLong number = new AtomicLong();
  private final Set<Channel> holding = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
      1,
      1,
      IDLE_SECONDS,
      TimeUnit.SECONDS,
      new ArrayBlockingQueue<>(MOST_QUEUED),
      Notifier::newThread,
      (delivery, full) -> ((Delivery) delivery).refused());

  /**
   * Creates a notifier; its thread starts with the first notification.
   *
   * @param nanos a clock that is never set, in nanoseconds
   */
  Notifier(LongSupplier nanos) {
    this.nanos = nanos;
    thread.allowCoreThreadTimeOut(true);
  }

  private static Thread newThread(Runnable work) {
    return OwnThreads.make(group -> new Thread(group, work, "tlo-notifier", 0, false));
  }

  /** One MBean that sends, under its name. */
  static final class Sender {
    private final ObjectName name;
    private final DescribedMBean mbean;
    // One for each type of news, made when there is any.
    private final Map<String, Channel> channels = new ConcurrentHashMap<>(4);

    Sender(ObjectName name, DescribedMBean mbean) {
      this.name = name;
      this.mbean = mbean;
    }

    ObjectName name() {
      return name;
    }

    DescribedMBean mbean() {
      return mbean;
    }
  }

  /** What waits for the notifier's thread. */
  interface Delivery extends Runnable {
    /** There was no room in the queue. */
    void refused();
  }

  /** Tells something to the listeners of these MBeans, at once or with others like it. */
  void tell(List<Sender> senders, News news) {
    long now = nanos.getAsLong();
    for (Sender each : senders) {
      channel(each, news.type()).tell(news, now);
    }
  }

  private Channel channel(Sender sender, String type) {
    Channel channel = sender.channels.get(type);
    if (channel == null) {
      Channel made = new Channel(this, sender);
      channel = sender.channels.putIfAbsent(type, made);
      return channel == null ? made : channel;
    }
    return channel;
  }

  void queue(Delivery delivery) {
    thread.execute(delivery);
  }

  /** Notes a channel that has held something back. */
  void holds(Channel channel) {
    holding.add(channel);
  }

  long nextNumber() {
    return number.incrementAndGet();
  }

  /** Tells what was held back, where a notification may be sent again; to be called once a second. */
  void summarise() {
    long now = nanos.getAsLong();
    for (Channel each : List.copyOf(holding)) {
      // It is forgotten first: if it holds something back again at this moment, it says so again.
      holding.remove(each);
      if (!each.summarise(now)) {
        holding.add(each);
      }
    }
  }

  void close() {
    thread.shutdownNow();
  }
}
