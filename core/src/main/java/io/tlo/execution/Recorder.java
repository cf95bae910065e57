package io.tlo.execution;

import io.tlo.execution.WorkerThread.Handover;
import io.tlo.state.StateEntry;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Records executions: their begin, their end, and the calls whose body is not run.
 *
 * <p>This runs on the application's threads. For an execution that succeeds it formats nothing, makes no
 * text, takes no lock and calls nothing that can block.
 *
 * <p>Thread safety: safe for many threads.
 */
public final class Recorder {

  /** What {@link #begin} returns for a call whose body must not be run; a type every loader knows. */
  public static final Object SKIPPED = true;

  private final Timeline timeline;
  private final ResultPolicy results;
  private final TaskEvents events;
  private final @Nullable Forwarder forwarder;
  private final ExecutionIds ids = new ExecutionIds();
  private final LongAdder lost = new LongAdder();
  private final AwaitedStages awaited;
  private final InterruptedExecutions interrupted = new InterruptedExecutions();
  private final TriggeredExecutions triggered = new TriggeredExecutions();
  private volatile boolean retired;

  /**
   * Creates a recorder.
   *
   * @param forwarder takes executions to a custom store, null if there is none
   */
  public Recorder(
      Timeline timeline, ResultPolicy results, TaskEvents events, @Nullable Forwarder forwarder) {
    this(timeline, results, events, forwarder, AwaitedStages.boundOfThisJvm());
  }

  /**
   * Creates a recorder.
   *
   * @param mostAwaited how many executions are awaited at most whose stage has not completed, at least 10
   */
  Recorder(
      Timeline timeline,
      ResultPolicy results,
      TaskEvents events,
      @Nullable Forwarder forwarder,
      int mostAwaited) {
    this.timeline = timeline;
    this.results = results;
    this.events = events;
    this.forwarder = forwarder;
    this.awaited = new AwaitedStages(new Ends(), mostAwaited);
    FailureText.prepare();
  }

  /**
   * A call of a task begins.
   *
   * @return what {@link #end} is to be given, or {@link #SKIPPED} if the body must not be run
   */
  public Object begin(LiveTask task) {
    Thread thread = Thread.currentThread();
    Handover handover = thread instanceof WorkerThread worker ? worker.take(task) : null;
    return begin(task, handover, thread);
  }

  /**
   * A call of a task's method begins. Within a run of another task that the worker began, of a method that this one
   * overrides, the call is the execution of that task: it runs only if neither task is off or held by another instance.
   *
   * @param method the method of {@code task}
   * @param receiver the object it is called on, null if it is static
   * @return as {@link #begin(LiveTask)}; of an execution of another task, what {@link CalledMethod#callOf} returned
   */
  public Object begin(LiveTask task, CalledMethod method, @Nullable Object receiver) {
    Thread thread = Thread.currentThread();
    return thread instanceof WorkerThread worker
        ? beginOnWorker(task, method, receiver, worker)
        : begin(task, null, null, thread);
  }

  private Object beginOnWorker(
      LiveTask task, CalledMethod method, @Nullable Object receiver, WorkerThread worker) {
    LiveTask awaited = worker.awaited();
    if (awaited == null
        || awaited == task
        || receiver == null
        || !method.overrides(awaited, receiver)) {
      return begin(task, worker.take(task), worker);
    }
    Handover handover = worker.take(awaited);
    if (isRefused(task, awaited, handover)) {
      return SKIPPED;
    }
    Object token = begin(awaited, task, handover, worker);
    if (token instanceof Execution execution) {
      note(task, awaited, execution);
    }
    return method.callOf(awaited, token);
  }

  /** The execution has begun: a failure here must not keep it from its end. */
  private static void note(LiveTask task, LiveTask awaited, Execution execution) {
    try {
      task.executionsOfOthers().add(awaited, execution);
    } catch (OutOfMemoryError e) {
      // An interrupt of the overriding task does not reach this execution.
      return;
    }
  }

  Object begin(LiveTask task, @Nullable Handover handover, Thread thread) {
    return begin(task, null, handover, thread);
  }

  /**
   * Begins an execution.
   *
   * @param overriding the task whose method overrides that of {@code task} and runs in its place, null for none
   */
  private Object begin(
      LiveTask task, @Nullable LiveTask overriding, @Nullable Handover handover, Thread thread) {
    if (isRefused(task, task, handover)) {
      return SKIPPED;
    }
    long nanos = timeline.nanos();
    // Counted before the switches are asked once more: whoever has switched the task off and then
    // reads how many run sees each execution that may still come.
    task.counters().begun();
    if (!task.enabled() || (overriding != null && !overriding.enabled())) {
      task.counters().notBegun();
      skip(task, SkipReason.DISABLED, handover);
      return SKIPPED;
    }
    try {
      Execution.Pending pending = handover == null ? null : handover.pending();
      return pending == null
          ? begin(task, running(trigger(handover), nanos), nanos, thread)
          : beginPending(task, pending, nanos, thread);
    } catch (Throwable e) {
      // What fails here has begun nothing.
      task.counters().notBegun();
      throw e;
    }
  }

  /** Returns whether a task may not run now; then the call is a skip of the task that it was to be an execution of. */
  private boolean isRefused(LiveTask asked, LiveTask task, @Nullable Handover handover) {
    if (!asked.enabled()) {
      skip(task, SkipReason.DISABLED, handover);
      return true;
    }
    Admission admission = asked.admission();
    String refusal = admission == null ? null : admission.refusal();
    if (refusal != null) {
      skip(task, SkipReason.LOCKED, SkipReason.LOCKED + "; " + refusal, handover);
      return true;
    }
    return false;
  }

  private static Execution begin(LiveTask task, Execution execution, long nanos, Thread thread) {
    execution.begin(nanos, thread);
    task.history().addBegun(execution);
    return execution;
  }

  private Execution running(TaskTrigger trigger, long nanos) {
    return new Execution(ids.next(), timeline.anchor(), trigger, TaskStatus.RUNNING, nanos);
  }

  private static Execution beginPending(
      LiveTask task, Execution.Pending pending, long nanos, Thread thread) {
    pending.begin(nanos, thread);
    task.history().begun(pending);
    return pending;
  }

  private static TaskTrigger trigger(@Nullable Handover handover) {
    return handover == null ? TaskTrigger.APPLICATION : handover.trigger();
  }

  /**
   * A call of a task ends.
   *
   * @param token what {@link #begin} returned
   * @param result what the body returned, null if it threw
   * @param thrown what the body threw, null if it returned
   */
  public void end(
      LiveTask task, Object token, @Nullable Object result, @Nullable Throwable thrown) {
    Execution execution = (Execution) token;
    if (thrown != null) {
      end(task, execution, TaskStatus.FAILED, timeline.nanos(), FailureText.of(thrown));
    } else if (result instanceof CompletionStage<?> stage) {
      await(task, execution, stage);
    } else {
      end(task, execution, TaskStatus.SUCCEEDED, timeline.nanos(), keep(result));
    }
  }

  private void end(
      LiveTask task, Execution execution, TaskStatus status, long nanos, @Nullable Object kept) {
    TaskStatus ended = status;
    if (!execution.endUninterrupted(status, nanos, kept)) {
      ended = endInterrupted(execution, status, nanos, kept);
    }
    count(task, execution, ended);
  }

  /** Ends an execution that an operator interrupted; the interrupt does not go beyond it. */
  private TaskStatus endInterrupted(
      Execution execution, TaskStatus status, long nanos, @Nullable Object kept) {
    while (true) {
      Interruption last = Objects.requireNonNull(execution.interruption());
      last.awaitSettled();
      interrupted.clear(execution);
      TaskStatus honest = InterruptedOutcome.status(last, status, kept);
      Object text = InterruptedOutcome.text(last, honest, kept);
      if (execution.endInterrupted(last, honest, nanos, text)) {
        interrupted.remove(execution);
        return honest;
      }
    }
  }

  private void count(LiveTask task, Execution execution, TaskStatus status) {
    if (status == TaskStatus.SUCCEEDED) {
      task.counters().succeeded(execution.tookNanos());
    } else if (status == TaskStatus.FAILED) {
      task.counters().failed(execution.tookNanos());
      task.failed(execution);
    } else {
      task.counters().cancelled(execution.tookNanos());
    }
    task.history().ended(execution);
    forward(task, execution);
    if (status == TaskStatus.FAILED) {
      events.failed(task, execution);
    }
  }

  private @Nullable Object keep(@Nullable Object result) {
    try {
      return results.keep(result);
    } catch (Throwable e) {
      return "(not kept: " + e.getClass().getName() + ")";
    }
  }

  private void await(LiveTask task, Execution execution, CompletionStage<?> stage) {
    if (!execution.leaveThread(TaskStatus.RUNNING)) {
      leaveInterrupted(execution);
    }
    AwaitedExecution waiting = new AwaitedExecution(task, execution);
    AwaitedStage own = new AwaitedStage(awaited, stage);
    AwaitedStage present = awaited.present(own, stage);
    while (!present.add(waiting) && !retired) {
      own = new AwaitedStage(awaited, stage);
      present = awaited.present(own, stage);
    }
    if (present == own) {
      listen(own, stage);
    }
    if (retired) {
      present.letGo();
    }
    awaited.keepBound();
  }

  private static void listen(AwaitedStage waiting, CompletionStage<?> stage) {
    try {
      waiting.listenTo(stage);
    } catch (Throwable e) {
      // The stack or the memory is used up.
      waiting.endReturned(stage.getClass().getName());
    }
  }

  private void leaveInterrupted(Execution execution) {
    Interruption last;
    do {
      last = Objects.requireNonNull(execution.interruption());
      last.awaitSettled();
      interrupted.clear(execution);
    } while (!execution.leaveThread(last));
    interrupted.remove(execution);
  }

  /** Ends executions with the outcome of their stage. */
  private final class Ends implements StageEnds {

    @Override
    public void completed(
        AwaitedExecution ended, @Nullable Object result, @Nullable Throwable thrown) {
      Throwable failure = thrown instanceof CompletionException ? unwrap(thrown) : thrown;
      if (failure == null) {
        end(ended, TaskStatus.SUCCEEDED, keep(result));
      } else {
        boolean cancelled = failure instanceof CancellationException;
        TaskStatus status = cancelled ? TaskStatus.CANCELLED : TaskStatus.FAILED;
        end(ended, status, FailureText.of(failure));
      }
    }

    private static Throwable unwrap(Throwable completion) {
      // A subclass is the application's, and so may be its getCause().
      boolean isPlain = completion.getClass() == CompletionException.class;
      Throwable cause = isPlain ? completion.getCause() : null;
      return cause == null ? completion : cause;
    }

    @Override
    public void returned(AwaitedExecution ended, String stage) {
      end(ended, TaskStatus.SUCCEEDED, stage);
    }

    @Override
    public void givenUp(AwaitedExecution ended, String why) {
      end(ended, TaskStatus.CANCELLED, why);
    }

    private void end(AwaitedExecution ended, TaskStatus status, @Nullable Object kept) {
      Recorder.this.end(ended.task(), ended.execution(), status, timeline.nanos(), kept);
    }
  }

  /** Ends the executions whose stage nobody can complete any more, since it is gone. */
  public void endAbandoned() {
    awaited.look();
  }

  /** Looks which of the methods that operators interrupted have taken the interrupt. */
  public void lookAtInterrupts() {
    interrupted.look();
  }

  /**
   * Lets go of the application: executions whose stage has not completed stay running for ever, and the
   * threads that ask its objects end. Once nothing calls this any more, nothing of the application holds it.
   */
  public void retire() {
    retired = true;
    awaited.letGo();
    AskingThreads.rest();
  }

  /** Returns what the clock shows by which executions are measured. */
  long nanos() {
    return timeline.nanos();
  }

  /**
   * Interrupts the running executions of a task: the threads that run its method, and the stages that
   * it returned, where they can be cancelled. Those of other tasks that run its method are interrupted too.
   *
   * @param by who wants it
   */
  public Interrupted interrupt(LiveTask task, String by) {
    Interrupts interrupts = new Interrupts(by);
    for (StateEntry entry : task.history().entries()) {
      if (entry instanceof Execution execution) {
        interrupts.add(task, execution);
      }
    }
    for (ExecutionsOfOthers.Entry entry : task.executionsOfOthers().entries()) {
      interrupts.add(entry.task(), entry.execution());
    }
    interrupted.watch(interrupts.onThreads);
    return interrupts.result(task);
  }

  /** What one operation interrupts. */
  private final class Interrupts {
    final List<Execution> onThreads = new ArrayList<>();
    private final String by;
    private final List<LiveTask> reached = new ArrayList<>();
    private int missed;

    Interrupts(String by) {
      this.by = by;
    }

    void add(LiveTask task, Execution execution) {
      Interruption interruption = new Interruption(by);
      if (execution.status() == TaskStatus.RUNNING && execution.interrupt(interruption)) {
        if (interrupt(execution, interruption)) {
          reached.add(task);
        } else {
          missed++;
        }
        onThreads.add(execution);
      }
    }

    Interrupted result(LiveTask asked) {
      List<String> others = new ArrayList<>();
      for (LiveTask each : reached) {
        if (each != asked) {
          others.add(each.name());
        }
      }
      return new Interrupted(reached.size(), missed, others);
    }
  }

  private boolean interrupt(Execution execution, Interruption interruption) {
    Thread thread = execution.runsOn();
    return thread == null
        ? cancelStage(execution, interruption)
        : interrupt(execution, interruption, thread);
  }

  private boolean interrupt(Execution execution, Interruption interruption, Thread thread) {
    boolean reached = false;
    try {
      // In this order: one found where none of TLO's is pending is the application's, and stays.
      if (interrupted.isAnyPendingOn(thread) || !thread.isInterrupted()) {
        interrupted.add(execution, thread);
      }
      thread.interrupt();
      reached = true;
    } catch (Throwable e) {
      // The thread may be of a class of the application's, and this its own method.
      reached = false;
    } finally {
      interruption.settle(reached);
    }
    return reached;
  }

  private boolean cancelStage(Execution execution, Interruption interruption) {
    AwaitedStage stage = awaited.find(execution);
    if (stage != null) {
      // Before it is cancelled: that may end the execution, on this thread.
      interruption.settle(true);
      if (stage.cancel()) {
        return true;
      }
    }
    interruption.settle(false);
    return false;
  }

  /**
   * Makes an execution that waits to begin.
   *
   * @param by which operator asked for it, null if none did
   */
  Execution.Pending pending(LiveTask task, TaskTrigger trigger, @Nullable String by) {
    Execution.Pending pending =
        new Execution.Pending(ids.next(), timeline.anchor(), trigger, timeline.nanos(), by);
    task.history().add(pending);
    if (by != null) {
      triggered.add(task.name(), pending);
    }
    return pending;
  }

  /** Returns the newest executions that operators triggered. */
  public TriggeredExecutions triggered() {
    return triggered;
  }

  /** Ends an execution that could not begin. */
  void failPending(LiveTask task, Execution.Pending pending, String failure) {
    pending.end(TaskStatus.FAILED, timeline.nanos(), failure);
    task.counters().failedUnbegun();
    task.failed(pending);
    forward(task, pending);
    events.failed(task, pending);
  }

  /** Ends an execution that will not begin. */
  void cancelPending(LiveTask task, Execution.Pending pending, String why) {
    pending.end(TaskStatus.CANCELLED, timeline.nanos(), why);
    task.counters().cancelledUnbegun();
    forward(task, pending);
  }

  /** Notes an interval's turn whose body is not run. */
  void skipTurn(LiveTask task, SkipReason reason) {
    skip(task, reason, new Handover(task, TaskTrigger.SCHEDULE, null));
  }

  private void skip(LiveTask task, SkipReason reason, @Nullable Handover handover) {
    skip(task, reason, reason.name(), handover);
  }

  private void skip(LiveTask task, SkipReason reason, String text, @Nullable Handover handover) {
    task.counters().skipped();
    Execution.Pending pending = handover == null ? null : handover.pending();
    if (pending != null) {
      pending.skip(timeline.nanos(), Thread.currentThread().getName(), task.skipped(text));
      forward(task, pending);
    } else if (reason != SkipReason.DISABLED || task.takeUnrecordedSkip()) {
      // Of the calls of a task that is off only the first is recorded: they may be many.
      long nanos = timeline.nanos();
      Execution skipped = running(trigger(handover), nanos);
      skipped.skip(nanos, Thread.currentThread().getName(), task.skipped(text));
      task.history().add(skipped);
      forward(task, skipped);
    }
  }

  private void forward(LiveTask task, Execution execution) {
    if (forwarder != null) {
      forwarder.offer(task, execution);
    }
  }

  /**
   * Ends an execution whose end could not be recorded as it was; nothing happens if it has ended.
   *
   * @param token what {@link #begin} returned
   */
  public void giveUp(LiveTask task, Object token) {
    Execution execution = (Execution) token;
    if (!execution.status().isFinal()) {
      interrupted.remove(execution);
      execution.end(TaskStatus.FAILED, timeline.nanos(), "(its end could not be recorded)");
      count(task, execution, TaskStatus.FAILED);
    }
  }

  /** Counts an execution that could not be recorded. */
  public void lost() {
    lost.increment();
  }

  /** Returns how many executions could not be recorded. */
  public long lostExecutions() {
    return lost.sum();
  }
}
