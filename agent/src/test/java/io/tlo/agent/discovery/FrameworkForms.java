package io.tlo.agent.discovery;

import com.xxl.job.core.handler.annotation.XxlJob;
import io.micronaut.context.annotation.AliasFor;
import jakarta.enterprise.concurrent.Asynchronous;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import org.jobrunr.jobs.annotations.Recurring;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Methods under the annotations of all other frameworks, and types that are tasks by what they implement. */
@SuppressWarnings("unused")
final class FrameworkForms {

  private FrameworkForms() {}

  static class Ejb {
    @jakarta.ejb.Schedule(hour = "3", minute = "30", timezone = "Europe/Kyiv")
    void nightly() {}

    @jakarta.ejb.Schedules({
      @jakarta.ejb.Schedule(hour = "1"),
      @jakarta.ejb.Schedule(hour = "2", dayOfMonth = "Last")
    })
    void twice(jakarta.ejb.Timer timer) {}

    @jakarta.ejb.Timeout
    void timeout() {}
  }

  static class OldEjb implements javax.ejb.TimedObject {
    @javax.ejb.Schedule(second = "*/5", minute = "*", hour = "*")
    void often() {}

    @Override
    public void ejbTimeout(javax.ejb.Timer timer) {}
  }

  static class Concurrency {
    @Asynchronous(runAt = @jakarta.enterprise.concurrent.Schedule(cron = "0 3 * * *"))
    @Nullable
    CompletableFuture<String> series() {
      return null;
    }

    @Asynchronous
    void once() {}
  }

  static class Quarkus {
    @io.quarkus.scheduler.Scheduled(every = "10s", identity = "clean")
    @io.quarkus.scheduler.Scheduled(cron = "0 0 3 * * ?")
    void clean() {}
  }

  @Retention(RetentionPolicy.RUNTIME)
  @io.micronaut.scheduling.annotation.Scheduled
  @interface Rate {
    @AliasFor(annotation = io.micronaut.scheduling.annotation.Scheduled.class, member = "fixedRate")
    String value();
  }

  static class Micronaut {
    @io.micronaut.scheduling.annotation.Scheduled(fixedDelay = "5s")
    void clean() {}

    @Rate("7s")
    void composed() {}
  }

  static class Others {
    @Recurring(id = "purge", interval = "PT10M")
    void purge() {}

    @XxlJob("import")
    void handle() {}
  }

  static class Report implements Job {
    @Override
    public void execute(JobExecutionContext context) {}

    static void execute(String other) {}
  }

  abstract static class Base extends TimerTask {
    @Override
    public abstract void run();
  }

  static class Direct extends TimerTask {
    @Override
    public void run() {}

    void run(int other) {}
  }

  static class Indirect extends Base {
    @Override
    public void run() {}
  }

  static class Runs implements Runnable {
    @Override
    public void run() {}
  }

  static class RunsToo extends Runs {
    @Override
    public void run() {}
  }
}
