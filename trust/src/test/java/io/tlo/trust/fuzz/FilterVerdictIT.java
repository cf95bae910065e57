package io.tlo.trust.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.discovery.NamesOfFrameworks;
import io.tlo.agent.discovery.TaskClassFilter;
import io.tlo.agent.source.Marks;
import io.tlo.agent.source.Source;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The filter reads a few bytes of a class file by hand, and says the same as a reading of all of
 * it.
 */
@Tag("jdk")
class FilterVerdictIT {

  /**
   * Besides all sources, annotations that very many classes of the JDK and of frameworks name.
   */
  private static final Marks MARKS = new Marks(
      Source.adopted(List.of("all")),
      List.of(
          "java.lang.Deprecated",
          "java.lang.FunctionalInterface",
          "jdk.internal.vm.annotation.IntrinsicCandidate",
          "org.springframework.context.annotation.Bean"));

  private static final int LEAST_CLASSES = Extent.of(5_000, 20_000, 20_000);
  private static final int LEAST_YES = Extent.of(100, 500, 500);

  /**
   * What was compared.
   *
   * @param classes how many classes
   * @param yes how many of them may hold a task
   * @param different of which the two say different things
   */
  private record Compared(int classes, int yes, List<String> different) {}

  @Test
  void ofEveryClassOfTheJdkItSaysWhatAFullReadingSays() throws IOException {
    ClassSet jdk = Extent.isLanding() ? ClassSet.ofJdk("java.base") : ClassSet.ofJdk("");
    Compared compared = compare(jdk, false);
    assertThat(compared.different()).isEmpty();
    assertThat(compared.classes()).isGreaterThan(LEAST_CLASSES);
    assertThat(compared.yes()).isGreaterThan(LEAST_YES);
    keep("all classes of " + (Extent.isLanding() ? "java.base" : "the JDK"), compared);

    Compared hasty = compare(jdk, true);
    assertThat(hasty.different()).isNotEmpty();
    Figures.of(15)
        .control(
            "a filter that does not know one kind of constant",
            "%,d of %,d classes differ".formatted(hasty.different().size(), hasty.classes()));
  }

  @Tag("nightly")
  @Test
  void ofEveryClassOfASpringBootJarItSaysWhatAFullReadingSays() throws IOException {
    Compared compared = compare(ClassSet.ofJar(springBootJar()), false);
    assertThat(compared.different()).isEmpty();
    assertThat(compared.classes()).isGreaterThan(5_000);
    assertThat(compared.yes()).isPositive();
    keep("all classes of a Spring Boot jar", compared);
  }

  private static Path springBootJar() {
    Path jar = Path.of(System.getProperty(
        "tlo.trust.spring-boot-jar", "../sample-spring/target/tlo-sample-spring.jar"));
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "'" + jar + "' is not a file; build the module sample-spring before");
    }
    return jar;
  }

  private static void keep(String what, Compared compared) {
    Figures.of(15)
        .check(
            what,
            "%,d classes, %,d may hold a task, %d differences"
                .formatted(
                    compared.classes(), compared.yes(), compared.different().size()));
  }

  private static Compared compare(ClassSet classes, boolean hastily) {
    TaskClassFilter filter = new TaskClassFilter(MARKS);
    FullReading full = new FullReading(MARKS, classes::file, NamesOfFrameworks::isLibrary);
    HastyFilter hasty = new HastyFilter(new HashSet<>(MARKS.descriptors()));
    Set<String> different = new HashSet<>();
    int count = 0;
    int yes = 0;
    for (Map.Entry<String, byte[]> each : classes.files().entrySet()) {
      String name = each.getKey();
      if (NamesOfFrameworks.isProxy(name)) {
        continue;
      }
      boolean expected = full.mayHoldTask(name, each.getValue());
      boolean said = hastily
          ? hasty.mentions(each.getValue())
          : filter.mayHoldTask(classes, name, each.getValue());
      count++;
      yes += expected ? 1 : 0;
      if (said != expected) {
        different.add(name);
      }
    }
    return new Compared(count, yes, new ArrayList<>(different));
  }
}
