package io.tlo.agent.source;

import io.tlo.execution.EarliestRhythm;
import io.tlo.execution.Rhythm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rhythm that annotations give a task of this JVM. */
public final class DeclaredRhythm {

  private DeclaredRhythm() {}

  /**
   * Returns the rhythm that annotations give a method, null if they give none.
   *
   * @param annotation class name of the annotations, which are all of one
   * @param all what each says; several schedules of one method
   */
  public static @Nullable Rhythm of(Source source, String annotation, List<AnnotationValues> all) {
    List<Rhythm> rhythms = new ArrayList<>();
    for (AnnotationValues values : all) {
      Rhythm rhythm = of(source, annotation, values);
      if (rhythm != null) {
        rhythms.add(rhythm);
      }
    }
    return rhythms.isEmpty() ? null : new EarliestRhythm(rhythms);
  }

  private static @Nullable Rhythm of(Source source, String annotation, AnnotationValues values) {
    return switch (source) {
      case SPRING -> SpringSchedule.rhythm(values);
      case EJB -> annotation.endsWith(".Timeout") ? null : EjbSchedule.rhythm(values);
      case QUARKUS -> QuarkusSchedule.rhythm(values);
      case MICRONAUT -> MicronautSchedule.rhythm(values);
      case HELIDON -> HelidonSchedule.rhythm(annotation, values);
      // JobRunr and XXL-Job choose an instance for each turn; a series of Jakarta Concurrency ends
      // by its own result.
      default -> null;
    };
  }
}
