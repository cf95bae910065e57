package io.tlo.frameworks.jobrunr;

import io.tlo.frameworks.program.FrameworkProgram;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.storage.Paging.AmountBasedList;
import org.jobrunr.storage.StorageProvider;

/** JobRunr's server, and its storage, which has every job with the state it came to. */
final class JobServer implements FrameworkProgram {

  private static final int MOST_JOBS = 10_000;

  private final BackgroundJobServer server;
  private final StorageProvider storage;

  JobServer(BackgroundJobServer server, StorageProvider storage) {
    this.server = server;
    this.storage = storage;
  }

  /** The server waits for jobs that run. */
  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public Map<String, Long> frameworkCounts() {
    Map<String, Long> counts = new TreeMap<>();
    for (StateName state : List.of(StateName.SUCCEEDED, StateName.FAILED)) {
      for (Job job : storage.getJobList(state, AmountBasedList.ascOnUpdatedAt(MOST_JOBS))) {
        counts.merge(label(job.getJobSignature()), 1L, Long::sum);
      }
    }
    return counts;
  }

  /** A job's signature is {@code com.acme.Cleanup.baskets()}. */
  private static String label(String signature) {
    String method = signature.substring(0, signature.indexOf('('));
    int ofClass = method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1;
    return method.substring(ofClass);
  }
}
