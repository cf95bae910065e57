package io.tlo.agent.source;

import java.util.ArrayList;
import java.util.List;

/**
 * What annotations say of a task's schedule, for people: what the framework will do, and placeholders as they
 * stand, since only the framework can resolve them.
 */
public final class ScheduleText {

  private ScheduleText() {}

  /**
   * Returns the schedule that annotations give a method.
   *
   * @param annotation class name of the annotations, which are all of one
   * @param all what each says; several schedules of one method
   */
  public static String of(Source source, String annotation, List<AnnotationValues> all) {
    List<String> texts = new ArrayList<>();
    for (AnnotationValues values : all) {
      String text = of(source, annotation, values);
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
    return String.join(" and ", texts);
  }

  private static String of(Source source, String annotation, AnnotationValues values) {
    return switch (source) {
      case SPRING -> SpringSchedule.text(values);
      case EJB ->
        annotation.endsWith(".Timeout") ? "timer set by the program" : EjbSchedule.text(values);
      case CONCURRENCY -> ConcurrencySchedule.text(annotation, values);
      case QUARKUS -> QuarkusSchedule.text(values);
      case MICRONAUT -> MicronautSchedule.text(values);
      case JOBRUNR -> JobRunrSchedule.text(values);
      case HELIDON -> HelidonSchedule.text(annotation, values);
      case XXL_JOB -> "set in the XXL-Job admin";
      default -> "";
    };
  }

  /** Returns the schedule of tasks that are known by a method they implement. */
  public static String of(Source source) {
    return source == Source.EJB ? "timer set by the program" : "";
  }

  /** Returns which task of its framework this is, {@code key=value} each. */
  public static List<String> extra(Source source, List<AnnotationValues> all) {
    String attribute = switch (source) {
      case QUARKUS -> "identity";
      case JOBRUNR -> "id";
      case XXL_JOB -> "value";
      default -> "";
    };
    List<String> extra = new ArrayList<>();
    for (AnnotationValues values : all) {
      String value = values.text(attribute);
      if (!value.isEmpty()) {
        extra.add((source == Source.XXL_JOB ? "handler" : attribute) + "=" + value);
      }
    }
    return extra;
  }

  /** Returns the schedule of a task that is repeated by a rate or a delay, or with neither runs once. */
  static String repeated(String rate, String delay, String first) {
    if (rate.isEmpty() && delay.isEmpty()) {
      return first.isEmpty() ? "" : "once, " + first + " after start";
    }
    String every =
        rate.isEmpty() ? "every " + delay + " (fixed delay)" : "every " + rate + " (fixed rate)";
    return first.isEmpty() ? every : every + ", first after " + first;
  }

  static String cron(String expression, String zone) {
    return zone.isBlank() ? "cron " + expression : "cron " + expression + " " + zone;
  }
}
