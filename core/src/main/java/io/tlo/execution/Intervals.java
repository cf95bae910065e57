package io.tlo.execution;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives recurring tasks their turns, at a fixed rate. A turn that was missed, because the process
 * stood still, is not made up for.
 *
 * <p>One daemon thread keeps the time, started with the first recurring task; the worker runs the tasks.
 *
 * <p>Thread safety: safe for many threads.
 */
public final class Intervals implements TaskListener {

  /** How often it is asked whether turns may begin. */
  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

  private final Worker worker;
  private final Recorder recorder;
  private final Map<LiveTask, Turns> turns = new ConcurrentHashMap<>();
  private final Map<LiveTask, Look> looks = new ConcurrentHashMap<>();
  private final TurnTimer timer = new TurnTimer();

  /** Creates one that gives no turns yet. */
  public Intervals(Worker worker, Recorder recorder) {
    this.worker = worker;
    this.recorder = recorder;
  }

  /** Starts the turns of a task that declares an interval; the first is one interval from now. */
  public void start(LiveTask task) {
    Duration interval = task.definition().interval();
    if (interval != null && !turns.containsKey(task)) {
      Turns made = new Turns(task, interval.toNanos());
      if (turns.putIfAbsent(task, made) == null) {
        made.schedule();
      }
    }
  }

  /**
   * Starts the turns of a task that declares an interval as soon as they may begin; the first is one interval after
   * that was seen.
   *
   * @param mayBegin asked about every 100 ms on the thread that keeps the time: it must answer at once
   */
  public void startWhen(LiveTask task, BooleanSupplier mayBegin) {
    if (task.definition().interval() != null) {
      Look look = new Look(task, mayBegin);
      looks.put(task, look);
      look.schedule();
    }
  }

  /** Ends the turns of a task; what runs goes on. */
  public void stop(LiveTask task) {
    looks.remove(task);
    Turns present = turns.remove(task);
    if (present != null) {
      present.cancel();
    }
  }

  @Override
  public void added(LiveTask task) {}

  @Override
  public void removed(LiveTask task) {
    stop(task);
  }

  /** Ends all turns. */
  public void close() {
    timer.close();
    looks.clear();
    turns.clear();
  }

  /** Returns how long it is until the next turn of a task is due, null if there is none or nothing to run it on. */
  public @Nullable Duration untilNext(LiveTask task) {
    Turns present = turns.get(task);
    boolean rests = present == null || task.invoker().refusal() != null;
    return present == null || rests ? null : Duration.ofNanos(present.dueNanos - System.nanoTime());
  }

  /**
   * Returns since when the turns of a task are counted, null if it gets none: since they were started, or since the
   * last one that had no instance to run on.
   */
  @Nullable
  Long countedSinceNanos(LiveTask task) {
    Turns present = turns.get(task);
    return present == null ? null : present.countedSinceNanos;
  }

  /** Asks whether the turns of one task may begin, until they may or the task has gone. */
  private final class Look implements Runnable {
    private final LiveTask task;
    private final BooleanSupplier mayBegin;

    Look(LiveTask task, BooleanSupplier mayBegin) {
      this.task = task;
      this.mayBegin = mayBegin;
    }

    void schedule() {
      timer.at(System.nanoTime() + LOOK_NANOS, this);
    }

    @Override
    public void run() {
      if (looks.get(task) != this) {
        return;
      }
      if (!mayBegin.getAsBoolean()) {
        schedule();
      } else {
        start(task);
        // In this order: whoever stops the task in between has either this or the turns to stop.
        if (!looks.remove(task, this)) {
          stop(task);
        }
      }
    }
  }

  /** The turns of one task. */
  private final class Turns implements Runnable {
    private final LiveTask task;
    private final long intervalNanos;
    private volatile long countedSinceNanos = recorder.nanos();
    private volatile long dueNanos;
    private volatile TurnTimer.@Nullable Due next;

    Turns(LiveTask task, long intervalNanos) {
      this.task = task;
      this.intervalNanos = intervalNanos;
      this.dueNanos = System.nanoTime() + intervalNanos;
    }

    void schedule() {
      next = timer.at(dueNanos, this);
      if (next == null) {
        // Closed meanwhile: there are no more turns.
        turns.remove(task);
      } else if (turns.get(task) != this) {
        // Stopped meanwhile, which found nothing to cancel yet.
        cancel();
      }
    }

    void cancel() {
      TurnTimer.Due present = next;
      if (present != null) {
        present.cancel();
      }
    }

    @Override
    public void run() {
      try {
        take();
      } finally {
        // Only this thread writes it. Turns that were missed are stepped over.
        long due = dueNanos;
        dueNanos = due + ((System.nanoTime() - due) / intervalNanos + 1) * intervalNanos;
        if (turns.get(task) == this) {
          schedule();
        }
      }
    }

    private void take() {
      if (task.invoker().refusal() != null) {
        // No instance is left to run it on: the interval rests until there is one again.
        countedSinceNanos = recorder.nanos();
        return;
      }
      if (task.enabled()) {
        worker.turn(task);
      } else {
        recorder.skipTurn(task, SkipReason.DISABLED);
      }
    }
  }
}
