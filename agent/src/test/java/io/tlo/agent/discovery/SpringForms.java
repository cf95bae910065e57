package io.tlo.agent.discovery;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.springframework.core.annotation.AliasFor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;

/** The forms in which Spring's annotations stand on methods. */
@SuppressWarnings("unused")
class SpringForms {

  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
  @Scheduled(cron = "0 0 3 * * *", zone = "Europe/Kyiv")
  @interface Nightly {}

  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @Nightly
  @interface NightlyReport {}

  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
  @Scheduled
  @interface Every {
    @AliasFor(annotation = Scheduled.class, attribute = "fixedRateString")
    String value() default "1m";

    @AliasFor(annotation = Scheduled.class)
    long initialDelay() default -1;
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @Scheduled(fixedRate = 1)
  @Scheduled(fixedRate = 2)
  @interface Twice {}

  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @Every
  @interface Hop {
    @AliasFor(annotation = Every.class, attribute = "value")
    String rate();
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Self
  @Scheduled(fixedRate = 700)
  @interface Self {}

  @Retention(RetentionPolicy.RUNTIME)
  @Async
  @interface Elsewhere {}

  @Hop(rate = "7s")
  void aliasedOverTwo() {}

  @Self
  void ofItself() {}

  @Elsewhere
  @Scheduled(fixedRate = 20)
  void handedOnByAnother() {}

  @Scheduled(fixedRate = 5, timeUnit = TimeUnit.SECONDS)
  void rate() {}

  @Scheduled(fixedDelayString = "${app.delay}", initialDelay = 10)
  void delay() {}

  @Scheduled(cron = "0 0 3 * * *")
  @Scheduled(fixedRate = 10)
  void repeated() {}

  @Nightly
  void composed() {}

  @NightlyReport
  void composedTwice() {}

  @Every("30s")
  void aliased() {}

  @Every(initialDelay = 500)
  void aliasedByDefault() {}

  @Twice
  void composedRepeated() {}

  @Async
  @Scheduled(fixedRate = 10)
  void handedOn() {}

  @Async
  void async() {}

  @Deprecated
  void none() {}

  @Async
  static class AllAsync {
    public void work() {}

    public static void standsAlone() {}

    void hidden() {}

    @Scheduled(fixedRate = 10)
    public void scheduled() {}
  }

  static class Plain {
    @Deprecated
    void none() {}
  }

  /** Tasks of which another instance of the application may take a turn. */
  static class Locked {
    @Scheduled(fixedRate = 500)
    @SchedulerLock
    void locked() {}

    @Scheduled(fixedRate = 500)
    void free() {}
  }
}
