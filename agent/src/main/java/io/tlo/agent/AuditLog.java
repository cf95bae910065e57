package io.tlo.agent;

import io.tlo.fleet.AuditEntry;
import io.tlo.steering.AuditListener;

/**
 * Says on stderr what operators do, a line each; but no more than 60 lines a minute, since a
 * script may ask for things as fast as it can. What is held back is counted and told when the
 * minute is over.
 *
 * <p>Thread safety: safe.
 */
final class AuditLog implements AuditListener, Runnable {

  private final AgentLog log;
  private final LineLimit limit = new LineLimit();

  AuditLog(AgentLog log) {
    this.log = log;
  }

  @Override
  public void audited(AuditEntry entry) {
    run();
    if (limit.take()) {
      log.info(line(entry));
    }
  }

  private static String line(AuditEntry entry) {
    String task = entry.task().isEmpty() ? "" : " on " + entry.task();
    // Lists are indented, a line each.
    String outcome = entry.outcome().replace("\n  ", ", ").replace("\n", "; ");
    return "audit: " + entry.action() + task + " by " + entry.by() + " (" + entry.from() + "): "
        + outcome;
  }

  /** Every second: begins a new minute when the last one is over. */
  @Override
  public void run() {
    int heldBack = limit.endMinute();
    if (heldBack > 0) {
      log.info("audit: " + heldBack + " more lines were held back; showAudit has the newest 1000");
    }
  }
}
