package io.tlo.frameworks.micronaut;

import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.scheduling.TaskExecutors;
import io.tlo.frameworks.program.Conversation;
import io.tlo.frameworks.program.FrameworkProgram;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The program: a Micronaut context, no server. */
public final class Main implements FrameworkProgram {

  private final ScheduledThreadPoolExecutor executor;

  private Main(ApplicationContext context) {
    executor = (ScheduledThreadPoolExecutor)
        context.getBean(ExecutorService.class, Qualifiers.byName(TaskExecutors.SCHEDULED));
  }

  /** Runs the program until it is told to quit. */
  public static void main(String[] arguments) throws Exception {
    try (ApplicationContext context = ApplicationContext.run()) {
      Conversation.hold(new Main(context));
    }
  }

  @Override
  public void stop() throws InterruptedException {
    executor.shutdown();
    if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("Scheduled methods still run after a minute.");
    }
  }

  /** Micronaut counts nothing itself; the executor that it schedules on does, all methods together. */
  @Override
  public Map<String, Long> frameworkCounts() {
    return Map.of("all", executor.getCompletedTaskCount());
  }
}
