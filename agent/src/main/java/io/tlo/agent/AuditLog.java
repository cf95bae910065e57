package io.tlo.agent;

import io.tlo.steering.AuditEntry;
import io.tlo.steering.AuditListener;

/**
 * Says on stderr what operators do, a line each; but no more than 60 lines a minute, since a script may
 * ask for things as fast as it can. What is held back is counted and told when the minute is over.
 *
 * <p>Thread safety: safe.
 */
final class AuditLog implements AuditListener, Runnable {

  private static final int MOST_LINES = 60;
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final AgentLog log;
  private long minuteBeganNanos;
  private int lines;
  private int heldBack;

  AuditLog(AgentLog log) {
    this.log = log;
  }

  @Override
  public synchronized void audited(AuditEntry entry) {
    run();
    if (lines == 0) {
      minuteBeganNanos = System.nanoTime();
    }
    if (lines < MOST_LINES) {
      lines++;
      log.info(line(entry));
    } else {
      heldBack++;
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
  public synchronized void run() {
    if (lines > 0 && System.nanoTime() - minuteBeganNanos > MINUTE_NANOS) {
      if (heldBack > 0) {
        log.info(
            "audit: " + heldBack + " more lines were held back; showAudit has the newest 1000");
      }
      lines = 0;
      heldBack = 0;
    }
  }
}
