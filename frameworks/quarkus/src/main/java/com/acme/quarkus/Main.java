package com.acme.quarkus;

import com.acme.app.Conversation;
import com.acme.app.Counts;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.scheduler.Scheduler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The program: a Quarkus application without HTTP. */
@QuarkusMain
public class Main implements QuarkusApplication {

  private static final int QUIET_LOOKS = 20;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Scheduler scheduler;

  Main(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public int run(String... arguments) throws Exception {
    new Conversation(this::stop).hold();
    return 0;
  }

  /** A paused scheduler cannot be asked what still runs: it is quiet when nothing is counted any more. */
  private void stop() {
    scheduler.pause();
    long counted = -1;
    for (int looks = 0; looks < QUIET_LOOKS; looks++) {
      LockSupport.parkNanos(LOOK_NANOS);
      long now = Counts.FRAMEWORK.sum();
      if (now != counted) {
        looks = 0;
      }
      counted = now;
    }
  }
}
