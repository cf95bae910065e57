package io.tlo.frameworks.spring;

import io.tlo.frameworks.program.Conversation;
import io.tlo.frameworks.program.FrameworkProgram;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Starts the application and answers the test that has started it. */
@SpringBootApplication
@EnableScheduling
@EnableAsync
public class SpringProgram {

  public static void main(String[] arguments) throws Exception {
    try (ConfigurableApplicationContext context =
        SpringApplication.run(SpringProgram.class, arguments)) {
      context.getBean(PrototypeTasks.class);
      context.getBean(PrototypeTasks.class);
      Conversation.hold(new Answers(context, context.getBean(ObservedExecutions.class)));
    }
  }

  private record Answers(ConfigurableApplicationContext context, ObservedExecutions observed)
      implements FrameworkProgram {

    @Override
    public void stop() {
      context.close();
    }

    @Override
    public Map<String, Long> frameworkCounts() {
      return observed.toMap();
    }

    @Override
    public void call(String name) {
      switch (name) {
        case "mail" -> context.getBean(AsyncTasks.class).mail();
        case "end threads" ->
          context.getBean(ThreadPoolTaskScheduler.class).getScheduledExecutor().shutdownNow();
        default ->
          throw new IllegalArgumentException("'" + name + "' is none of mail, end threads");
      }
    }
  }
}
