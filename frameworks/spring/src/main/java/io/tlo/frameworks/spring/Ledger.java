package io.tlo.frameworks.spring;

/** What others see of {@link InterfaceProxiedLedger}. */
public interface Ledger {

  void enter();

  void closeMonth();
}
