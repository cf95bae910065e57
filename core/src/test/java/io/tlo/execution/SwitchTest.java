package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SwitchTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void switchThatIsOnHasNoEnd() {
    assertThatThrownBy(() -> new Switch(true, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("switch: on until 2026-11-23T12:00:00Z; only off may have an end");
  }

  @Test
  void endLiesInTheYearsThatTheFileCanHold() {
    Instant last = Instant.parse("9999-12-31T23:59:59.999999999Z");

    assertThat(Switch.offUntil(last).until()).isEqualTo(last);
    assertThat(Switch.offUntil(Instant.EPOCH).until()).isEqualTo(Instant.EPOCH);
    assertThatThrownBy(() -> Switch.offUntil(last.plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("+10000-01-01T00:00:00Z is out of bounds");
    assertThatThrownBy(() -> Switch.offUntil(Instant.EPOCH.minusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyOneWithAnEndComesBackAndFromThatMoment() {
    assertThat(Switch.offUntil(NOON).isBackAt(NOON.minusNanos(1))).isFalse();
    assertThat(Switch.offUntil(NOON).isBackAt(NOON)).isTrue();
    assertThat(Switch.OFF.isBackAt(Instant.MAX)).isFalse();
    assertThat(Switch.ON.isBackAt(Instant.MAX)).isFalse();
  }
}
