package io.tlo.agent.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tlo.agent.cli.exit.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("jdk")
class LocalJvmsTest {

  private static final LocalJvm MAIN = LocalJvm.of(11, "com.acme.Main --port 80", null);
  private static final LocalJvm OTHER_MAIN = LocalJvm.of(12, "org.other.Main", null);
  private static final LocalJvm JAR = LocalJvm.of(13, "/opt/shop/orders-1.2.jar serve", null);
  private static final LocalJvm MODULE = LocalJvm.of(14, "shop.app/shop.app.Start", null);
  private static final LocalJvm SILENT = LocalJvm.of(15, "", null);
  private static final List<LocalJvm> ALL = List.of(MAIN, OTHER_MAIN, JAR, MODULE, SILENT);

  private static final Duration WAIT_OF_THE_JDK = Duration.ofSeconds(5);
  private static final int TRIES = 5;
  // Where the prologue of performance data has its flag.
  private static final int ACCESSIBLE = 7;

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

  /** As after a stop while it started: its performance data say that they are not ready. */
  @Test
  void aJvmThatWasStoppedAsItStartedIsNotWaitedForFiveSeconds() throws Exception {
    Path own = performanceData(ProcessHandle.current().pid());
    assumeTrue(Files.exists(own), "needs performance data in /tmp");
    byte[] data = Files.readAllBytes(own);
    data[ACCESSIBLE] = 0;
    Process process = new ProcessBuilder("sleep", "600").start();
    Path unready = performanceData(process.pid());
    try {
      Files.write(unready, data);
      Duration shortest = Duration.ofDays(1);
      for (int i = 0; i < TRIES && shortest.compareTo(WAIT_OF_THE_JDK) >= 0; i++) {
        long before = System.nanoTime();
        LocalJvms.list();
        shortest = Duration.ofNanos(System.nanoTime() - before);
      }
      assertThat(shortest).isLessThan(WAIT_OF_THE_JDK);
    } finally {
      Files.deleteIfExists(unready);
      process.destroyForcibly();
    }
  }

  private static Path performanceData(long pid) {
    return Path.of("/tmp", "hsperfdata_" + System.getProperty("user.name"), Long.toString(pid));
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
  void aFirstWordOfAnyLengthIsRead() {
    String dotted = "a.".repeat(20_000) + "Main";
    assertThat(LocalJvm.of(16, dotted + " /tmp/x.jar", null).main()).isEqualTo(dotted);
  }

  @Test
  void aJarMayHaveABlankInItsPath() {
    String command = "/opt/My App/shop one.jar serve /tmp/x.jar";
    assertThat(LocalJvm.of(16, command, "/opt/My App/shop one.jar").label())
        .isEqualTo("shop one.jar (16)");
    assertThat(LocalJvm.of(16, command, null).label()).isEqualTo("shop one.jar (16)");
    assertThat(LocalJvm.of(16, "My App/app.jar", null).label()).isEqualTo("app.jar (16)");
    assertThat(LocalJvm.of(16, "com.acme.Main /tmp/x.jar", null).label())
        .isEqualTo("com.acme.Main (16)");
  }

  @Test
  void onlyDigitsAreAProcess() {
    assertThat(LocalJvms.isPid("4711")).isTrue();
    assertThat(LocalJvms.isPid("4711x")).isFalse();
    assertThat(LocalJvms.isPid("")).isFalse();
  }
}
