package io.tlo.jmx;

import io.tlo.execution.LiveTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The way that one type of news takes from one MBean to its listeners: one by one, ten in any second. What
 * is beyond that, or finds the notifier's queue full, is held back: only counted, with the oldest and the
 * newest of each task. While anything is held back everything is, so that nothing is told out of turn; one
 * notification then tells all of it.
 *
 * <p>Thread safety: safe for many threads. News come on the application's threads: holding back takes no
 * lock.
 */
final class Channel {

  private final Notifier notifier;
  private final Notifier.Sender sender;
  private final RateLimit limit = new RateLimit();
  private final Map<LiveTask, Holding> held = new ConcurrentHashMap<>();
  private final AtomicBoolean summaryQueued = new AtomicBoolean();
  private volatile boolean holding;
  private volatile @Nullable News newest;

  Channel(Notifier notifier, Notifier.Sender sender) {
    this.notifier = notifier;
    this.sender = sender;
  }

  /** Tells something now, or holds it back. */
  void tell(News news, long nowNanos) {
    if (holding || !limit.take(nowNanos)) {
      hold(news);
    } else {
      notifier.queue(new Single(news));
    }
  }

  private void hold(News news) {
    newest = news;
    Holding own = held.get(news.task());
    while (own == null || !own.add(news)) {
      if (own != null) {
        held.remove(news.task(), own);
      }
      own = held.putIfAbsent(news.task(), new Holding(news));
      if (own == null) {
        break;
      }
    }
    // Last: whoever takes what is held has said before that nothing is.
    if (!holding) {
      holding = true;
      notifier.holds(this);
    }
  }

  /** Has what is held back told if a notification may be sent now; returns whether nothing is left to do. */
  boolean summarise(long nowNanos) {
    if (!holding) {
      return true;
    }
    if (!summaryQueued.get() && limit.take(nowNanos) && summaryQueued.compareAndSet(false, true)) {
      notifier.queue(new Summary());
    }
    return false;
  }

  private List<HeldBack> take() {
    List<HeldBack> taken = new ArrayList<>();
    for (LiveTask task : List.copyOf(held.keySet())) {
      Holding own = held.remove(task);
      if (own != null) {
        taken.add(own.take());
      }
    }
    taken.sort(Comparator.comparingLong(HeldBack::count).reversed());
    return taken;
  }

  private News newestOf(List<HeldBack> taken) {
    News last = newest;
    // So that nothing is held of a task that may be gone soon.
    newest = null;
    // What is being held back at this moment may not be among what was taken.
    return last == null || taken.size() == 1 ? taken.get(0).newest() : last;
  }

  /** What is held back of one task until it is taken. */
  private static final class Holding {
    // What stands here once it was taken: nothing can be added any more.
    private static final long TAKEN = Long.MIN_VALUE;

    private final AtomicLong count = new AtomicLong(1);
    private final News oldest;
    private volatile News newest;

    Holding(News first) {
      this.oldest = first;
      this.newest = first;
    }

    /** Adds one; returns false if this was taken. */
    boolean add(News news) {
      newest = news;
      return count.getAndIncrement() >= 0;
    }

    HeldBack take() {
      return new HeldBack(count.getAndSet(TAKEN), oldest, newest);
    }
  }

  /** Tells one thing. */
  private final class Single implements Notifier.Delivery {
    private final News news;

    Single(News news) {
      this.news = news;
    }

    @Override
    public void run() {
      sender.mbean().send(news.alone(sender.name(), notifier.nextNumber()));
    }

    @Override
    public void refused() {
      hold(news);
    }
  }

  /** Tells at once all that is held back. */
  private final class Summary implements Notifier.Delivery {
    @Override
    public void run() {
      holding = false;
      summaryQueued.set(false);
      List<HeldBack> taken = take();
      if (!taken.isEmpty()) {
        News last = newestOf(taken);
        sender.mbean().send(last.together(sender.name(), notifier.nextNumber(), taken));
      }
    }

    @Override
    public void refused() {
      summaryQueued.set(false);
    }
  }
}
