package io.tlo.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtentTest {

  @Test
  void eachExtentIsFoundByItsName() {
    assertThat(Extent.named("landing")).isEqualTo(Extent.LANDING);
    assertThat(Extent.named("nightly")).isEqualTo(Extent.NIGHTLY);
    assertThat(Extent.named("full")).isEqualTo(Extent.FULL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "true", "Full", "short"})
  void anyOtherNameIsRefusedWithThoseThatAreAllowed(String name) {
    assertThatThrownBy(() -> Extent.named(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "tlo.trust.extent: '" + name + "' is not allowed; allowed are landing, nightly, full");
  }
}
