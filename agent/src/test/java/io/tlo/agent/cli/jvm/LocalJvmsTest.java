package io.tlo.agent.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.agent.cli.exit.CommandFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalJvmsTest {

  private static final LocalJvm MAIN = new LocalJvm(11, "com.acme.Main --port 80");
  private static final LocalJvm OTHER_MAIN = new LocalJvm(12, "org.other.Main");
  private static final LocalJvm JAR = new LocalJvm(13, "/opt/shop/orders-1.2.jar serve");
  private static final LocalJvm MODULE = new LocalJvm(14, "shop.app/shop.app.Start");
  private static final LocalJvm SILENT = new LocalJvm(15, "");
  private static final List<LocalJvm> ALL = List.of(MAIN, OTHER_MAIN, JAR, MODULE, SILENT);

  @ParameterizedTest
  @CsvSource({
    "com.acme.Main, 11",
    "orders-1.2.jar, 13",
    "orders-1.2, 13",
    "/opt/shop/orders-1.2.jar, 13",
    "Start, 14",
    "shop.app.Start, 14"
  })
  void aNameIsAMainClassOrAJar(String name, long pid) {
    assertThat(LocalJvms.ofName(name, ALL).pid()).isEqualTo(pid);
  }

  @Test
  void aNameOfTwoIsRefusedWithBoth() {
    assertThatThrownBy(() -> LocalJvms.ofName("Main", ALL))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "'Main' is the name of 2 JVMs: com.acme.Main (11), org.other.Main (12); give the"
                + " process number of one");
  }

  @Test
  void aNameOfNoneIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> LocalJvms.ofName("main", List.of(MAIN, SILENT)))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "no JVM of this machine is named 'main'; there are com.acme.Main (11), process 15");
    assertThatThrownBy(() -> LocalJvms.ofName("main", List.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("no JVM of this machine is named 'main'; there is none that tells of itself");
  }

  @Test
  void onlyDigitsAreAProcess() {
    assertThat(LocalJvms.isPid("4711")).isTrue();
    assertThat(LocalJvms.isPid("4711x")).isFalse();
    assertThat(LocalJvms.isPid("")).isFalse();
  }
}
