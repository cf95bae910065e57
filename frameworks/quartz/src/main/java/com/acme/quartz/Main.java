package com.acme.quartz;

import static org.quartz.CronScheduleBuilder.cronSchedule;
import static org.quartz.JobBuilder.newJob;
import static org.quartz.JobKey.jobKey;
import static org.quartz.SimpleScheduleBuilder.simpleSchedule;
import static org.quartz.TriggerBuilder.newTrigger;

import com.acme.app.Conversation;
import java.util.TimeZone;
import org.quartz.Job;
import org.quartz.JobKey;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;

/** The program: a scheduler with jobs of every kind. */
public final class Main {

  private Main() {}

  /** Runs the program until it is told to quit. */
  public static void main(String[] arguments) throws Exception {
    // Quartz and its logger know no "threads as many as tests need": five are enough for these
    // jobs.
    System.setProperty("org.quartz.threadPool.threadCount", "5");
    Scheduler scheduler = new StdSchedulerFactory().getScheduler();
    scheduler.getListenerManager().addJobListener(new CountingListener());
    addJobs(scheduler);
    scheduler.start();
    new Conversation(() -> scheduler.shutdown(true))
        .on("add", () -> schedule(scheduler, ReportJob.class, jobKey("added"), every(200)))
        .on("delete", () -> scheduler.deleteJob(jobKey("added")))
        .on("fire", () -> scheduler.triggerJob(jobKey("archive")))
        .hold();
  }

  private static void addJobs(Scheduler scheduler) throws SchedulerException {
    TimeZone zone = TimeZone.getTimeZone("Europe/Kyiv");
    schedule(
        scheduler,
        ReportJob.class,
        jobKey("nightly"),
        cronSchedule("0/1 * * * * ? *").inTimeZone(zone));
    schedule(scheduler, ReportJob.class, jobKey("weekly", "reports"), every(300));
    schedule(scheduler, CleanupJob.class, jobKey("cleanup"), every(250));
    schedule(scheduler, ImportJob.class, jobKey("import"), every(100));
    schedule(
        scheduler,
        FlakyJob.class,
        jobKey("flaky"),
        simpleSchedule().withIntervalInMilliseconds(200).withRepeatCount(9));
    scheduler.addJob(
        newJob(ArchiveJob.class).withIdentity("archive").storeDurably().build(), false);
  }

  private static ScheduleBuilder<?> every(long millis) {
    return simpleSchedule().withIntervalInMilliseconds(millis).repeatForever();
  }

  private static void schedule(
      Scheduler scheduler, Class<? extends Job> job, JobKey key, ScheduleBuilder<?> schedule)
      throws SchedulerException {
    scheduler.scheduleJob(
        newJob(job).withIdentity(key).build(),
        newTrigger()
            .withIdentity(key.getName(), key.getGroup())
            .withSchedule(schedule)
            .build());
  }
}
