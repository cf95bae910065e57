package io.tlo.agent.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void theSizeIsWhatSttySays() {
    assertThat(Terminal.read("50 132\n")).isEqualTo(new Terminal.Size(50, 132));
  }

  @Test
  void aTerminalWithoutASizeIsNotBelieved() {
    assertThat(Terminal.read("0 0\n")).isNull();
    assertThat(Terminal.read("")).isNull();
    assertThat(Terminal.read("99999999999 1")).isNull();
  }

  @Test
  void linesThatFindNoRoomAreCounted() {
    assertThat(LiveScreen.fit(List.of("a", "b", "c"), 3)).containsExactly("a", "b", "c");
    assertThat(LiveScreen.fit(List.of("a", "b", "c", "d"), 3))
        .containsExactly("a", "b", "... 2 more");
  }
}
