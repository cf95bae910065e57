package io.tlo.execution;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One method of an object of the application, to be called by an {@link AskingThreads asking thread}: it may
 * hang, throw anything, recurse or take a lock that the thread which waits for it holds.
 *
 * <p>Thread safety: answered by one thread, waited for by another; the state is written after the answer
 * and read before it.
 *
 * @param <T> what the method returns
 */
abstract class Question<T> {

  private static final int ASKED = 0;
  private static final int TAKEN = 1;
  private static final int ANSWERED = 2;
  private static final int WITHDRAWN = 3;
  private static final int LATE = 4;

  private static final int MOST_CHARACTERS = 1_048_576;

  private final Class<?> type;
  private final String method;
  private final Thread waiting = Thread.currentThread();
  private final long askedNanos = System.nanoTime();
  private final AtomicInteger state = new AtomicInteger(ASKED);
  private @Nullable T answer;
  private @Nullable String problem;

  /**
   * Makes a question that the present thread waits for.
   *
   * @param type the class whose method it is
   * @param method its name, for people
   */
  Question(Class<?> type, String method) {
    this.type = type;
    this.method = method;
  }

  /** Calls the method, and makes of what it returns what may be held. */
  abstract @Nullable T call() throws Throwable;

  /** Returns whether its class is left alone for a minute if the answer takes too long. */
  boolean mutesItsClassWhenLate() {
    return true;
  }

  /** Returns a text of which no more is held than anybody is shown. */
  final @Nullable String bounded(@Nullable String text, int most) {
    if (text != null && text.length() > MOST_CHARACTERS) {
      MutedClasses.mute(type, System.nanoTime());
    }
    return text == null ? null : Cut.to(most, text);
  }

  /** Answers, unless nobody waits for it any more. */
  final void answer() {
    if (!state.compareAndSet(ASKED, TAKEN)) {
      return;
    }
    try {
      answer = call();
    } catch (Throwable e) {
      problem = "threw " + e.getClass().getName();
    }
    if (state.compareAndSet(TAKEN, ANSWERED)) {
      LockSupport.unpark(waiting);
    }
  }

  final boolean isAnswered() {
    return state.get() == ANSWERED;
  }

  /** Returns whether an answer is still being worked on that nobody waits for. */
  final boolean isLate() {
    return state.get() == LATE;
  }

  final boolean isOlderThan(long nanos) {
    return System.nanoTime() - askedNanos > nanos;
  }

  /** Takes the question back; false if somebody is answering it or has done so. */
  final boolean withdraw() {
    return state.compareAndSet(ASKED, WITHDRAWN);
  }

  final boolean isWithdrawn() {
    return state.get() == WITHDRAWN;
  }

  /** Stops waiting; false if it has been answered at last. */
  final boolean giveUp() {
    if (!state.compareAndSet(TAKEN, LATE)) {
      return false;
    }
    if (mutesItsClassWhenLate()) {
      MutedClasses.mute(type, System.nanoTime());
    }
    problem("took longer than " + AskingThreads.PATIENCE_MILLIS + " ms");
    return true;
  }

  final void problem(String what) {
    problem = what;
  }

  final Class<?> type() {
    return type;
  }

  /** Returns the answer; null also if there is none, which {@link #excuse} tells. */
  final @Nullable T given() {
    return isAnswered() ? answer : null;
  }

  /** Returns why there is no answer, {@code (its toString() threw java.lang.Error)}; null if there is one. */
  final @Nullable String excuse() {
    return problem == null ? null : "(its " + method + "() " + problem + ")";
  }
}
