package com.acme.quarkus;

import com.acme.app.Conversation;
import com.acme.app.Quiet;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.scheduler.Scheduler;

/** The program: a Quarkus application without HTTP. */
@QuarkusMain
public class Main implements QuarkusApplication {

  private final Scheduler scheduler;

  Main(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public int run(String... arguments) throws Exception {
    new Conversation(this::stop).hold();
    return 0;
  }

  /** A paused scheduler cannot be asked what still runs. */
  private void stop() {
    scheduler.pause();
    Quiet.await();
  }
}
