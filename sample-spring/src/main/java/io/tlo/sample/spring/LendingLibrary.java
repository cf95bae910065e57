package io.tlo.sample.spring;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Runs until it is told to end, or for so many seconds as {@code --library.seconds=N} says. */
@SpringBootApplication
@EnableScheduling
public class LendingLibrary {

  public static void main(String[] arguments) throws InterruptedException {
    ConfigurableApplicationContext context = SpringApplication.run(LendingLibrary.class, arguments);
    long seconds = context.getEnvironment().getProperty("library.seconds", Long.class, 0L);
    if (seconds > 0) {
      Thread.sleep(Duration.ofSeconds(seconds).toMillis());
      context.close();
    }
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
