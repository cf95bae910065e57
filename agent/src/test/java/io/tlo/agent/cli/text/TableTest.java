package io.tlo.agent.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class TableTest {

  private static Table table() {
    Table table = new Table().text("TASK").number("RUNS").text("RESULT");
    table.add(List.of("OrderService.process", "7", "done with all that there was to do"));
    table.add(List.of("Mail", "12345", ""));
    return table;
  }

  @Test
  void columnsAreAlignedNumbersAtTheirRightEdge() {
    assertThat(table().lines(Terminal.UNBOUNDED))
        .containsExactly(
            "TASK                   RUNS  RESULT",
            "OrderService.process      7  done with all that there was to do",
            "Mail                  12345  -");
  }

  @Test
  void theLastColumnIsCutFirst() {
    assertThat(table().lines(40))
        .containsExactly(
            "TASK                   RUNS  RESULT",
            "OrderService.process      7  done wit...",
            "Mail                  12345  -");
  }

  @Test
  void namesAreCutWhenNothingElseIsLeftAndNoLineIsTooLong() {
    assertThat(table().lines(30))
        .containsExactly(
            "TASK            RUNS  RESULT",
            "OrderServi...      7  done ...",
            "Mail           12345  -");
    assertThat(table().lines(12)).allMatch(line -> line.length() <= 12);
  }

  @Test
  void optionalColumnsAreCutOrLeftOutBeforeAnyTextIsCut() {
    Table table = new Table().text("TASK").word("LAST").optional("SCHEDULE").optional("SOURCE");
    table.add(List.of("OrderService.process", "Succeeded", "every 30 s", "io.tlo.Task"));
    assertThat(table.lines(53))
        .containsExactly(
            "TASK                  LAST       SCHEDULE    SOURCE",
            "OrderService.process  Succeeded  every 30 s  io.tl...");
    assertThat(table.lines(50).get(1)).isEqualTo("OrderService.process  Succeeded  every 30 s");
    assertThat(table.lines(35).get(1)).isEqualTo("OrderService.process  Succeeded");
    assertThat(table.lines(28).get(1)).isEqualTo("OrderService.p...  Succeeded");
  }

  @Test
  void wideCharactersTakeTwoColumnsAndAccentsNone() {
    Table table = new Table().text("TASK").text("STATE");
    table.add(List.of("夜間", "on"));
    table.add(List.of("e\u0301te\u0301", "on"));
    assertThat(table.lines(80)).containsExactly("TASK  STATE", "夜間  on", "e\u0301te\u0301   on");
  }

  @Test
  void aCellCannotLeaveItsLineNorOrderTheTerminal() {
    Table table = new Table().text("RESULT");
    table.add(List.of("one\r\n  two\u001b[2J\u202egnp\u2028"));
    assertThat(table.lines(80).get(1)).isEqualTo("one two\\u001b[2J\\u202egnp");
  }
}
