package io.tlo.agent.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class PlainTextTest {

  @Test
  void aTextKeepsItsLinesAndNothingThatATerminalObeys() {
    assertThat(PlainText.lines("one\r\n\tat two\u001b]0;title\u0007\u009b31m"))
        .isEqualTo("one\n    at two\\u001b]0;title\\u0007\\u009b31m");
  }

  @Test
  void aSentenceIsOneLine() {
    assertThat(PlainText.line(" no task 'x' is registered;\nshowTasks lists them\n"))
        .isEqualTo("no task 'x' is registered; showTasks lists them");
  }

  @Test
  void lettersOfAnyScriptAndPictographsStay() {
    assertThat(PlainText.line("тло 夜間 🚚")).isEqualTo("тло 夜間 🚚");
  }

  @Test
  void halfAPairOfSurrogatesIsAnEscape() {
    assertThat(PlainText.line("a\ud83db")).isEqualTo("a\\ud83db");
  }
}
