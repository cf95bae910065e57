package com.acme.jobrunr;

import com.acme.app.Conversation;
import com.acme.app.Counts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.storage.Paging.AmountBasedList;
import org.jobrunr.storage.StorageProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The program: a Spring Boot application without a web server. */
@SpringBootApplication
public class Main {

  private static final int MOST_JOBS = 10_000;

  /** Runs the program until it is told to quit. */
  public static void main(String[] arguments) throws Exception {
    ConfigurableApplicationContext context = SpringApplication.run(Main.class, arguments);
    BackgroundJobServer server = context.getBean(BackgroundJobServer.class);
    StorageProvider storage = context.getBean(StorageProvider.class);
    new Conversation(() -> stop(server, storage)).hold();
    context.close();
  }

  /** The server waits for jobs that run; what each job has come to is then in the storage. */
  private static void stop(BackgroundJobServer server, StorageProvider storage) {
    server.stop();
    count(storage);
  }

  private static void count(StorageProvider storage) {
    for (StateName state : List.of(StateName.SUCCEEDED, StateName.FAILED)) {
      Map<String, Long> numbers =
          storage.getJobList(state, AmountBasedList.ascOnUpdatedAt(MOST_JOBS)).stream()
              .collect(Collectors.groupingBy(Main::label, Collectors.counting()));
      numbers.forEach(Counts.FRAMEWORK::set);
    }
  }

  /** A job's signature is {@code com.acme.jobrunr.Cleanup.baskets()}. */
  private static String label(Job job) {
    String signature = job.getJobSignature();
    String method = signature.substring(0, signature.indexOf('('));
    int ofClass = method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1;
    return method.substring(ofClass);
  }
}
