package io.tlo.agent.discovery;

import io.tlo.agent.source.AnnotationValues;
import io.tlo.agent.source.DeclaredRhythm;
import io.tlo.agent.source.ScheduleText;
import io.tlo.agent.source.Source;
import io.tlo.execution.Rhythm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of a task's method say of it.
 *
 * @param name explicit name, empty if not given
 * @param description what the task is for, empty if not given
 * @param interval the interval at which TLO is to run it, as it was written, empty if not given
 * @param enabled whether it starts switched on
 * @param extra facts to show with it, {@code key=value} each
 * @param schedule when its framework runs it, for people, empty if not known
 * @param rhythm when its framework runs it again and again, null if not known
 */
public record TaskAttributes(
    String name,
    String description,
    String interval,
    boolean enabled,
    List<String> extra,
    String schedule,
    @Nullable Rhythm rhythm) {

  /** Returns what is said of a method that is marked without an annotation. */
  static TaskAttributes none(Source source) {
    return new TaskAttributes("", "", "", true, List.of(), ScheduleText.of(source), null);
  }

  /**
   * Returns what annotations say.
   *
   * @param annotation class name of the annotations, which are all of one
   * @param all what each says, at least one
   */
  static TaskAttributes of(Source source, String annotation, List<AnnotationValues> all) {
    AnnotationValues first = all.get(0);
    return switch (source) {
      case TLO ->
        new TaskAttributes(
            first.text("name"),
            first.text("description"),
            first.text("interval"),
            first.flag("enabled", true),
            texts(first),
            "",
            null);
      // Somebody else may use the same words for something else: only texts to show are taken.
      case APPLICATION ->
        new TaskAttributes(
            first.text("name"), first.text("description"), "", true, texts(first), "", null);
      default ->
        new TaskAttributes(
            "",
            first.text("description"),
            "",
            true,
            ScheduleText.extra(source, all),
            ScheduleText.of(source, annotation, all),
            DeclaredRhythm.of(source, annotation, all));
    };
  }

  /** Returns the same for a method whose calls do not tell how its scheduler does. */
  TaskAttributes withoutRhythm() {
    return new TaskAttributes(name, description, interval, enabled, extra, schedule, null);
  }

  private static List<String> texts(AnnotationValues values) {
    return values.elements("extra");
  }
}
