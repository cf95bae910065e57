package io.tlo.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.source.Marks;
import io.tlo.agent.source.Source;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class SpringTasksTest {

  private static final String SCHEDULED = "org.springframework.scheduling.annotation.Scheduled";
  private static final String FORMS = "io.tlo.agent.discovery.SpringForms$";

  private static List<DiscoveredMethod> read(Class<?> type, String... words) {
    Marks marks = new Marks(Source.adopted(List.of(words)), List.of());
    return new TaskClassFilter(marks).reader().read(type.getClassLoader(), ClassFiles.of(type));
  }

  @Test
  void everyFormIsFoundWithItsSchedule() {
    Map<String, String> schedules = new TreeMap<>();
    read(SpringForms.class, "spring")
        .forEach(each -> schedules.put(each.name(), each.attributes().schedule()));
    assertThat(schedules)
        .isEqualTo(Map.ofEntries(
            Map.entry("rate", "every 5 s (fixed rate)"),
            Map.entry("delay", "every ${app.delay} (fixed delay), first after 10 ms"),
            Map.entry("repeated", "cron 0 0 3 * * * and every 10 ms (fixed rate)"),
            Map.entry("composed", "cron 0 0 3 * * * Europe/Kyiv"),
            Map.entry("composedTwice", "cron 0 0 3 * * * Europe/Kyiv"),
            Map.entry("aliased", "every 30 s (fixed rate)"),
            Map.entry("aliasedByDefault", "every 1 min (fixed rate), first after 500 ms"),
            Map.entry("composedRepeated", "every 1 ms (fixed rate) and every 2 ms (fixed rate)"),
            Map.entry("handedOn", "every 10 ms (fixed rate)"),
            Map.entry("aliasedOverTwo", "every 7 s (fixed rate)"),
            Map.entry("ofItself", "every 700 ms (fixed rate)"),
            Map.entry("handedOnByAnother", "every 20 ms (fixed rate)")));
  }

  @Test
  void theSourceNamesTheAnnotationAndWhatCarriesIt() {
    Map<String, String> sources = new TreeMap<>();
    read(SpringForms.class, "spring").forEach(each -> sources.put(each.name(), each.sourceText()));
    assertThat(sources)
        .containsEntry("rate", SCHEDULED)
        .containsEntry("repeated", SCHEDULED)
        .containsEntry("composed", SCHEDULED + ", carried by " + FORMS + "Nightly")
        .containsEntry("composedTwice", SCHEDULED + ", carried by " + FORMS + "NightlyReport");
  }

  @Test
  void whatSpringHandsToAnotherThreadIsKnown() {
    assertThat(read(SpringForms.class, "spring"))
        .filteredOn(DiscoveredMethod::isAsync)
        .extracting(DiscoveredMethod::name)
        .containsExactlyInAnyOrder("handedOn", "handedOnByAnother");
    assertThat(read(SpringForms.AllAsync.class, "spring"))
        .singleElement()
        .matches(DiscoveredMethod::isAsync)
        .extracting(DiscoveredMethod::name)
        .isEqualTo("scheduled");
  }

  @Test
  void asynchronousMethodsAreTasksIfAsked() {
    assertThat(read(SpringForms.class, "spring-async"))
        .extracting(DiscoveredMethod::name, DiscoveredMethod::source)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("handedOn", Source.SPRING_ASYNC),
            org.assertj.core.groups.Tuple.tuple("async", Source.SPRING_ASYNC));
    // A schedule says more than that it runs elsewhere.
    assertThat(read(SpringForms.class, "all"))
        .filteredOn(each -> each.name().equals("handedOn"))
        .singleElement()
        .extracting(DiscoveredMethod::source)
        .isEqualTo(Source.SPRING);
  }

  @Test
  void onAClassTheAnnotationMeansItsPublicMethods() {
    assertThat(read(SpringForms.AllAsync.class, "all"))
        .extracting(DiscoveredMethod::name, DiscoveredMethod::source)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("work", Source.SPRING_ASYNC),
            org.assertj.core.groups.Tuple.tuple("scheduled", Source.SPRING));
  }

  @Test
  void withNothingAdoptedNothingIsFound() {
    assertThat(read(SpringForms.class, "none")).isEmpty();
  }

  @Test
  void whatAnotherInstanceMayRunHasNoRhythm() {
    Map<String, Boolean> rhythms = new TreeMap<>();
    read(SpringForms.Locked.class, "spring")
        .forEach(each -> rhythms.put(each.name(), each.attributes().rhythm() != null));
    assertThat(rhythms).isEqualTo(Map.of("locked", false, "free", true));
  }
}
