package io.tlo.agent.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OlderAnswerTest {

  private static void assertReads(String sentence, long done, long refused, @Nullable Long record) {
    assertThat(OlderAnswer.read(sentence)).isEqualTo(new Outcome(sentence, done, refused, record));
  }

  @Test
  void allTasksOfAPatternSwitchedIsDone() {
    assertReads("Now disabled: 2 of 2 tasks\n  D.a\n  D.b", 1, 0, null);
    assertReads("Now enabled: 0 of 2 tasks\nAlready enabled: 2", 1, 0, null);
    assertReads("D.a is now disabled", 1, 0, null);
  }

  @Test
  void aPartThatIsRefusedIsDoneInPart() {
    String refused = "\nCannot be switched off: D.c, it returns a Publisher";
    assertReads("Now disabled: 2 of 3 tasks\n  D.a\n  D.b" + refused, 1, 1, null);
    assertReads("Now disabled: 0 of 3 tasks\nAlready disabled: 2" + refused, 1, 1, null);
  }

  @Test
  void aCopyOfTheClassThatIsRefusedIsDoneInPart() {
    String copy = "D.a is now disabled\n  D.a#2, of the same method, ";
    assertReads(copy + "cannot be switched off: it returns a Publisher", 1, 1, null);
    assertReads(copy + "is now disabled", 1, 0, null);
  }

  @Test
  void allThatIsRefusedIsRefused() {
    assertReads("Now enabled: 0 of 1 task\nCannot be switched on: D.c, it is off", 0, 1, null);
  }

  @Test
  void executionsThatCannotBeInterruptedAreRefused() {
    String missed = "2 executions of D.a cannot be interrupted: its thread refuses";
    assertReads("Interrupted 1 execution of D.a", 1, 0, null);
    assertReads("None is running", 1, 0, null);
    assertReads(missed, 0, 1, null);
    assertReads("Interrupted 1 execution of D.a;\n" + missed, 1, 1, null);
  }

  @Test
  void recordOfATriggeredExecutionIsRead() {
    assertReads("Started D.a as record 201\n  through its Quartz scheduler", 1, 0, 201L);
    assertReads("Started Report.sent as record 7 as record 201", 1, 0, 201L);
  }
}
