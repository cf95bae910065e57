package io.tlo.frameworks.quarkus;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.scheduler.Scheduler;
import io.tlo.frameworks.program.Conversation;
import io.tlo.frameworks.program.Counts;
import io.tlo.frameworks.program.FrameworkProgram;
import io.tlo.frameworks.program.Quiet;
import java.util.List;
import java.util.Map;

/** The program: a Quarkus application without HTTP. */
@QuarkusMain
public class Main implements QuarkusApplication, FrameworkProgram {

  private final Scheduler scheduler;
  private final ExecutionCounter counter;

  Main(Scheduler scheduler, ExecutionCounter counter) {
    this.scheduler = scheduler;
    this.counter = counter;
  }

  @Override
  public int run(String... arguments) throws Exception {
    Conversation.hold(this);
    return 0;
  }

  @Override
  public void stop() {
    scheduler.pause();
    Quiet.await(
        () -> List.of(counter.executions(), Counts.bodies().toMap()), () -> !Cleanup.isWorking());
  }

  @Override
  public Map<String, Long> frameworkCounts() {
    return counter.executions();
  }
}
