package io.tlo.execution;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.execution.WorkerThread.Handover;
import io.tlo.state.TaskTrigger;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on a few daemon threads of its own: those that an operator triggered, a program submitted
 * or an interval is due for. It never runs one task twice at once, and begins no triggered execution
 * while the program itself runs the task, for a minute at most; what cannot run yet waits its turn, up to a bound.
 *
 * <p>What operators triggered has threads and a bound of its own: it never takes those of intervals and of what the
 * program submitted.
 *
 * <p>Threads are started when they are needed and end after ten seconds without a job. A thread that has run a task of
 * a class loader that may go, such as a web application's, ends with the task: thread locals of the task would hold
 * the loader.
 *
 * <p>Thread safety: safe for many threads, by one lock that is never held while a task runs.
 */
public final class Worker implements TaskListener {

  private static final long IDLE_SECONDS = 10;
  // The end of an execution that the program began is not announced: that would cost each one.
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  // Some tasks are always running somewhere; what waits for them must not hold the queue for ever.
  private static final long MOST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final Object[] NO_ARGUMENTS = {};

  private final Recorder recorder;
  private final int mostThreads;
  private final int mostWaiting;

  private final ReentrantLock lock = new ReentrantLock();
  private final Crew ofOperators = new Crew();
  private final Crew ofProgram = new Crew();
  private final Set<LiveTask> busy = new HashSet<>();
  // By their numbers, of both crews.
  private final boolean[] threads;
  private boolean closed;
  // Of threads; the next one begins when the program turns out to come from another loader.
  private int generation;
  private volatile WeakReference<@Nullable ClassLoader> programs = new WeakReference<>(null);

  /**
   * Creates a worker; no thread is started yet.
   *
   * @param threads how many tasks run at once for the program, and as many for operators; at least 1
   * @param queue how many may wait for the program, and as many for operators, at least 0; turns of intervals do not
   *     count
   */
  public Worker(Recorder recorder, int threads, int queue) {
    this.recorder = recorder;
    this.mostThreads = threads;
    this.mostWaiting = queue;
    this.threads = new boolean[2 * threads];
  }

  /** Threads for what comes from one side, and what waits for them; guarded by the lock. */
  private final class Crew {
    final Condition ready = lock.newCondition();
    final Deque<Job> jobs = new ArrayDeque<>();
    int threads;
    int idle;
    int running;
  }

  private Crew crew(Job job) {
    return job.trigger == TaskTrigger.MANUAL ? ofOperators : ofProgram;
  }

  /** One run of a task that was asked for. */
  private final class Job implements Runnable {
    final LiveTask task;
    final @Nullable Object[] arguments;
    final TaskTrigger trigger;
    final CompletableFuture<@Nullable Object> future = new CompletableFuture<>();
    final long askedNanos = recorder.nanos();
    final @Nullable String by;
    Execution.@Nullable Pending pending;

    Job(LiveTask task, @Nullable Object[] arguments, TaskTrigger trigger, @Nullable String by) {
      this.task = task;
      this.arguments = arguments;
      this.trigger = trigger;
      this.by = by;
    }

    @Override
    public void run() {
      Worker.this.run(this);
    }
  }

  /**
   * Runs a task now, for an operator.
   *
   * @param by who wants it
   * @return the id of its record, which is pending until it begins
   * @throws TloException if the task cannot be run, the arguments do not fit, or too many wait
   */
  public long trigger(LiveTask task, @Nullable Object[] arguments, String by) {
    return accept(new Job(task, arguments, TaskTrigger.MANUAL, by)).id();
  }

  /**
   * Runs a task for the program.
   *
   * @return completes with its result, or with what it threw
   * @throws TloException if it cannot be run, or too many wait
   */
  public CompletableFuture<@Nullable Object> submit(LiveTask task, @Nullable Object... arguments) {
    Job job = new Job(task, arguments, TaskTrigger.APPLICATION, null);
    accept(job);
    return job.future;
  }

  /** Runs a task because its interval is due; if it still runs or waits, the turn is skipped. */
  void turn(LiveTask task) {
    if (task.counters().total().running() > 0) {
      recorder.skipTurn(task, SkipReason.OVERLAP);
      return;
    }
    boolean accepted;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      accepted = !busy.contains(task) && !isWaiting(task);
      if (accepted) {
        enqueue(new Job(task, NO_ARGUMENTS, TaskTrigger.SCHEDULE, null));
      }
    } finally {
      lock.unlock();
    }
    if (!accepted) {
      recorder.skipTurn(task, SkipReason.OVERLAP);
    }
  }

  private boolean isWaiting(LiveTask task) {
    return isWaiting(task, ofProgram) || isWaiting(task, ofOperators);
  }

  private static boolean isWaiting(LiveTask task, Crew crew) {
    for (Job job : crew.jobs) {
      if (job.task == task) {
        return true;
      }
    }
    return false;
  }

  private Execution.Pending accept(Job job) {
    String refusal = job.task.invoker().refusal();
    if (refusal == null) {
      refusal = job.task.invoker().refusal(job.arguments);
    }
    if (refusal != null) {
      throw new TloException(
          Reason.NOT_RUNNABLE, "task '" + job.task.name() + "' cannot be run: " + refusal);
    }
    lock.lock();
    try {
      requireRoom(job);
      Execution.Pending pending = recorder.pending(job.task, job.trigger, job.by);
      job.pending = pending;
      enqueue(job);
      return pending;
    } finally {
      lock.unlock();
    }
  }

  private void requireRoom(Job wanted) {
    if (closed) {
      throw new TloException(Reason.CLOSED, "the context is closed; it runs no more tasks");
    }
    Crew crew = crew(wanted);
    // Jobs that a thread is about to take are not waiting: they fit the threads there are.
    int free = mostThreads - crew.running;
    Set<LiveTask> beginning = new HashSet<>();
    int waiting = 0;
    for (Job job : crew.jobs) {
      boolean begins = beginning.size() < free && mayBegin(job) && beginning.add(job.task);
      waiting += begins || job.pending == null ? 0 : 1;
    }
    boolean beginsAtOnce =
        beginning.size() < free && mayBegin(wanted) && !beginning.contains(wanted.task);
    if (!beginsAtOnce && waiting >= mostWaiting) {
      throw new TloException(
          Reason.QUEUE_FULL,
          "task '"
              + wanted.task.name()
              + "' cannot be run now: "
              + mostWaiting
              + " executions wait already (worker.queue); try again when some have ended");
    }
  }

  /** Called with the lock held. */
  private void enqueue(Job job) {
    Crew crew = crew(job);
    crew.jobs.add(job);
    crew.ready.signal();
    startThreadIfNeeded(crew);
  }

  private void startThreadIfNeeded(Crew crew) {
    // A thread that rests is counted until it has taken its job: it may be meant for another one.
    if (crew.jobs.size() > crew.idle && crew.threads < mostThreads) {
      startThread(crew);
    }
  }

  private void startThread(Crew crew) {
    int number = 0;
    while (threads[number]) {
      number++;
    }
    int free = number;
    int born = generation;
    String name = "tlo-worker-" + (free + 1);
    OwnThreads.make(group -> new WorkerThread(group, () -> work(crew, free, born), name))
        .start();
    threads[free] = true;
    crew.threads++;
  }

  /** Called with the lock held. */
  private void threadEnds(Crew crew, int number) {
    threads[number] = false;
    crew.threads--;
  }

  private void work(Crew crew, int number, int born) {
    OutOfLine calls = OutOfLine.make();
    boolean goesOn = true;
    while (goesOn) {
      goesOn = runNext(crew, number, born, calls);
    }
  }

  /** A method of its own: a thread that waits for the next job must not hold the last one's result. */
  private boolean runNext(Crew crew, int number, int born, OutOfLine calls) {
    Job job = next(crew, number, born);
    if (job == null) {
      return false;
    }
    calls.call(job);
    if (staysLoaded(job.task.invoker().contextClassLoader())) {
      return true;
    }
    leave(crew, number);
    return false;
  }

  /** Returns whether a loader is there as long as the program is. */
  private boolean staysLoaded(@Nullable ClassLoader loader) {
    return loader == null
        || isAtOrAbove(loader, ClassLoader.getSystemClassLoader())
        || isAtOrAbove(loader, programs.get());
  }

  private static boolean isAtOrAbove(ClassLoader loader, @Nullable ClassLoader start) {
    ClassLoader each = start;
    while (each != null && each != loader) {
      each = each.getParent();
    }
    return each == loader;
  }

  /**
   * Sets the class loader of the program itself, where that is not the system class loader: it stays as long as the
   * program does. Held weakly; the last call counts. Another loader than before ends the threads there are, at once or
   * after their jobs: a server that deploys a web application on its main thread makes the loader of the web
   * application look like the program's, and the threads may hold what its tasks have left in thread locals.
   */
  public void programsLoader(@Nullable ClassLoader loader) {
    if (programs.get() == loader) {
      return;
    }
    lock.lock();
    try {
      programs = new WeakReference<>(loader);
      generation++;
      ofProgram.ready.signalAll();
      ofOperators.ready.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Has the thread of that number end, and another one begin if there is something to do. */
  private void leave(Crew crew, int number) {
    lock.lock();
    try {
      threadEnds(crew, number);
      startThreadIfNeeded(crew);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a job whose task is not busy; null when the thread is to end. */
  private @Nullable Job next(Crew crew, int number, int born) {
    lock.lock();
    try {
      Job job = await(crew, born);
      if (job == null) {
        threadEnds(crew, number);
        startThreadIfNeeded(crew);
      }
      return job;
    } finally {
      lock.unlock();
    }
  }

  /** Called with the lock held; null if no job came in time, or the thread is of an earlier generation. */
  private @Nullable Job await(Crew crew, int born) {
    long nanos = TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
    crew.idle++;
    try {
      while (born == generation && !closed && (nanos > 0 || !crew.jobs.isEmpty())) {
        Job job = takeReady(crew);
        if (job != null) {
          return job;
        }
        long pause = crew.jobs.isEmpty() ? nanos : POLL_NANOS;
        try {
          nanos -= pause - crew.ready.awaitNanos(pause);
        } catch (InterruptedException e) {
          // Left over from a task that was interrupted as it ended; it means nothing here.
          nanos = TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
        }
      }
      return null;
    } finally {
      crew.idle--;
    }
  }

  /** Called with the lock held. */
  private boolean mayBegin(Job job) {
    boolean waitsForProgram = job.trigger == TaskTrigger.MANUAL
        && job.task.counters().total().running() > 0
        && recorder.nanos() - job.askedNanos < MOST_WAIT_NANOS;
    return !busy.contains(job.task) && !waitsForProgram;
  }

  private @Nullable Job takeReady(Crew crew) {
    for (Iterator<Job> each = crew.jobs.iterator(); each.hasNext(); ) {
      Job job = each.next();
      if (mayBegin(job)) {
        each.remove();
        busy.add(job.task);
        crew.running++;
        return job;
      }
    }
    return null;
  }

  private void run(Job job) {
    WorkerThread thread = (WorkerThread) Thread.currentThread();
    Handover handover = new Handover(job.task, job.trigger, job.pending);
    thread.hand(handover);
    // Whatever was done when the last one completed may have left an interrupt.
    Thread.interrupted();
    Throwable thrown = null;
    Object result = null;
    try {
      thread.setContextClassLoader(job.task.invoker().contextClassLoader());
      result = job.task.invoker().invoke(job.task, job.arguments);
    } catch (Throwable e) {
      thrown = e;
    } finally {
      thread.setContextClassLoader(null);
      // An interrupt that came for this task must not reach the next one.
      Thread.interrupted();
      settle(job, thread, thrown);
      release(job);
    }
    if (thrown == null) {
      job.future.complete(result);
    } else {
      job.future.completeExceptionally(thrown);
    }
  }

  /** What was handed over and not taken was never begun: the method was not reached. */
  private void settle(Job job, WorkerThread thread, @Nullable Throwable thrown) {
    if (thread.take(job.task) == null || isRestingTurn(job)) {
      return;
    }
    String why = thrown == null
        ? "the method was not reached: a class that overrides it may have run instead, or what stands in"
            + " front of it (a lock, a proxy) have left it out or handed it to another thread"
        : FailureText.of(thrown);
    Execution.Pending pending =
        job.pending == null ? recorder.pending(job.task, job.trigger, job.by) : job.pending;
    recorder.failPending(job.task, pending, why);
  }

  /** Returns whether it is a turn that had nothing to run on any more, as if it had come a moment later. */
  private static boolean isRestingTurn(Job job) {
    return job.pending == null && job.task.invoker().refusal() != null;
  }

  private void release(Job job) {
    lock.lock();
    try {
      busy.remove(job.task);
      crew(job).running--;
      signalIfAnyWait(ofProgram);
      signalIfAnyWait(ofOperators);
    } finally {
      lock.unlock();
    }
  }

  private static void signalIfAnyWait(Crew crew) {
    if (!crew.jobs.isEmpty()) {
      crew.ready.signal();
    }
  }

  /** Takes no more jobs; those that wait are cancelled, those that run go on. */
  public void close() {
    Deque<Job> left = new ArrayDeque<>();
    lock.lock();
    try {
      closed = true;
      close(ofProgram, left);
      close(ofOperators, left);
    } finally {
      lock.unlock();
    }
    left.forEach(job -> cancel(job, "the context was closed"));
  }

  private static void close(Crew crew, Deque<Job> left) {
    left.addAll(crew.jobs);
    crew.jobs.clear();
    crew.ready.signalAll();
  }

  @Override
  public void added(LiveTask task) {}

  /** Cancels what waits of a task that is gone; what runs goes on. */
  @Override
  public void removed(LiveTask task) {
    Deque<Job> left = new ArrayDeque<>();
    lock.lock();
    try {
      left.addAll(ofProgram.jobs);
      left.addAll(ofOperators.jobs);
      left.removeIf(job -> job.task != task);
      ofProgram.jobs.removeAll(left);
      ofOperators.jobs.removeAll(left);
    } finally {
      lock.unlock();
    }
    left.forEach(job -> cancel(job, "the task was removed"));
  }

  private void cancel(Job job, String why) {
    if (job.pending != null) {
      recorder.cancelPending(job.task, job.pending, "Cancelled: " + why);
    }
    job.future.completeExceptionally(new CancellationException(why));
  }
}
