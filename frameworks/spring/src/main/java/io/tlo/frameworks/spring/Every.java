package io.tlo.frameworks.spring;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.scheduling.annotation.Scheduled;

/** An annotation of the application's that carries a schedule and lets each method say the delay. */
@Scheduled
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Every {

  @AliasFor(annotation = Scheduled.class, attribute = "fixedDelayString")
  String delay();
}
