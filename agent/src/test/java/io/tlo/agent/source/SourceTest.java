package io.tlo.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.SettingKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceTest {

  private static List<String> words(String text) {
    return Arrays.asList(text.split(";", -1));
  }

  @Test
  void byDefaultAllIsAdoptedThatOnlyItsFrameworkCalls() {
    List<Source> all = new ArrayList<>(List.of(Source.values()));
    all.remove(Source.SPRING_ASYNC);
    assertThat(Source.adopted(words(SettingKey.ADOPT.defaultText()))).isEqualTo(all);
  }

  @Test
  void allAndNoneAreWords() {
    assertThat(Source.adopted(List.of("all"))).containsExactly(Source.values());
    assertThat(Source.adopted(List.of("none"))).containsExactly(Source.TLO, Source.APPLICATION);
    assertThat(Source.adopted(List.of("all", "none")))
        .containsExactly(Source.TLO, Source.APPLICATION);
    assertThat(Source.adopted(List.of("quartz", "timer")))
        .containsExactly(Source.TLO, Source.APPLICATION, Source.QUARTZ, Source.TIMER);
  }

  @Test
  void everySourceHasAWordOfTheSetting() {
    for (Source source : Source.values()) {
      boolean isAlways = source == Source.TLO || source == Source.APPLICATION;
      List<String> all = words(
          SettingKey.ADOPT.allowed().replace("; several separated by ';'", "").replace(", ", ";"));
      long means = all.stream()
          .filter(word -> !word.equals("all") && Source.adopted(List.of(word)).contains(source))
          .count();
      assertThat(means).as(source.name()).isEqualTo(isAlways ? all.size() - 1 : 1);
    }
  }

  @Test
  void anAnnotationOfTheUsersComesBehindTlosAndBeforeAFrameworks() {
    Marks marks = new Marks(Source.adopted(List.of("spring")), List.of("com.acme.Job"));
    assertThat(marks.descriptors())
        .containsExactly(
            "Lio/tlo/Task;",
            "Lcom/acme/Job;",
            "Lorg/springframework/scheduling/annotation/Scheduled;",
            "Lorg/springframework/scheduling/annotation/Schedules;");
    assertThat(marks.contains(Source.TIMER)).isFalse();
    assertThat(marks.contains(Source.SPRING)).isTrue();
  }
}
