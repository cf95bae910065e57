package io.tlo.frameworks.micronaut;

import jakarta.inject.Singleton;

/** A bean that a scheduled method is given. */
@Singleton
public class Ledger {

  void check() {
    // There is nothing to find in a ledger that nobody writes.
  }
}
