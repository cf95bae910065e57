package io.tlo.agent.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  @Test
  void valuesKeepTheirTypesAndMomentsAreInUtc() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("id", 7L);
    object.put("on", true);
    object.put("none", null);
    object.put("at", Instant.parse("2026-11-25T17:00:00Z"));
    object.put("rows", List.of(Map.of("text", "a \"b\"\n\u2028")));
    assertThat(JsonText.line(object))
        .isEqualTo("{\"id\":7,\"on\":true,\"none\":null,\"at\":\"2026-11-25T17:00:00.000Z\","
            + "\"rows\":[{\"text\":\"a \\\"b\\\"\\n\\u2028\"}]}");
  }
}
