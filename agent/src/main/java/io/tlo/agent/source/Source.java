package io.tlo.agent.source;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one table of what makes a method a task. Of several on one method the first counts.
 *
 * <p>This is read while the application starts: what only a task needs, such as the wording of schedules, is
 * in classes that are loaded with the first task.
 */
public enum Source {
  /** TLO's own annotation; its name is text, since the application has another class of that name. */
  TLO("", new Marker("io.tlo.Task")),
  /** Annotations that the setting {@code task.annotations} names. */
  APPLICATION(""),
  /** Spring's schedules. */
  SPRING(
      "spring",
      new Marker(
          "org.springframework.scheduling.annotation.Scheduled",
          "org.springframework.scheduling.annotation.Schedules")),
  /** Spring's work for another thread; no schedule. */
  SPRING_ASYNC("spring-async", new Marker("org.springframework.scheduling.annotation.Async")),
  /** Timers of Enterprise Beans, under both names of the API. */
  EJB(
      "ejb",
      List.of(
          new Marker("jakarta.ejb.Schedule", "jakarta.ejb.Schedules"),
          new Marker("javax.ejb.Schedule", "javax.ejb.Schedules"),
          new Marker("jakarta.ejb.Timeout"),
          new Marker("javax.ejb.Timeout")),
      List.of(
          new ImplementedMethod(
              "ejbTimeout", "(Ljakarta/ejb/Timer;)V", "jakarta.ejb.TimedObject", null),
          new ImplementedMethod(
              "ejbTimeout", "(Ljavax/ejb/Timer;)V", "javax.ejb.TimedObject", null))),
  /** Jakarta Concurrency's schedules. */
  CONCURRENCY(
      "concurrency",
      new Marker("jakarta.enterprise.concurrent.Asynchronous"),
      new Marker("jakarta.enterprise.concurrent.Schedule")),
  /** Quarkus. */
  QUARKUS(
      "quarkus",
      new Marker("io.quarkus.scheduler.Scheduled", "io.quarkus.scheduler.Scheduled$Schedules")),
  /** Micronaut. */
  MICRONAUT(
      "micronaut",
      new Marker(
          "io.micronaut.scheduling.annotation.Scheduled",
          "io.micronaut.scheduling.annotation.Schedules")),
  /** JobRunr's recurring jobs. */
  JOBRUNR("jobrunr", new Marker("org.jobrunr.jobs.annotations.Recurring")),
  /** Quartz: a task is a job key, of which one class may serve many. */
  QUARTZ(
      "quartz",
      List.of(),
      List.of(new ImplementedMethod(
          "execute", "(Lorg/quartz/JobExecutionContext;)V", "org.quartz.Job", null))),
  /** The JDK's timer. */
  TIMER(
      "timer",
      List.of(),
      List.of(new ImplementedMethod("run", "()V", "java.util.TimerTask", "java/util/TimerTask"))),
  /** Helidon. */
  HELIDON(
      "helidon",
      new Marker("io.helidon.scheduling.Scheduling$FixedRate"),
      new Marker("io.helidon.scheduling.Scheduling$Cron")),
  /** XXL-Job. */
  XXL_JOB("xxl-job", new Marker("com.xxl.job.core.handler.annotation.XxlJob"));

  private static final String PAST_PROXIES = "on the bean itself, past any proxy";
  private static final String WITH_INTERCEPTORS = "on the bean itself, with its interceptors";

  private final String word;
  private final List<Marker> markers;
  private final List<ImplementedMethod> methods;

  Source(String word, Marker... markers) {
    this(word, List.of(markers), List.of());
  }

  Source(String word, List<Marker> markers, List<ImplementedMethod> methods) {
    this.word = word;
    this.markers = markers;
    this.methods = methods;
  }

  /** Returns the annotations that mark its tasks. */
  List<Marker> markers() {
    return markers;
  }

  /** Returns the methods whose implementations are its tasks. */
  List<ImplementedMethod> methods() {
    return methods;
  }

  /** Returns the sources that the words of the setting {@code adopt} mean, with those that are always. */
  public static List<Source> adopted(List<String> words) {
    List<Source> adopted = new ArrayList<>();
    for (Source source : values()) {
      boolean isOwn = source.word.isEmpty();
      if (isOwn || (!words.contains("none") && source.isMeant(words))) {
        adopted.add(source);
      }
    }
    return adopted;
  }

  private boolean isMeant(List<String> words) {
    return words.contains("all") || words.contains(word);
  }

  /** Returns whether its annotation may stand on an annotation of the application's, which then marks. */
  public boolean isCarried() {
    return this == SPRING || this == MICRONAUT;
  }

  /** Returns whether its annotation on a class marks each public method. */
  public boolean isOnClasses() {
    return this == SPRING_ASYNC;
  }

  /** Returns whether tasks are told apart by the job key that is only known when the method is called. */
  public boolean hasJobKeys() {
    return this == QUARTZ;
  }

  /** Returns whether its instances are to be seen as they are constructed. */
  public boolean seesConstruction() {
    return this == TIMER;
  }

  /** Returns whether a skipped call returns null also where a completed future would be expected. */
  public boolean skipsWithNull() {
    // Of a series anything else than null is the end (Jakarta Concurrency 3.1, Asynchronous.runAt).
    return this == CONCURRENCY;
  }

  /** Returns whether an annotation of it makes a task as it stands there. */
  public boolean isTask(AnnotationValues values, String annotation) {
    boolean runsOnce =
        annotation.endsWith(".Asynchronous") && values.annotations("runAt").isEmpty();
    return this != CONCURRENCY || !runsOnce;
  }

  /** Returns why a method that returns this type cannot be skipped, null if nothing speaks against it. */
  public @Nullable String refusal(String returnType) {
    boolean isAwaited = this == XXL_JOB && returnType.equals("com.xxl.job.core.biz.model.ReturnT");
    return isAwaited
        ? "it returns a ReturnT, and XXL-Job would take a missing one for a failure"
        : null;
  }

  /** Returns what the framework makes of a skipped call, empty if it makes nothing of it. */
  public String afterSkip() {
    return switch (this) {
      case EJB -> "the container counts the timer as delivered";
      case JOBRUNR -> "JobRunr counts the job as succeeded";
      case QUARTZ -> "Quartz counts the job as executed";
      case XXL_JOB -> "XXL-Job counts the job as succeeded";
      default -> "";
    };
  }

  /** Returns on which way TLO runs such a task when nothing of the framework's own is known to run it. */
  public String way() {
    return switch (this) {
      case TLO, APPLICATION, TIMER, QUARTZ -> "";
      case QUARKUS, MICRONAUT -> WITH_INTERCEPTORS;
      case EJB -> "on the bean itself, outside the container's transaction and security";
      default -> PAST_PROXIES;
    };
  }
}
