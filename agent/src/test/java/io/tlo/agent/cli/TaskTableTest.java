package io.tlo.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.cli.remote.Row;
import io.tlo.agent.cli.text.Terminal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskTableTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private final Times times = new Times(ZoneId.systemDefault());

  private static Row task(
      String name, boolean on, @Nullable String watch, @Nullable Instant disabledUntil) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("enabled", on);
    values.put("status", "Running");
    values.put("running", 1L);
    values.put("watch", watch);
    values.put("disabledUntil", disabledUntil);
    return new Row(values);
  }

  private List<String> lines(Row... tasks) {
    return TaskTable.of(List.of(tasks), times).lines(Terminal.UNBOUNDED);
  }

  @Test
  void aTaskThatOverrunsAndOneThatIsOffForAWhileHaveAColumnEach() {
    List<String> lines = lines(
        task("Orders.ship", true, "OVERRUN", null),
        task("Orders.bill", false, "OK", NOON),
        task("Orders.pack", true, null, null));

    assertThat(lines.get(0))
        .matches("TASK +STATE +UNTIL +WATCH +LAST +RUN +OK +FAILED +SKIPPED +STARTED +SCHEDULE"
            + " +SOURCE");
    assertThat(lines.get(1)).matches("Orders\\.ship +on +- +OVERRUN +Running +1 .*");
    assertThat(lines.get(2))
        .matches("Orders\\.bill +OFF +" + times.text(NOON) + " +- +Running +1 .*");
    assertThat(lines.get(3)).matches("Orders\\.pack +on +- +- +Running +1 .*");
  }

  @Test
  void whereNothingIsUnusualThereIsNoColumnForIt() {
    assertThat(lines(
                task("Orders.ship", true, "OK", null), task("Orders.bill", true, "UNWATCHED", null))
            .get(0))
        .matches("TASK +STATE +LAST +RUN +OK +FAILED +SKIPPED +STARTED +SCHEDULE +SOURCE");
  }
}
