package io.tlo.steering;

import io.tlo.fleet.AuditEntry;

/** Hears what operators do. Called on the operator's thread; must not throw. */
public interface AuditListener {

  /** Something was done, or refused. */
  void audited(AuditEntry entry);
}
