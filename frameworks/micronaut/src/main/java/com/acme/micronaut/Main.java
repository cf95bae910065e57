package com.acme.micronaut;

import com.acme.app.Conversation;
import com.acme.app.Counts;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.scheduling.TaskExecutors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The program: a Micronaut context, no server. */
public final class Main {

  private Main() {}

  /** Runs the program until it is told to quit. */
  public static void main(String[] arguments) throws Exception {
    ApplicationContext context = ApplicationContext.run();
    ScheduledThreadPoolExecutor executor = (ScheduledThreadPoolExecutor)
        context.getBean(ExecutorService.class, Qualifiers.byName(TaskExecutors.SCHEDULED));
    new Conversation(() -> stop(executor)).hold();
    context.close();
  }

  /** Micronaut counts nothing itself; the executor that it schedules on does, all methods together. */
  private static void stop(ScheduledThreadPoolExecutor executor) throws InterruptedException {
    executor.shutdown();
    if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("Scheduled methods still run after a minute.");
    }
    Counts.FRAMEWORK.set("*", executor.getCompletedTaskCount());
  }
}
