package io.tlo.execution;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Calls methods of the application's objects on threads of TLO's own, and waits for them only so long: what
 * hangs, recurses or waits for a lock there costs the thread that waits 50 ms, once a minute and class.
 *
 * <p>There are at most four such threads. A thread that does not come back keeps its place; when all
 * places are lost nothing is asked until one is free again. The threads end a few seconds after they
 * were started, used or not, since what they call may leave things in their thread locals.
 *
 * <p>Thread safety: safe for many threads, virtual ones as well: no lock is taken.
 */
final class AskingThreads {

  static final long PATIENCE_MILLIS = 50;

  private static final int MOST_THREADS = 4;
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long RETRY_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
  // Recursion without end is over sooner on a small stack.
  private static final long STACK_BYTES = 256 * 1024;

  private static final String NO_THREAD = "was not called: no thread was free for it";

  // Not final: on a busy machine a test that is about something else has more patience.
  private static volatile long patienceNanos = TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);

  private static final Place[] PLACES = new Place[MOST_THREADS];

  static {
    for (int i = 0; i < MOST_THREADS; i++) {
      PLACES[i] = new Place("tlo-asker-" + (i + 1));
    }
  }

  private AskingThreads() {}

  /** Has all classes initialised that are needed here; no thread is started. */
  static void prepare() {
    for (Place place : PLACES) {
      place.isLate();
    }
    MutedClasses.contains(AskingThreads.class, 0);
    InterruptFlag.takeDown().restore();
  }

  /** Has those threads end that have nothing to ask; the next question starts one again. */
  static void rest() {
    for (Place place : PLACES) {
      place.rest();
    }
  }

  static void patience(long millis) {
    patienceNanos = TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Returns whether the present thread is one of them; it must not ask. */
  static boolean isHere() {
    return Thread.currentThread() instanceof Asker;
  }

  /** Has a question answered, or says in it why it was not. It never throws. */
  static void ask(Question<?> question) {
    if (MutedClasses.contains(question.type(), System.nanoTime())) {
      question.problem("took too long or told too much, and is not called for a minute");
    } else if (isHere()) {
      // What is asked calls a task whose outcome asks again: that may go on for ever.
      question.problem(NO_THREAD);
    } else {
      try {
        askAside(question);
      } catch (Throwable e) {
        // The stack or the memory is used up.
        abandon(question);
      }
    }
  }

  private static void abandon(Question<?> question) {
    question.problem(NO_THREAD);
    if (question.withdraw()) {
      for (Place place : PLACES) {
        place.free(question);
      }
    }
  }

  private static void askAside(Question<?> question) {
    InterruptFlag flag = InterruptFlag.takeDown();
    try {
      long deadline = System.nanoTime() + patienceNanos;
      Place place = handOver(question, deadline);
      while (place != null && !question.isAnswered() && sleep(deadline)) {
        flag.takeDownAgain();
      }
      settle(question, place);
    } finally {
      flag.takeDownAgain();
      flag.restore();
    }
  }

  private static void settle(Question<?> question, @Nullable Place place) {
    if (question.isAnswered()) {
      return;
    }
    if (question.withdraw()) {
      question.problem(NO_THREAD);
      if (place != null) {
        place.free(question);
      }
    } else {
      question.giveUp();
    }
  }

  /** Sleeps for a while, uninterruptedly but not for sure; false if the time is over. */
  private static boolean sleep(long deadline) {
    long left = deadline - System.nanoTime();
    if (left > 0) {
      LockSupport.parkNanos(left);
    }
    return left > 0;
  }

  private static @Nullable Place handOver(Question<?> question, long deadline) {
    while (true) {
      for (Place place : PLACES) {
        if (place.offer(question)) {
          return place;
        }
      }
      if (allLate() || System.nanoTime() - deadline >= 0) {
        return null;
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  private static boolean allLate() {
    for (Place place : PLACES) {
      if (!place.isLate()) {
        return false;
      }
    }
    return true;
  }

  /** A thread that asks. */
  private static final class Asker extends Thread {
    Asker(ThreadGroup group, Place place) {
      super(group, place, place.name, STACK_BYTES, false);
    }
  }

  /** Where one question can lie, and the thread that looks there. */
  private static final class Place implements Runnable {

    /** Lies there while the thread leaves. */
    private static final Object LEAVING = new Object();

    private final String name;
    private final AtomicReference<@Nullable Object> present = new AtomicReference<>();
    private volatile @Nullable Thread thread;
    private volatile long untilNanos;

    Place(String name) {
      this.name = name;
    }

    /** Puts a question there if there is room, and sees to it that a thread looks at it. */
    boolean offer(Question<?> question) {
      Object before = present.get();
      if ((before != null && !isLost(before)) || !present.compareAndSet(before, question)) {
        return false;
      }
      Thread looking = thread;
      if (looking != null && looking.isAlive()) {
        LockSupport.unpark(looking);
      } else {
        start();
      }
      return true;
    }

    void rest() {
      untilNanos = System.nanoTime();
      LockSupport.unpark(thread);
    }

    private void start() {
      untilNanos = System.nanoTime() + KEPT_NANOS;
      Thread started = OwnThreads.make(new OwnThreads.Maker<Asker>() {
        @Override
        public Asker makeIn(ThreadGroup group) {
          return new Asker(group, Place.this);
        }
      });
      thread = started;
      started.start();
    }

    /**
     * Returns whether a question lies there of which nobody knows: whoever put it there may have run out of
     * stack or memory in the middle of it, or of taking it back.
     */
    private boolean isLost(Object lying) {
      if (!(lying instanceof Question<?> question)) {
        return false;
      }
      if (question.isWithdrawn()) {
        return true;
      }
      Thread looking = thread;
      return question.isOlderThan(LOST_NANOS)
          && (question.withdraw() || looking == null || !looking.isAlive());
    }

    void free(Question<?> question) {
      present.compareAndSet(question, null);
    }

    boolean isLate() {
      return present.get() instanceof Question<?> question && question.isLate();
    }

    @Override
    public void run() {
      while (true) {
        boolean answered = answerOne();
        long left = untilNanos - System.nanoTime();
        if (left <= 0) {
          leave();
          return;
        }
        if (!answered) {
          LockSupport.parkNanos(left);
        }
      }
    }

    /** Answers what lies there; in a method of its own, so that the thread holds nothing of it after. */
    private boolean answerOne() {
      // What was called before, or anybody who knows the thread, may have left its marks.
      Thread.interrupted();
      if (!(present.get() instanceof Question<?> question)) {
        return false;
      }
      question.answer();
      Thread.currentThread().setContextClassLoader(null);
      free(question);
      return true;
    }

    private void leave() {
      if (present.compareAndSet(null, LEAVING)) {
        thread = null;
        present.set(null);
      } else {
        start();
      }
    }
  }
}
