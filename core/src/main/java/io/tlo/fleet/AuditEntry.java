package io.tlo.fleet;

import java.time.Instant;

/**
 * One thing that an operator did, or was refused.
 *
 * @param at when
 * @param action what was asked for: the operation's name, or {@code set Enabled}
 * @param task the task's name, or the text that was to name one
 * @param by who
 * @param from where the call came from
 * @param outcome what the operator was told
 */
public record AuditEntry(
    Instant at, String action, String task, String by, String from, String outcome) {}
