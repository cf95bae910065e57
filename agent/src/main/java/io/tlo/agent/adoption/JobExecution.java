package io.tlo.agent.adoption;

import io.tlo.execution.Recorder;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * An execution of a Quartz job.
 *
 * <p>Thread safety: immutable.
 */
public final class JobExecution {

  private final QuartzJob job;
  private final Object token;
  private final Object context;
  private final @Nullable CountDownLatch ended;

  /**
   * Creates one.
   *
   * @param token what the recorder knows it by
   * @param context what Quartz knows it by
   * @param ended is told the end, null if nobody waits for it
   */
  JobExecution(QuartzJob job, Object token, Object context, @Nullable CountDownLatch ended) {
    this.job = job;
    this.token = token;
    this.context = context;
    this.ended = ended;
  }

  /** Records the end, with what the job threw. */
  public void end(Recorder recorder, @Nullable Throwable thrown) {
    try {
      recorder.end(job.task(), token, null, thrown);
      if (thrown != null) {
        EndedTriggers.takeOut(job, context, thrown);
      }
    } finally {
      left();
    }
  }

  /** Ends an execution whose end could not be recorded. */
  public void giveUp(Recorder recorder) {
    recorder.giveUp(job.task(), token);
    left();
  }

  private void left() {
    job.left(context);
    if (ended != null) {
      ended.countDown();
    }
  }
}
