package io.tlo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskDefinitionTest {

  @Test
  void nameIsGroupAndShortName() {
    assertThat(TaskDefinition.builder("Orders", "ship", "m").build().name())
        .isEqualTo("Orders.ship");
  }

  @Test
  void definitionWithoutMoreIsEnabledAndSaysNothing() {
    TaskDefinition plain = TaskDefinition.builder("Orders", "ship", "m").build();

    assertThat(plain)
        .isEqualTo(new TaskDefinition("Orders", "ship", "m", "", "", "", null, Map.of(), true));
  }

  @Test
  void definitionUnderAnotherNameIsTheSameInAllElse() {
    TaskDefinition full = TaskDefinition.builder("Orders", "ship", "m")
        .description("d")
        .source("s")
        .schedule("every 1 s")
        .interval(Duration.ofSeconds(1))
        .extra(Map.of("owner", "billing"))
        .enabled(false)
        .build();

    TaskDefinition named = full.named("acme.Orders", "ship#2");

    assertThat(named.name()).isEqualTo("acme.Orders.ship#2");
    assertThat(named).isNotEqualTo(full);
    assertThat(named.named("Orders", "ship")).isEqualTo(full);
  }

  @Test
  void extraIsACopyInItsOrder() {
    Map<String, String> extra = new LinkedHashMap<>();
    extra.put("z", "1");
    extra.put("a", "2");
    TaskDefinition definition =
        TaskDefinition.builder("g", "n", "m").extra(extra).build();

    extra.clear();

    assertThat(definition.extra().keySet()).containsExactly("z", "a");
    assertThatThrownBy(() -> definition.extra().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void emptyPartsAreRefused() {
    assertThatThrownBy(() -> TaskDefinition.builder("", "n", "m").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("task definition: group is empty");
    assertThatThrownBy(() -> TaskDefinition.builder("g", "", "m").build())
        .hasMessage("task definition: shortName is empty");
    assertThatThrownBy(() -> TaskDefinition.builder("g", "n", "").build())
        .hasMessage("task definition: method is empty");
  }

  @Test
  void intervalThatIsNotPositiveIsRefused() {
    assertThatThrownBy(
            () -> TaskDefinition.builder("g", "n", "m").interval(Duration.ZERO).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("task definition: interval PT0S is not positive");
    assertThatThrownBy(() -> TaskDefinition.builder("g", "n", "m")
            .interval(Duration.ofSeconds(-1))
            .build())
        .hasMessage("task definition: interval PT-1S is not positive");
  }
}
