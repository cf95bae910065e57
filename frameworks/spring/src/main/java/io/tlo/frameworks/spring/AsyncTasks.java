package io.tlo.frameworks.spring;

import io.tlo.frameworks.program.Counts;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Work that Spring hands to another thread, with a schedule and without one. */
@Component
public class AsyncTasks {

  @Async
  public void mail() {
    Counts.bodies().add("mail");
  }

  @Async
  @Scheduled(fixedRate = 500)
  public void ship() {
    Counts.bodies().add("ship");
  }
}
