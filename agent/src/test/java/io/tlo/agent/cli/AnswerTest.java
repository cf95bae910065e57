package io.tlo.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.cli.exit.ExitCode;
import org.junit.jupiter.api.Test;

class AnswerTest {

  @Test
  void allTasksOfAPatternSwitchedIsDone() {
    assertThat(Answer.exitCode("Now disabled: 2 of 2 tasks\n  D.a\n  D.b"))
        .isEqualTo(ExitCode.DONE);
    assertThat(Answer.exitCode("Now enabled: 0 of 2 tasks\nAlready enabled: 2"))
        .isEqualTo(ExitCode.DONE);
    assertThat(Answer.exitCode("D.a is now disabled")).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aPartThatIsRefusedIsDoneInPart() {
    String refused = "\nCannot be switched off: D.c, it returns a Publisher";
    assertThat(Answer.exitCode("Now disabled: 2 of 3 tasks\n  D.a\n  D.b" + refused))
        .isEqualTo(ExitCode.PARTLY);
    assertThat(Answer.exitCode("Now disabled: 0 of 3 tasks\nAlready disabled: 2" + refused))
        .isEqualTo(ExitCode.PARTLY);
  }

  @Test
  void aCopyOfTheClassThatIsRefusedIsDoneInPart() {
    assertThat(Answer.exitCode("D.a is now disabled"
            + "\n  D.a#2, of the same method, cannot be switched off: it returns a Publisher"))
        .isEqualTo(ExitCode.PARTLY);
    assertThat(Answer.exitCode("D.a is now disabled\n  D.a#2, of the same method, is now disabled"))
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void allThatIsRefusedIsRefused() {
    assertThat(Answer.exitCode(
            "Now enabled: 0 of 1 task\nCannot be switched on: D.c, it is off everywhere"))
        .isEqualTo(ExitCode.REFUSED);
  }
}
