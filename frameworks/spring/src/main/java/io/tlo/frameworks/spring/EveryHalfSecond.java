package io.tlo.frameworks.spring;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.scheduling.annotation.Scheduled;

/** An annotation of the application's that carries a schedule. */
@Scheduled(fixedRate = 500)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface EveryHalfSecond {}
