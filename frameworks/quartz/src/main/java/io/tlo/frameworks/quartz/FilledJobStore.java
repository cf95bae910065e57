package io.tlo.frameworks.quartz;

import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobPersistenceException;
import org.quartz.TriggerBuilder;
import org.quartz.simpl.RAMJobStore;
import org.quartz.spi.ClassLoadHelper;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.SchedulerSignaler;

/** A store that has a job when the scheduler is made, as a database has those of an earlier run. */
public final class FilledJobStore extends RAMJobStore {

  @Override
  public void initialize(ClassLoadHelper loader, SchedulerSignaler signaler) {
    super.initialize(loader, signaler);
    try {
      JobDetail job = JobBuilder.newJob(ReportJob.class).withIdentity("stored").build();
      OperableTrigger trigger = (OperableTrigger) TriggerBuilder.newTrigger()
          .withIdentity("stored")
          .forJob(job)
          .withSchedule(CronScheduleBuilder.cronSchedule("0 0 4 1 1 ?"))
          .build();
      trigger.computeFirstFireTime(null);
      storeJobAndTrigger(job, trigger);
    } catch (JobPersistenceException e) {
      throw new IllegalStateException(e);
    }
  }
}
