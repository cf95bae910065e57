package io.tlo.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class PlainLineTest {

  @Test
  void aTextThatIsOneLineStaysAsItIs() {
    assertThat(PlainLine.of("node-1 (instance 7) \ud83d\ude80 тло"))
        .isEqualTo("node-1 (instance 7) \ud83d\ude80 тло");
    assertThat(PlainLine.of("")).isEmpty();
  }

  @Test
  void whatATerminalObeysIsASpace() {
    assertThat(PlainLine.of("a\nb\r\u001b[2K\u2028\u202e\ud800c")).isEqualTo("a b  [2K   c");
  }

  @Test
  void aLongOneIsCutAndNoCharacterInTwo() {
    assertThat(PlainLine.of("x".repeat(200))).isEqualTo("x".repeat(200));
    assertThat(PlainLine.of("x".repeat(198) + "\ud83d\ude80")).endsWith("\ud83d\ude80");
    assertThat(PlainLine.of("x".repeat(201))).isEqualTo("x".repeat(199) + "…");
    assertThat(PlainLine.of("x".repeat(1_000_000))).isEqualTo("x".repeat(199) + "…");
    assertThat(PlainLine.of("x".repeat(198) + "\ud83d\ude80z")).isEqualTo("x".repeat(198) + "…");
  }
}
