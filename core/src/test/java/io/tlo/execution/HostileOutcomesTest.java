package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.WriteAbortedException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Results and exceptions of an application that do what they can to disturb those who look at them. */
@AsksAside
@Timeout(300)
@Tag("jdk")
class HostileOutcomesTest {

  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static final Object LOCK = new Object();
  private static final int HUGE = 2_000_000;

  private final TestBench bench = new TestBench(null, ResultPolicy.FULL, 2, 16);

  /** Interrupts what hangs, so that no test lives with the stuck threads of another. */
  @AfterEach
  void freeTheThreads() {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          Thread.getAllStackTraces().keySet().stream()
              .filter(each -> each.getName().startsWith("tlo-asker-"))
              .forEach(Thread::interrupt);
          Fine question = new Fine();
          AskingThreads.ask(question);
          return question.given() != null;
        });
    bench.close();
  }

  private static final class Fine extends Question<String> {
    Fine() {
      super(Fine.class, "toString");
    }

    @Override
    String call() {
      return "x";
    }
  }

  @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"})
  private static <T extends Throwable> RuntimeException sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static String hang() {
    try {
      NEVER.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return "never";
  }

  @SuppressWarnings("InfiniteRecursion")
  private static String recurse(int depth) {
    return recurse(depth + 1) + depth;
  }

  private static String lock() {
    synchronized (LOCK) {
      return "got the lock";
    }
  }

  /** A map that holds itself by way of another. */
  private static final class SelfContaining extends AbstractMap<String, Object> {
    @Override
    public Set<Entry<String, Object>> entrySet() {
      return Set.of(Map.entry("self", List.of(this)));
    }
  }

  /** A text that lies about its length. */
  private static final class Lying implements CharSequence {
    @Override
    public int length() {
      return Integer.MAX_VALUE;
    }

    @Override
    public char charAt(int index) {
      throw new StringIndexOutOfBoundsException(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return this;
    }

    @Override
    public String toString() {
      return "short";
    }
  }

  /** Names an argument, or the test's own framework would ask it for its text. */
  private static Arguments hostile(Object outcome, @Nullable String text) {
    return Arguments.of(Named.of(outcome.getClass().getName(), outcome), text);
  }

  static Stream<Arguments> results() {
    return Stream.of(
        hostile(
            new Object() {
              @Override
              public String toString() {
                throw new IllegalStateException("x");
              }
            },
            " (its toString() threw java.lang.IllegalStateException)"),
        hostile(
            new Object() {
              @Override
              public String toString() {
                return hang();
              }
            },
            " (its toString() took longer than 50 ms)"),
        hostile(
            new Object() {
              @Override
              public String toString() {
                return recurse(0);
              }
            },
            " (its toString() threw java.lang.StackOverflowError)"),
        hostile(
            new Object() {
              @Override
              public String toString() {
                throw new OutOfMemoryError("x");
              }
            },
            " (its toString() threw java.lang.OutOfMemoryError)"),
        hostile(
            new Object() {
              @Override
              public String toString() {
                throw sneak(new IOException("x"));
              }
            },
            " (its toString() threw java.io.IOException)"),
        hostile(
            new Object() {
              @Override
              public String toString() {
                throw sneak(new InterruptedException("x"));
              }
            },
            " (its toString() threw java.lang.InterruptedException)"),
        hostile(
            new Object() {
              @Override
              public String toString() {
                return lock();
              }
            },
            " (its toString() took longer than 50 ms)"),
        hostile(
            new Object() {
              @Override
              public String toString() {
                return "x".repeat(HUGE);
              }
            },
            "x".repeat(1_023) + "…"),
        hostile(
            new Object() {
              @Override
              public String toString() {
                Thread.currentThread().interrupt();
                return "interrupted itself";
              }
            },
            "interrupted itself"),
        hostile(
            new Object() {
              @Override
              @SuppressWarnings({"NullAway", "ToStringReturnsNull"}) // what an application may do
              public String toString() {
                return null;
              }
            },
            null),
        hostile(new Lying(), "short"),
        hostile(new SelfContaining(), " (its toString() threw java.lang.StackOverflowError)"),
        hostile(
            new ArrayList<>(List.of(new SelfContaining())).subList(0, 1),
            " (its toString() threw java.lang.StackOverflowError)"));
  }

  /** Calls the task, which is to give this outcome, and returns its record. */
  private TaskStateRecord recorded(LiveTask task, Object outcome) {
    Object given;
    synchronized (LOCK) {
      given = outcomeOf(task);
    }
    assertThat(given == outcome).isTrue();
    return bench.newest(task);
  }

  private static @Nullable Object outcomeOf(LiveTask task) {
    try {
      return task.invoker().invoke(task, new Object[0]);
    } catch (Throwable e) {
      return e;
    }
  }

  /** As {@link #recorded} does it, for an outcome that does not answer. */
  private TaskStateRecord recordedThoughItHangs(LiveTask task, Object outcome) {
    return Patience.shortestThatCalls(
        () -> recorded(task, outcome),
        ended -> !(ended.result() + ended.failure()).contains("was not called"));
  }

  private static boolean hangs(Object outcome, @Nullable String text) {
    return outcome instanceof CauseHangs || (text != null && text.contains("took longer"));
  }

  @ParameterizedTest
  @MethodSource("results")
  void hostileResultGoesOnAsItIsAndIsRecorded(Object result, @Nullable String text) {
    LiveTask task = bench.task(none -> result);

    TaskStateRecord ended =
        hangs(result, text) ? recordedThoughItHangs(task, result) : recorded(task, result);

    assertThat(ended.status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(ended.result())
        .isEqualTo(
            text == null || !text.startsWith(" (") ? text : result.getClass().getName() + text);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  /** An exception that has a cause which is not there for itself. */
  private abstract static class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Hostile() {
      super("plain");
    }
  }

  static Stream<Arguments> exceptions() {
    return Stream.of(
        hostile(new MessageThrows(), " (its getMessage() threw java.lang.Error)"),
        hostile(new MessageHangs(), " (its getMessage() took longer than 50 ms)"),
        hostile(new MessageRecurses(), " (its getMessage() threw java.lang.StackOverflowError)"),
        hostile(new MessageOutOfMemory(), " (its getMessage() threw java.lang.OutOfMemoryError)"),
        hostile(new MessageSneaks(), " (its getMessage() threw java.io.IOException)"),
        hostile(new MessageLocks(), " (its getMessage() took longer than 50 ms)"),
        hostile(new MessageHuge(), ": " + "x".repeat(1_024) + "…"),
        hostile(new MessageThrowsItself(), " (its getMessage() threw " + "%s)"),
        hostile(
            new WriteAbortedException("of the JDK", new MessageHangsInside()),
            " (its getMessage() took longer than 50 ms)"),
        hostile(new ReasonHangs(), " (its getMessage() took longer than 50 ms)"),
        hostile(new CauseHangs(), ": plain"),
        hostile(new CauseWithoutEnd(), ": plain"),
        hostile(new TraceHangs(), ": plain\n\t(its getStackTrace() took longer than 50 ms)"),
        hostile(new TraceNull(), ": plain"),
        hostile(new TraceOfNulls(), ": plain\n\tat (unknown)"));
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void hostileExceptionGoesOnAsItIsAndIsRecorded(Throwable hostile, String text) {
    LiveTask task = bench.task(none -> {
      throw hostile;
    });

    TaskStateRecord ended =
        hangs(hostile, text) ? recordedThoughItHangs(task, hostile) : recorded(task, hostile);

    String name = hostile.getClass().getName();
    assertThat(ended.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(ended.failure()).startsWith(name + text.replace("%s", name)).hasSizeLessThan(65_536);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private static final class MessageThrows extends Hostile {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new Error("x");
    }
  }

  private static final class MessageHangs extends Hostile {
    private static final long serialVersionUID = 1L;

    @Override
    public String getLocalizedMessage() {
      return hang();
    }
  }

  /** Asked by an exception of the JDK that is made of it. */
  private static final class MessageHangsInside extends Hostile {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      return hang();
    }
  }

  /** Its message is made by the JDK, which asks for the reason. */
  private static final class ReasonHangs extends FileSystemException {
    private static final long serialVersionUID = 1L;

    ReasonHangs() {
      super(null);
    }

    @Override
    public String getReason() {
      return hang();
    }
  }

  private static final class MessageRecurses extends Hostile {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      return recurse(0);
    }
  }

  private static final class MessageOutOfMemory extends Hostile {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new OutOfMemoryError("x");
    }
  }

  private static final class MessageSneaks extends Hostile {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw sneak(new IOException("x"));
    }
  }

  private static final class MessageLocks extends Hostile {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      return lock();
    }
  }

  private static final class MessageHuge extends Hostile {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      return "x".repeat(HUGE);
    }
  }

  private static final class MessageThrowsItself extends Hostile {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw this;
    }
  }

  private static final class CauseHangs extends Hostile {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // what an application may do
    public @Nullable Throwable getCause() {
      hang();
      return null;
    }
  }

  private static final class CauseWithoutEnd extends Hostile {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // what an application may do
    public Throwable getCause() {
      return new CauseWithoutEnd();
    }
  }

  private static final class TraceHangs extends Hostile {
    private static final long serialVersionUID = 1L;

    @Override
    public StackTraceElement[] getStackTrace() {
      hang();
      return new StackTraceElement[0];
    }
  }

  private static final class TraceNull extends Hostile {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings({"NullAway", "ReturnsNullArray"}) // what an application may do
    public StackTraceElement[] getStackTrace() {
      return null;
    }
  }

  private static final class TraceOfNulls extends Hostile {
    private static final long serialVersionUID = 1L;

    @Override
    public StackTraceElement[] getStackTrace() {
      return new StackTraceElement[100];
    }
  }

  /** A wrapper of the application whose cause hangs. */
  private static final class OwnCompletion extends CompletionException {
    private static final long serialVersionUID = 1L;

    OwnCompletion() {
      super("own");
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // what an application may do
    public @Nullable Throwable getCause() {
      hang();
      return null;
    }
  }

  @Test
  void failuresWhereTheStackIsUsedUpAreRecordedAndLaterOnesAreReadInFull() {
    AtomicReference<@Nullable LiveTask> itself = new AtomicReference<>();
    LiveTask task = bench.task(none -> {
      LiveTask present = Objects.requireNonNull(itself.get());
      return present.invoker().invoke(present, new Object[0]);
    });
    itself.set(task);

    Throwable thrown = catchThrowable(() -> task.invoker().invoke(task, new Object[0]));
    bench.fail(bench.task("Orders", "other", none -> null), new MessageThrows());

    assertThat(thrown).isInstanceOf(StackOverflowError.class);
    assertThat(task.totals().failed()).isPositive();
    assertThat(bench.records.latest("Orders.other", 1).get(0).failure())
        .startsWith(
            MessageThrows.class.getName() + " (its getMessage() threw java.lang.Error)\n\tat ");
  }

  @Test
  void stageThatFailsWithAHostileWrapperIsRecorded() {
    LiveTask task = bench.idle();

    String failure = Patience.shortestThatCalls(
        () -> {
          CompletableFuture<Object> stage = new CompletableFuture<>();
          bench.succeed(task, stage);
          stage.completeExceptionally(new OwnCompletion());
          return String.valueOf(bench.newest(task).failure());
        },
        text -> !text.contains("was not called"));

    assertThat(failure)
        .startsWith(OwnCompletion.class.getName() + ": own")
        .endsWith("\nCaused by: (its getCause() took longer than 50 ms)");
  }

  /** An exception that notes which threads ask it for its text. */
  private static final class Asked extends RuntimeException {
    private static final long serialVersionUID = 1;

    final transient Set<String> askedOn = ConcurrentHashMap.newKeySet();

    @Override
    public String getMessage() {
      askedOn.add(Thread.currentThread().getName());
      return "asked";
    }
  }

  /** A stage of the application's making that overrides nothing. */
  private static final class OwnFuture extends CompletableFuture<Object> {}

  static Stream<Named<Function<Throwable, CompletionStage<Object>>>> stagesThatFail() {
    return Stream.of(
        Named.of("a future that fails later", failure -> new CompletableFuture<>()),
        Named.of("one of the application's own class", failure -> new OwnFuture()),
        Named.of("a future that has failed", CompletableFuture::failedFuture),
        Named.of("a stage that has failed", CompletableFuture::failedStage));
  }

  @ParameterizedTest
  @MethodSource("stagesThatFail")
  void failureOfAStageIsAskedForItsTextOnNoThreadOfTheApplication(
      Function<Throwable, CompletionStage<Object>> maker) {
    LiveTask task = bench.idle();
    Asked failure = new Asked();
    CompletionStage<Object> stage = maker.apply(failure);

    bench.succeed(task, stage);
    if (Set.of(CompletableFuture.class, OwnFuture.class).contains(stage.getClass())) {
      stage.toCompletableFuture().completeExceptionally(failure);
    }

    assertThat(task.totals()).isEqualTo(new ExecutionTotals(0, 1, 0, 0, 0));
    assertThat(failure.askedOn).allMatch(each -> each.startsWith("tlo-asker-"));
  }

  @Test
  void exceptionThatAStageHasAsItsResultIsNoFailure() {
    LiveTask task = bench.idle();
    CompletableFuture<Object> later = new CompletableFuture<>();

    bench.succeed(task, CompletableFuture.completedFuture(new Asked()));
    bench.succeed(task, CompletableFuture.completedStage(new Asked()));
    bench.succeed(task, later);
    later.complete(new IllegalStateException("given"));

    assertThat(task.totals()).isEqualTo(new ExecutionTotals(3, 0, 0, 0, 0));
  }

  /** A thread whose number does harm to whoever asks for it. */
  private static final class HostileThread extends Thread {
    HostileThread(Runnable work) {
      super(work);
    }

    @Override
    @SuppressWarnings("deprecation")
    public long getId() {
      throw new IllegalStateException("not for you");
    }
  }

  @Test
  void threadOfTheApplicationsOwnMakingIsNotAskedForItsNumber() throws InterruptedException {
    LiveTask task = bench.idle();
    Thread thread = new HostileThread(() -> bench.succeed(task, "done"));
    thread.start();
    thread.join();

    assertThat(task.totals()).isEqualTo(new ExecutionTotals(1, 0, 0, 0, 0));
  }

  /** A stage that hangs when somebody wants to wait for it. */
  private static final class HangingStage extends CompletableFuture<Object> {
    volatile boolean isAsked;

    @Override
    public CompletableFuture<Object> whenComplete(
        BiConsumer<? super Object, ? super @Nullable Throwable> action) {
      isAsked = true;
      hang();
      return super.whenComplete(action);
    }
  }

  @Test
  void stageThatHangsWhenItIsWaitedForHoldsNoCallUp() {
    LiveTask task = bench.idle();
    AtomicInteger calls = new AtomicInteger();

    HangingStage asked = Patience.shortestThatCalls(
        () -> {
          calls.incrementAndGet();
          HangingStage stage = new HangingStage();
          bench.succeed(task, stage);
          return stage;
        },
        stage -> stage.isAsked);

    assertThat(asked.isAsked).isTrue();
    assertThat(bench.newest(task).status()).isEqualTo(TaskStatus.RUNNING);
    assertThat(task.totals()).isEqualTo(new ExecutionTotals(0, 0, 0, calls.get(), 0));
  }

  /** A stage that counts how often it is asked. */
  private static final class QuietStage extends CompletableFuture<Object> {
    static final AtomicInteger ASKED = new AtomicInteger();

    @Override
    public CompletableFuture<Object> whenComplete(
        BiConsumer<? super Object, ? super @Nullable Throwable> action) {
      ASKED.incrementAndGet();
      return super.whenComplete(action);
    }
  }

  @Test
  void stageOfAClassThatIsLeftAloneIsAskedWhenItIsLeftAloneNoLonger() {
    LiveTask task = bench.idle();
    QuietStage stage = new QuietStage();
    MutedClasses.mute(QuietStage.class, System.nanoTime());
    bench.succeed(task, stage);
    stage.complete("done");
    bench.recorder.endAbandoned();
    assertThat(task.totals()).isEqualTo(new ExecutionTotals(0, 0, 0, 1, 0));

    MutedClasses.mute(QuietStage.class, System.nanoTime() - Duration.ofHours(1).toNanos());
    bench.recorder.endAbandoned();

    assertThat(QuietStage.ASKED).hasValue(1);
    assertThat(bench.newest(task).result()).isEqualTo("done");
    assertThat(task.totals()).isEqualTo(new ExecutionTotals(1, 0, 0, 0, 0));
  }

  /** A stage that notes on which thread it is asked, and fails at once. */
  private static final class FailingStage extends CompletableFuture<Object> {
    final AtomicReference<@Nullable Thread> waitedForOn = new AtomicReference<>();
    final AtomicReference<@Nullable Thread> messageAskedOn = new AtomicReference<>();

    @Override
    @SuppressWarnings("NullAway") // as the JDK calls it
    public CompletableFuture<Object> whenComplete(
        BiConsumer<? super Object, ? super @Nullable Throwable> action) {
      waitedForOn.set(Thread.currentThread());
      action.accept(null, new CausePlain(messageAskedOn));
      return this;
    }
  }

  @Test
  void stageOfTheApplicationsOwnMakingIsWaitedForAside() {
    LiveTask task = bench.idle();
    FailingStage stage = new FailingStage();

    bench.succeed(task, stage);

    assertThat(Objects.requireNonNull(stage.waitedForOn.get()).getName()).startsWith("tlo-asker-");
    assertThat(bench.newest(task).failure()).startsWith(CausePlain.class.getName() + ": own\n");
    assertThat(Objects.requireNonNull(stage.messageAskedOn.get()).getName())
        .startsWith("tlo-asker-");
    assertThat(task.totals()).isEqualTo(new ExecutionTotals(0, 1, 0, 0, 0));
  }

  /** A future whose dependents are of the application's own making. */
  private static final class OwnDependents extends CompletableFuture<Object> {
    final AtomicReference<@Nullable Thread> askedOn = new AtomicReference<>();

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      askedOn.set(Thread.currentThread());
      return new CompletableFuture<>();
    }
  }

  @Test
  void futureThatMakesItsDependentsItselfIsWaitedForAside() {
    LiveTask task = bench.idle();
    OwnDependents stage = new OwnDependents();

    bench.succeed(task, stage);
    stage.complete("done");

    assertThat(Objects.requireNonNull(stage.askedOn.get()).getName()).startsWith("tlo-asker-");
    assertThat(bench.newest(task).result()).isEqualTo("done");
    assertThat(task.totals()).isEqualTo(new ExecutionTotals(1, 0, 0, 0, 0));
  }

  @Test
  void resultWhoseTextCallsTheTaskThatReturnsItIsRecordedAsOftenAsItWasCalled() throws Throwable {
    AtomicReference<@Nullable LiveTask> itself = new AtomicReference<>();
    Object calling = new Object() {
      @Override
      public String toString() {
        LiveTask task = Objects.requireNonNull(itself.get());
        try {
          task.invoker().invoke(task, new Object[0]);
        } catch (Throwable e) {
          throw new IllegalStateException(e);
        }
        return "called it";
      }
    };
    LiveTask task = bench.task(none -> calling);
    itself.set(task);

    assertThat(task.invoker().invoke(task, new Object[0]) == calling).isTrue();

    assertThat(task.totals()).isEqualTo(new ExecutionTotals(2, 0, 0, 0, 0));
    assertThat(bench.records.latest(task.name(), 10))
        .extracting(TaskStateRecord::result)
        .containsExactlyInAnyOrder(
            "called it",
            calling.getClass().getName()
                + " (its toString() was not called: no thread was free for it)");
  }

  @Test
  void exceptionOfTheApplicationThatOverridesNothingIsReadWithoutAnotherThread() {
    AtomicReference<@Nullable Thread> asked = new AtomicReference<>();
    Throwable plain = new PlainException(new CausePlain(asked));
    LiveTask task = bench.idle();

    bench.fail(task, plain);

    assertThat(Overrides.ofApplication(PlainException.class)).isEqualTo(Overrides.NONE);
    assertThat(Overrides.ofApplication(CausePlain.class)).isEqualTo(Overrides.MESSAGE);
    assertThat(bench.newest(task).failure())
        .startsWith(PlainException.class.getName() + ": plain\n\tat ")
        .contains("\nCaused by: " + CausePlain.class.getName() + ": own\n");
    assertThat(Objects.requireNonNull(asked.get()).getName()).startsWith("tlo-asker-");
  }

  @Test
  void exceptionWhoseMethodsNameAClassThatIsNotThereIsReadAside() throws Exception {
    Class<?> partly = new PartlyLoadable().loadClass(NamesAnother.class.getName());
    Throwable failure = (Throwable) partly.getDeclaredConstructor().newInstance();
    failure.initCause(new Throwable("plain"));

    assertThat(Overrides.ofApplication(partly))
        .isEqualTo(Overrides.MESSAGE | Overrides.CAUSE | Overrides.TRACE);
    assertThat(FailureText.of(failure))
        .startsWith(NamesAnother.class.getName() + ": names another\n\tat ")
        .contains("\nCaused by: java.lang.Throwable: plain\n");
  }

  /** What the exception names in a method. */
  public static final class Another {}

  /** An exception with a method whose type may not be there. */
  public static final class NamesAnother extends Exception {
    private static final long serialVersionUID = 1L;

    /** Called by name. */
    public NamesAnother() {
      super("names another");
    }

    /** Nobody calls it. */
    public Another another() {
      return new Another();
    }
  }

  /** Loads the exception itself, and nothing that it names. */
  private static final class PartlyLoadable extends ClassLoader {
    PartlyLoadable() {
      super(null);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.equals(NamesAnother.class.getName())) {
        throw new ClassNotFoundException(name);
      }
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = HostileOutcomesTest.class.getClassLoader().getResourceAsStream(file)) {
        byte[] bytes = Objects.requireNonNull(in).readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static final class PlainException extends Exception {
    private static final long serialVersionUID = 1L;

    PlainException(Throwable cause) {
      super("plain", cause);
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // what an application may do
    public String toString() {
      throw new IllegalStateException("nobody asks for this");
    }
  }

  private static final class CausePlain extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient AtomicReference<@Nullable Thread> asked;

    CausePlain(AtomicReference<@Nullable Thread> asked) {
      this.asked = asked;
    }

    @Override
    public String getMessage() {
      asked.set(Thread.currentThread());
      return "own";
    }
  }
}
