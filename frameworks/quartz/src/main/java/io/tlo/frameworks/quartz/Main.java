package io.tlo.frameworks.quartz;

import static org.quartz.CronScheduleBuilder.cronSchedule;
import static org.quartz.JobBuilder.newJob;
import static org.quartz.JobKey.jobKey;
import static org.quartz.SimpleScheduleBuilder.simpleSchedule;
import static org.quartz.TriggerBuilder.newTrigger;

import io.tlo.frameworks.program.Conversation;
import io.tlo.frameworks.program.FrameworkProgram;
import java.util.Map;
import java.util.TimeZone;
import org.quartz.Job;
import org.quartz.JobKey;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.simpl.PropertySettingJobFactory;

/** The program: a scheduler with jobs of every kind. */
public final class Main implements FrameworkProgram {

  private final Scheduler scheduler;
  private final CountingListener listener = new CountingListener();

  private Main(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Runs the program until it is told to quit. */
  public static void main(String[] arguments) throws Exception {
    System.setProperty(StdSchedulerFactory.PROP_JOB_STORE_CLASS, FilledJobStore.class.getName());
    Main main = new Main(new StdSchedulerFactory().getScheduler());
    main.start();
    Conversation.hold(main);
  }

  private void start() throws SchedulerException {
    scheduler.getListenerManager().addJobListener(listener);
    // Data that a job has no property for is refused, and all triggers of the job end in an error.
    PropertySettingJobFactory strict = new PropertySettingJobFactory();
    strict.setThrowIfPropertyNotFound(true);
    scheduler.setJobFactory(strict);
    schedule(
        ReportJob.class,
        jobKey("nightly"),
        cronSchedule("0/1 * * * * ?").inTimeZone(TimeZone.getTimeZone("Europe/Kyiv")));
    schedule(ReportJob.class, jobKey("weekly", "reports"), every(300));
    // Known by its plan alone: it fires in no test.
    schedule(
        ReportJob.class,
        jobKey("yearly", "reports"),
        cronSchedule("0 0 3 1 1 ?").inTimeZone(TimeZone.getTimeZone("Europe/Kyiv")));
    schedule(CleanupJob.class, jobKey("cleanup"), every(250));
    schedule(ImportJob.class, jobKey("import"), every(100));
    schedule(
        FlakyJob.class,
        jobKey("flaky"),
        simpleSchedule().withIntervalInMilliseconds(200).withRepeatCount(9));
    scheduler.addJob(
        newJob(ArchiveJob.class).withIdentity("archive").storeDurably().build(), false);
    scheduler.start();
  }

  private static ScheduleBuilder<?> every(long millis) {
    return simpleSchedule().withIntervalInMilliseconds(millis).repeatForever();
  }

  private void schedule(Class<? extends Job> job, JobKey key, ScheduleBuilder<?> schedule)
      throws SchedulerException {
    scheduler.scheduleJob(
        newJob(job).withIdentity(key).build(),
        newTrigger()
            .withIdentity(key.getName(), key.getGroup())
            .withSchedule(schedule)
            .build());
  }

  @Override
  public void stop() throws SchedulerException {
    scheduler.shutdown(true);
  }

  @Override
  public Map<String, Long> frameworkCounts() {
    return listener.executions();
  }

  @Override
  public void call(String name) throws SchedulerException {
    switch (name) {
      case "add" -> schedule(ReportJob.class, jobKey("added"), every(200));
      case "delete" -> scheduler.deleteJob(jobKey("added"));
      case "fire" -> scheduler.triggerJob(jobKey("archive"));
      case "clear" -> scheduler.clear();
      case "standby" -> scheduler.standby();
      case "pause" -> scheduler.pauseAll();
      case "resume" -> scheduler.resumeAll();
      case "block" -> block();
      case "replace" ->
        scheduler.addJob(
            newJob(ArchiveJob.class).withIdentity("added").storeDurably().build(), true);
      default ->
        throw new IllegalArgumentException("'" + name
            + "' is none of add, delete, fire, clear, standby, pause, resume, block, replace");
    }
  }

  /** Has each thread of the scheduler run a job that never ends. */
  private void block() throws SchedulerException {
    int threads = scheduler.getMetaData().getThreadPoolSize();
    for (int i = 0; i < threads; i++) {
      JobKey key = jobKey("stuck" + i);
      scheduler.addJob(newJob(StuckJob.class).withIdentity(key).storeDurably().build(), false);
      scheduler.triggerJob(key);
    }
  }
}
