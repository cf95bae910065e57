package io.tlo.jmx;

import io.tlo.fleet.AuditEntry;
import java.util.List;
import javax.management.openmbean.CompositeData;

/** Writes the audit: as rows for programs, and for people an entry on a few lines. */
final class AuditText {

  private static final RowType TYPE = RowType.of("AuditEntry", "Something an operator did")
      .text("action", "What was asked for")
      .date("at", "When")
      .text("by", "Who: the name a client was let in under, else local")
      .text("from", "From where: an address, attach, in-process")
      .text("outcome", "What the operator was told")
      .text("task", "Which task")
      .build();

  private AuditText() {}

  static CompositeData[] rows(List<AuditEntry> entries) {
    return TYPE.rows(entries, each -> new Object[] {
      each.action(),
      RecordRow.date(each.at()),
      Shown.full(each.by()),
      Shown.full(each.from()),
      Shown.full(each.outcome()),
      Shown.full(each.task())
    });
  }

  static String text(List<AuditEntry> entries) {
    if (entries.isEmpty()) {
      return "No operator has done anything yet.";
    }
    StringBuilder text = new StringBuilder();
    for (AuditEntry each : entries) {
      text.append(text.length() == 0 ? "" : "\n").append(RecordText.shortTime(each.at()));
      text.append("  ").append(Shown.full(each.by())).append(" (").append(Shown.full(each.from()));
      text.append(")  ").append(Shown.full(each.action())).append(' ');
      text.append(Shown.line(each.task()));
      text.append("\n      ").append(Shown.answer(each.outcome()).replace("\n", "\n      "));
    }
    return text.toString();
  }
}
