package io.tlo.agent.adoption;

import io.tlo.TloSettings;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Recorder;
import io.tlo.runtime.TaskRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Trigger;

/** The jobs of one scheduler, and all that records their executions. */
final class QuartzBench implements AutoCloseable {

  final FakeScheduler scheduler = new FakeScheduler();
  final TaskRuntime runtime = new TaskRuntime(
      TloSettings.read(Map.of(), "test", new Properties(), Map.of()),
      false,
      false,
      (sentence, cause) -> {},
      entry -> {});
  final QuartzJobs jobs = new QuartzJobs(
      new TaskAdder(runtime.memoryRegistry(), runtime.tasks()), runtime.tasks(), type -> true);

  /** Returns a job of that name, of which the scheduler has told. */
  JobDetail added(Class<? extends Job> type, String name) {
    JobDetail detail = job(type, name);
    jobs.observed(Observation.QUARTZ_JOB_ADDED, scheduler, detail);
    return detail;
  }

  static JobDetail job(Class<? extends Job> type, String name) {
    return JobBuilder.newJob(type).withIdentity(name).storeDurably().build();
  }

  /** Runs a job as the scheduler does when a trigger of it fires. */
  void fire(JobDetail detail, Trigger trigger) {
    fire(detail, trigger, null);
  }

  /** Runs a job that throws something; null for nothing. */
  void fire(JobDetail detail, Trigger trigger, @Nullable Throwable thrown) {
    Object execution = jobs.begin(runtime.recorder(), new FiredJob(scheduler, detail, trigger));
    if (execution != null && execution != Recorder.SKIPPED) {
      ((JobExecution) execution).end(runtime.recorder(), thrown);
    }
  }

  LiveTask task(String name) {
    return runtime.tasks().meantBy(name).get(0);
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    for (LiveTask each : runtime.tasks().list()) {
      names.add(each.name());
    }
    return names;
  }

  @Override
  public void close() {
    runtime.close(Duration.ZERO);
  }
}
