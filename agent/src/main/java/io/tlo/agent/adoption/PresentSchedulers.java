package io.tlo.agent.adoption;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * The schedulers that were started before TLO came: Quartz keeps them by name. They are asked for on a thread of its
 * own.
 */
final class PresentSchedulers implements Runnable {

  private final ClassLoader quartz;
  private final QuartzJobs jobs;

  private PresentSchedulers(ClassLoader quartz, QuartzJobs jobs) {
    this.quartz = quartz;
    this.jobs = jobs;
  }

  /** Lists the jobs of those of one Quartz; returns at once. */
  static void list(ClassLoader quartz, QuartzJobs jobs) {
    // The program's own loader is not known here; in a web application it is most often this one.
    QuartzThread.start(new PresentSchedulers(quartz, jobs), quartz);
  }

  @Override
  public void run() {
    try {
      // This class has no initialiser that could do anything.
      Class<?> type = Class.forName("org.quartz.impl.SchedulerRepository", true, quartz);
      Object repository = Objects.requireNonNull(type.getMethod("getInstance").invoke(null));
      Object all = PublicMethods.require(repository, "lookupAll");
      List<Object> schedulers = new ArrayList<>((Collection<?>) all);
      // They are listed once more when they first run a job, with the program's own loader.
      schedulers.forEach(each -> StoredJobs.list(each, jobs));
    } catch (Throwable e) {
      // Another version of Quartz: its jobs are seen when they run.
      return;
    }
  }
}
