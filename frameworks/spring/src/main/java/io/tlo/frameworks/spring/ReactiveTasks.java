package io.tlo.frameworks.spring;

import io.tlo.frameworks.program.Counts;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Methods that Spring calls once, to subscribe by the schedule to what they returned. */
@Component
class ReactiveTasks {

  @Scheduled(fixedRate = 500)
  Mono<Void> poll() {
    Counts.bodies().add("poll");
    return Mono.empty();
  }

  @Scheduled(fixedDelay = 500)
  Flux<String> flow() {
    Counts.bodies().add("flow");
    return Flux.just("one", "two");
  }
}
