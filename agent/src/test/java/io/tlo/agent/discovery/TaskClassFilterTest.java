package io.tlo.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.source.Marks;
import io.tlo.agent.source.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.Schedules;

@Tag("jdk")
class TaskClassFilterTest {

  private final TaskClassFilter filter = filter("all");

  private static TaskClassFilter filter(String... words) {
    return new TaskClassFilter(new Marks(Source.adopted(List.of(words)), List.of()));
  }

  private static boolean passes(TaskClassFilter filter, Class<?> type) {
    return filter.mayHoldTask(
        type.getClassLoader(), type.getName().replace('.', '/'), ClassFiles.of(type));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        SpringForms.class,
        SpringForms.AllAsync.class,
        FrameworkForms.Ejb.class,
        FrameworkForms.OldEjb.class,
        FrameworkForms.Concurrency.class,
        FrameworkForms.Quarkus.class,
        FrameworkForms.Micronaut.class,
        FrameworkForms.Others.class,
        FrameworkForms.Report.class,
        FrameworkForms.Direct.class,
        FrameworkForms.Indirect.class
      })
  void whatHoldsATaskPasses(Class<?> type) {
    assertThat(passes(filter, type)).isTrue();
    assertThat(passes(filter("none"), type)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        SpringForms.Plain.class,
        SpringForms.NightlyReport.class,
        Scheduled.class,
        Schedules.class,
        FrameworkForms.Runs.class,
        FrameworkForms.RunsToo.class,
        String.class
      })
  void whatHoldsNoneIsLeftAlone(Class<?> type) {
    assertThat(passes(filter, type)).isFalse();
  }

  static class OnlyComposed {
    @SpringForms.NightlyReport
    void report() {}
  }

  @Test
  void anAnnotationThatCarriesOneIsFoundByItsClassFile() {
    assertThat(passes(filter, OnlyComposed.class)).isTrue();
    assertThat(passes(filter("quarkus", "timer"), OnlyComposed.class)).isFalse();
  }

  @Test
  void withoutALoaderToAskOnlyTheClassFileItselfCounts() {
    assertThat(filter.mayHoldTask(null, "a/B", ClassFiles.of(OnlyComposed.class)))
        .isFalse();
    assertThat(filter.mayHoldTask(null, "a/B", ClassFiles.of(SpringForms.class)))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app/Orders$$SpringCGLIB$$0",
        "app/Orders$$EnhancerBySpringCGLIB$$1a2b",
        "app/Orders_Subclass",
        "app/Orders_ClientProxy",
        "app/$Orders$Definition$Intercepted",
        "app/Orders$Proxy$_$$_WeldSubclass",
        "jdk/proxy2/$Proxy12"
      })
  void proxiesAreLeftAlone(String name) {
    assertThat(
            filter.mayHoldTask(getClass().getClassLoader(), name, ClassFiles.of(SpringForms.class)))
        .isFalse();
  }

  @Test
  void whatIsCutOffOrNoClassFileIsLeftAlone() {
    byte[] whole = ClassFiles.of(OnlyComposed.class);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      // It may pass or not; it must not throw.
      filter.mayHoldTask(getClass().getClassLoader(), "app/Cut", cut);
    }
    assertThat(filter.mayHoldTask(getClass().getClassLoader(), "app/None", new byte[100]))
        .isFalse();
  }

  /** The shapes that compilers give class files are more than one would think of. */
  @Test
  void theSuperclassOfEveryClassOfTheJdkIsReadAsTheJvmReadsIt() throws Exception {
    FileSystem jdk = FileSystems.getFileSystem(URI.create("jrt:/"));
    int compared = 0;
    try (Stream<Path> files = Files.walk(jdk.getPath("modules", "java.base", "java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        compared += compare(file) ? 1 : 0;
      }
    }
    assertThat(compared).isGreaterThan(1_000);
  }

  private static boolean compare(Path file) throws IOException, ClassNotFoundException {
    String path = file.subpath(2, file.getNameCount()).toString();
    String name = path.substring(0, path.length() - ".class".length());
    if (name.endsWith("-info")) {
      return false;
    }
    ClassFileParts parts = new ClassFileParts(Files.readAllBytes(file));
    Class<?> type = Class.forName(name.replace('/', '.'), false, null);
    Class<?> superType = type.isInterface() ? Object.class : type.getSuperclass();
    String expected = superType == null ? null : superType.getName().replace('.', '/');
    assertThat(parts.superName()).as(name).isEqualTo(expected);
    return true;
  }

  @Test
  void annotationsOnMethodsAndClassesAreRead() {
    byte[] file = ClassFiles.of(SpringForms.class);
    int attribute = new ClassFileFilter(List.of()).scan(file).annotations;
    assertThat(new ClassFileParts(file).methodAnnotations(attribute))
        .contains(
            "Lorg/springframework/scheduling/annotation/Scheduled;",
            "Lorg/springframework/scheduling/annotation/Schedules;",
            "Lio/tlo/agent/discovery/SpringForms$Every;",
            "Ljava/lang/Deprecated;")
        .doesNotHaveDuplicates();
    byte[] nightly = ClassFiles.of(SpringForms.Nightly.class);
    int inNightly = new ClassFileFilter(List.of()).scan(nightly).annotations;
    assertThat(new ClassFileParts(nightly).classAnnotations(inNightly))
        .containsExactlyInAnyOrder(
            "Ljava/lang/annotation/Retention;",
            "Ljava/lang/annotation/Target;",
            "Lorg/springframework/scheduling/annotation/Scheduled;");
  }
}
