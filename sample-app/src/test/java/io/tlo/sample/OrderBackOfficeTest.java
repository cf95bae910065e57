package io.tlo.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class OrderBackOfficeTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpGoesToStandardOutput() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString(UTF_8)).isEqualTo(CommandLine.USAGE);
    assertThat(err.size()).isZero();
  }

  @Test
  void badArgumentGivesOneSentenceOnStandardErrorAndTheUsageExitCode() {
    assertThat(run("--seconds", "soon")).isEqualTo(2);

    assertThat(out.size()).isZero();
    assertThat(err.toString(UTF_8).lines())
        .containsExactly("--seconds: found 'soon', allowed is a whole number from 1 to 86400");
  }

  private int run(String... args) {
    return OrderBackOffice.run(
        args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }
}
