package io.tlo.execution;

import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stage that has not completed, and the executions that have returned it, the oldest first. It is waited for once,
 * however many there are. The stage itself is held weakly.
 *
 * <p>Thread safety: safe for many threads, without a lock; each execution is taken out once, and then ended.
 */
final class AwaitedStage implements BiConsumer<Object, Throwable> {

  private static final String DROPPED = "Cancelled: its stage was dropped before it completed";

  private final AwaitedStages all;
  private final StageKey key;
  private final Queue<AwaitedExecution> executions = new ConcurrentLinkedQueue<>();
  // Written before the last execution is taken out: whoever adds one after that finds it.
  private volatile boolean over;
  // What the stage was given, and with it all the way to this. It is gone once nobody can complete
  // the stage; the stage
  // itself may only stand in front of another one, and be dropped while that goes on.
  private volatile @Nullable WeakReference<Object> handedOut;
  private boolean isAskedAside;
  private boolean isRelayed;
  // Whether it could not be asked aside, since no thread was free or its class is left alone for a
  // minute.
  private volatile boolean isUnasked;
  // What an asking thread was told: executions are ended on another one, since that thread must not
  // ask.
  private volatile @Nullable Outcome told;

  private record Outcome(@Nullable Object result, @Nullable Throwable thrown) {}

  /** Creates one that does not wait yet. */
  AwaitedStage(AwaitedStages all, CompletionStage<?> stage) {
    this.all = all;
    this.key = new StageKey(stage);
  }

  StageKey key() {
    return key;
  }

  /**
   * Adds an execution that has returned the stage.
   *
   * @return false if it comes too late; then it is not added
   */
  boolean add(AwaitedExecution execution) {
    all.count(1);
    executions.add(execution);
    if (over && executions.remove(execution)) {
      all.count(-1);
      return false;
    }
    return true;
  }

  boolean isOver() {
    return over;
  }

  boolean isOf(Execution execution) {
    for (AwaitedExecution each : executions) {
      if (each.execution() == execution) {
        return true;
      }
    }
    return false;
  }

  Iterable<AwaitedExecution> executions() {
    return executions;
  }

  /** Cancels the stage; returns false if it cannot be, or is gone. */
  boolean cancel() {
    CompletionStage<?> stage = key.get();
    try {
      return stage instanceof Future<?> future && future.cancel(true);
    } catch (Throwable e) {
      // One that only its maker may complete, or of the application's own making.
      return false;
    }
  }

  /**
   * Waits for the stage. What it is given is of a class of the JDK's and closed: a stage may be of the application's
   * making, and reflection on an object of ours would lead it to all that the agent holds.
   */
  void listenTo(CompletionStage<?> stage) {
    if (stage.getClass() == CompletableFuture.class) {
      listenThroughRelay((CompletableFuture<?>) stage);
    } else if (Overrides.ofStage(stage)) {
      BiConsumer<Object, Throwable> callback = andThen(AwaitedStage::nothing);
      handedOut = new WeakReference<>(callback);
      listenAside(stage, callback);
    } else {
      BiFunction<Object, Throwable, Object> callback = this::taken;
      BiFunction<Object, Throwable, Object> closed = callback.andThen(Function.identity());
      handedOut = new WeakReference<>(closed);
      // Not whenComplete, whose own stage fails too: the JDK makes a CompletionException for that,
      // and it asks the failure for its text on the thread that completes the stage.
      CompletionStage<Object> unused = stage.handle(closed);
    }
  }

  /**
   * Waits through a future of our own, which can be completed to let go of the application's. It gets a failure as its
   * value, for the reason for which the others are not asked by whenComplete.
   */
  private void listenThroughRelay(CompletableFuture<?> stage) {
    @SuppressWarnings("unchecked")
    CompletableFuture<Object> source = (CompletableFuture<Object>) stage;
    CompletableFuture<Object> relay = source.exceptionally(Function.identity());
    isRelayed = true;
    handedOut = new WeakReference<>(relay);
    CompletionStage<Object> unused = relay.whenComplete(this);
  }

  private Object taken(@Nullable Object result, @Nullable Throwable thrown) {
    accept(result, thrown);
    return this;
  }

  private static void nothing(@Nullable Object result, @Nullable Throwable thrown) {}

  private void listenAside(CompletionStage<?> stage, BiConsumer<Object, Throwable> callback) {
    isAskedAside = true;
    WhenComplete question = new WhenComplete(stage, callback);
    AskingThreads.ask(question);
    endIfTold();
    // What takes too long may still come to wait for the stage.
    if (question.isAnswered()) {
      String excuse = question.excuse();
      if (excuse != null) {
        endReturned(stage.getClass().getName() + " " + excuse);
      }
    } else if (!question.isLate()) {
      handedOut = null;
      isUnasked = true;
    }
  }

  /** The stage cannot be waited for. */
  void endReturned(String name) {
    finish();
    for (AwaitedExecution each = take(); each != null; each = take()) {
      all.ends().returned(each, name);
    }
  }

  @Override
  public void accept(@Nullable Object result, @Nullable Throwable thrown) {
    if (isAskedAside && AskingThreads.isHere()) {
      told = told == null ? new Outcome(result, thrown) : told;
    } else if (isRelayed && result instanceof Throwable failure && isFailed()) {
      end(null, failure);
    } else {
      end(result, thrown);
    }
  }

  /** Returns whether the stage, which is relayed, has failed; it may also have an exception as its result. */
  private boolean isFailed() {
    return !(key.get() instanceof CompletableFuture<?> stage) || stage.isCompletedExceptionally();
  }

  private void end(@Nullable Object result, @Nullable Throwable thrown) {
    finish();
    for (AwaitedExecution each = take(); each != null; each = take()) {
      all.ends().completed(each, result, thrown);
    }
  }

  private void endIfTold() {
    Outcome outcome = told;
    if (outcome != null) {
      told = null;
      end(outcome.result(), outcome.thrown());
    }
  }

  /**
   * Ends its executions if the stage has told its outcome, or if nobody can complete it any more.
   *
   * @param mayAsk whether a stage that could not be asked before is asked again
   * @return false if it was asked in vain
   */
  boolean look(boolean mayAsk) {
    endIfTold();
    WeakReference<Object> given = handedOut;
    CompletionStage<?> stage = key.get();
    if (isUnasked ? stage == null : given != null && given.refersTo(null)) {
      giveUpAll(DROPPED);
    } else if (isUnasked && mayAsk && stage != null) {
      isUnasked = false;
      listenTo(stage);
    }
    return !isUnasked;
  }

  private void giveUpAll(String why) {
    finish();
    for (AwaitedExecution each = take(); each != null; each = take()) {
      all.ends().givenUp(each, why);
    }
  }

  /**
   * Gives up the execution that has waited longest.
   *
   * @param why what its record says
   * @return false if none waits any more
   */
  boolean giveUpFirst(String why) {
    AwaitedExecution first = take();
    if (first == null) {
      return false;
    }
    all.ends().givenUp(first, why);
    if (executions.isEmpty()) {
      // None is left, nor any that came just now.
      giveUpAll(why);
      letGo();
    }
    return true;
  }

  private @Nullable AwaitedExecution take() {
    AwaitedExecution first = executions.poll();
    if (first != null) {
      all.count(-1);
    }
    return first;
  }

  private void finish() {
    if (!over) {
      over = true;
      all.remove(this);
    }
  }

  /** Waits no more: nothing of ours hangs on a future of the application any longer. */
  void letGo() {
    finish();
    while (take() != null) {
      // It stays as it is.
    }
    WeakReference<Object> given = handedOut;
    if (given != null && given.get() instanceof CompletableFuture<?> relay) {
      // With nothing: an exception would hold the classes of all that is on this stack.
      relay.complete(null);
    }
  }

  /** Has a stage of the application's own making take the callback. */
  private static final class WhenComplete extends Question<Boolean> {
    private final CompletionStage<?> stage;
    private final BiConsumer<Object, Throwable> callback;

    WhenComplete(CompletionStage<?> stage, BiConsumer<Object, Throwable> callback) {
      super(stage.getClass(), "whenComplete");
      this.stage = stage;
      this.callback = callback;
    }

    @Override
    Boolean call() {
      stage.whenComplete(callback);
      return true;
    }
  }
}
