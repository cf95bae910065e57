package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@AsksAside
@Timeout(300)
@Tag("jdk")
class AskingThreadsTest {

  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void everyThreadComesBack() {
    released.countDown();
    until(() -> ask(new Fine(() -> "x")).given() != null);
  }

  /** Calls what it is given. */
  private interface Call {
    @Nullable
    String text() throws Throwable;
  }

  /** A question about a class of its own, so that no other is muted with it. */
  private static class Asked extends Question<String> {
    private final Call call;

    Asked(Class<?> type, Call call) {
      super(type, "toString");
      this.call = call;
    }

    @Override
    @Nullable
    String call() throws Throwable {
      return bounded(call.text(), 100);
    }
  }

  private static final class Fine extends Asked {
    Fine(Call call) {
      super(Fine.class, call);
    }
  }

  // Linked beforehand: where the stack is used up that would not succeed.
  private static final Call SHORT = () -> "x";

  private static Asked ask(Asked question) {
    AskingThreads.ask(question);
    return question;
  }

  private static void until(Callable<Boolean> condition) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(60))
        .until(condition);
  }

  private String hang() throws InterruptedException {
    released.await();
    return "at last";
  }

  /** Asks about a class of which it is known that the answer does not come. */
  private static Asked askWhatHangs(Class<?> type, Call call) {
    return Patience.shortestThatCalls(
        () -> ask(new Asked(type, call)),
        asked -> !String.valueOf(asked.excuse()).contains("was not called"));
  }

  @Test
  void answerComesFromAThreadThatHasNothingOfTheCaller() {
    InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
    inherited.set("the caller's");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(new ClassLoader() {});
    try {
      Asked question = ask(new Fine(() -> {
        Thread thread = Thread.currentThread();
        return thread.getName().replaceAll("[0-9]", "") + " " + thread.isDaemon() + " "
            + thread.getContextClassLoader() + " " + inherited.get();
      }));

      assertThat(question.given()).isEqualTo("tlo-asker- true null null");
      assertThat(question.excuse()).isNull();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
      inherited.remove();
    }
  }

  @Test
  void whatIsThrownIsNamed() {
    assertThat(ask(new Fine(() -> {
              throw new OutOfMemoryError("x");
            }))
            .excuse())
        .isEqualTo("(its toString() threw java.lang.OutOfMemoryError)");
    assertThat(ask(new Fine(() -> {
              throw new InterruptedException("x");
            }))
            .excuse())
        .isEqualTo("(its toString() threw java.lang.InterruptedException)");
    assertThat(ask(new Fine(() -> dig(0))).excuse())
        .isEqualTo("(its toString() threw java.lang.StackOverflowError)");
  }

  @SuppressWarnings("InfiniteRecursion")
  private static String dig(int depth) {
    return dig(depth + 1) + 1;
  }

  private static final class Hasty {}

  /** A busy machine makes a wait longer and never shorter, so the shortest of some is looked at. */
  @Test
  void patienceIsFiftyMilliseconds() {
    Duration most = Duration.ofMillis(450);
    Duration shortest = Duration.ofDays(1);
    Patience.restore();
    try {
      Class<?> type = Hasty.class;
      for (int i = 0; i < 20 && shortest.compareTo(most) > 0; i++) {
        // Another class each time: of one that was too slow nothing is asked for a minute.
        type = type.arrayType();
        Duration waited = waitFor(type);
        shortest = waited.compareTo(shortest) < 0 ? waited : shortest;
      }
    } finally {
      Patience.lengthen();
    }

    assertThat(shortest).isBetween(Duration.ofMillis(50), most);
  }

  private static Duration waitFor(Class<?> type) {
    CountDownLatch over = new CountDownLatch(1);
    long before = System.nanoTime();
    ask(new Asked(type, () -> {
      over.await();
      return "too late";
    }));
    Duration waited = Duration.ofNanos(System.nanoTime() - before);
    over.countDown();
    return waited;
  }

  private static final class Slow {}

  @Test
  void whatTakesTooLongIsLeftAloneAndItsClassIsNotAskedAgain() {
    AtomicInteger calls = new AtomicInteger();

    Asked first = askWhatHangs(Slow.class, () -> {
      calls.incrementAndGet();
      return hang();
    });
    Asked second = ask(new Asked(Slow.class, () -> "" + calls.incrementAndGet()));

    assertThat(first.excuse()).isEqualTo("(its toString() took longer than 50 ms)");
    assertThat(first.given()).isNull();
    assertThat(second.excuse())
        .isEqualTo(
            "(its toString() took too long or told too much, and is not called for a minute)");
    assertThat(calls).hasValue(1);
    assertThat(ask(new Fine(() -> "x")).given()).isEqualTo("x");
  }

  private static final class Huge {}

  @Test
  void whatIsHugeIsCutAndItsClassIsNotAskedAgain() {
    Asked first = ask(new Asked(Huge.class, () -> "x".repeat(1_048_577)));
    Asked second = ask(new Asked(Huge.class, () -> "x"));

    assertThat(first.given()).isEqualTo("x".repeat(99) + "…");
    assertThat(second.excuse()).isNotNull();
  }

  private static final class Stuck1 {}

  private static final class Stuck2 {}

  private static final class Stuck3 {}

  private static final class Stuck4 {}

  @Test
  void whenFourAreStuckNobodyIsAskedUntilOneComesBack() {
    for (Class<?> each : List.of(Stuck1.class, Stuck2.class, Stuck3.class, Stuck4.class)) {
      assertThat(askWhatHangs(each, this::hang).excuse()).contains("took longer");
    }

    for (int i = 0; i < 1_000; i++) {
      // Had each waited as long as it may this test would take too long.
      assertThat(ask(new Fine(() -> "x")).excuse())
          .isEqualTo("(its toString() was not called: no thread was free for it)");
    }
    released.countDown();

    until(() -> "x".equals(ask(new Fine(() -> "x")).given()));
  }

  @Test
  void interruptOfTheCallerIsKeptAndDisturbsNobody() {
    Thread.currentThread().interrupt();
    Asked question = ask(new Fine(() -> "" + Thread.currentThread().isInterrupted()));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(question.given()).isEqualTo("false");
  }

  private static final class Interrupting {}

  @Test
  void interruptWhileWaitingIsKept() {
    Thread caller = Thread.currentThread();
    Asked question = askWhatHangs(Interrupting.class, () -> {
      caller.interrupt();
      return hang();
    });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(question.excuse()).contains("took longer");
  }

  @Test
  void marksThatACallLeavesOnTheThreadAreGoneForTheNext() {
    for (int i = 0; i < 8; i++) {
      ask(new Fine(() -> {
        Thread.currentThread().interrupt();
        Thread.currentThread().setContextClassLoader(new ClassLoader() {});
        return "x";
      }));

      assertThat(ask(new Fine(() -> Thread.currentThread().isInterrupted() + " "
                  + Thread.currentThread().getContextClassLoader()))
              .given())
          .isEqualTo("false null");
    }
  }

  @Test
  void interruptOfAThreadThatWaitsForQuestionsIsGoneForTheNext() {
    for (int i = 0; i < 8; i++) {
      AtomicReference<@Nullable Thread> asker = new AtomicReference<>();
      ask(new Fine(() -> {
        asker.set(Thread.currentThread());
        return "x";
      }));
      Objects.requireNonNull(asker.get()).interrupt();

      assertThat(
              ask(new Fine(() -> "" + Thread.currentThread().isInterrupted())).given())
          .isEqualTo("false");
    }
  }

  private static final class Locking {}

  @Test
  void lockThatTheCallerHoldsIsNotWaitedForForEver() {
    Object lock = new Object();
    Asked question;
    synchronized (lock) {
      question = askWhatHangs(Locking.class, () -> {
        synchronized (lock) {
          return "x";
        }
      });
    }

    assertThat(question.excuse()).isEqualTo("(its toString() took longer than 50 ms)");
  }

  @Test
  void callerWhoseStackIsUsedUpIsNotHarmedAndOthersGoOn() {
    AskingThreads.prepare();
    // Some of these questions are waited for in vain.
    Patience.restore();
    try {
      for (int i = 0; i < 20; i++) {
        AtomicInteger survived = new AtomicInteger();
        try {
          digAndAsk(survived);
        } catch (StackOverflowError e) {
          survived.incrementAndGet();
        }
        assertThat(survived.get()).isPositive();
      }
      until(() -> "x".equals(ask(new Fine(() -> "x")).given()));
    } finally {
      Patience.lengthen();
    }
  }

  @SuppressWarnings("InfiniteRecursion")
  private static void digAndAsk(AtomicInteger survived) {
    try {
      digAndAsk(survived);
    } catch (StackOverflowError e) {
      if (survived.get() < 50) {
        AskingThreads.ask(new Fine(SHORT));
        survived.incrementAndGet();
      }
      throw e;
    }
  }

  @Test
  void nothingOfAQuestionIsHeldAfterItsAnswer() {
    WeakReference<Object> gone = askAbout(new Object());

    until(() -> {
      System.gc();
      return gone.get() == null;
    });
  }

  private static WeakReference<Object> askAbout(Object subject) {
    assertThat(ask(new Fine(subject::toString)).given()).startsWith("java.lang.Object@");
    return new WeakReference<>(subject);
  }

  @Test
  void askingFromManyThreadsAtOnceAnswersOrExcusesEach() throws Exception {
    List<Thread> threads = new ArrayList<>();
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger excused = new AtomicInteger();
    for (int i = 0; i < 16; i++) {
      String own = "x" + i;
      threads.add(new Thread(() -> {
        for (int j = 0; j < 500; j++) {
          Asked question = ask(new Fine(() -> own));
          if (own.equals(question.given())) {
            answered.incrementAndGet();
          } else if (question.excuse() != null) {
            excused.incrementAndGet();
          }
        }
      }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(answered.get() + excused.get()).isEqualTo(8_000);
    assertThat(answered.get()).isPositive();
  }

  @Test
  void questionThatArisesFromAQuestionIsNotAsked() {
    AtomicReference<@Nullable String> inner = new AtomicReference<>();
    Asked outer = ask(new Fine(() -> {
      inner.set(ask(new Fine(() -> "x")).excuse());
      return "y";
    }));

    assertThat(outer.given()).isEqualTo("y");
    assertThat(inner.get()).isEqualTo("(its toString() was not called: no thread was free for it)");
  }

  @Test
  void threadsEndWithinSecondsAlsoWhileTheyAreUsed() {
    AtomicReference<@Nullable Thread> first = new AtomicReference<>();
    ask(new Fine(() -> {
      first.set(Thread.currentThread());
      return "x";
    }));
    Thread thread = Objects.requireNonNull(first.get());

    until(() -> {
      ask(new Fine(() -> "x"));
      return !thread.isAlive();
    });
    assertThat(ask(new Fine(() -> "x")).given()).isEqualTo("x");
  }

  @Test
  void virtualThreadsCanAsk() throws Exception {
    Assumptions.assumeTrue(Runtime.version().feature() >= 21);
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    AtomicInteger answered = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Runnable work = () -> {
        if ("x".equals(ask(new Fine(() -> "x")).given())) {
          answered.incrementAndGet();
        }
      };
      threads.add((Thread) Class.forName("java.lang.Thread$Builder")
          .getMethod("start", Runnable.class)
          .invoke(builder, work));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(answered).hasValue(16);
  }
}
