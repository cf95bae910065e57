package io.tlo.frameworks.jobrunr;

import io.tlo.frameworks.program.Conversation;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.storage.StorageProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The program: a Spring Boot application without a web server. */
@SpringBootApplication
public class Main {

  /** Runs the program until it is told to quit. */
  public static void main(String[] arguments) throws Exception {
    try (ConfigurableApplicationContext context = SpringApplication.run(Main.class, arguments)) {
      Conversation.hold(new JobServer(
          context.getBean(BackgroundJobServer.class), context.getBean(StorageProvider.class)));
    }
  }
}
