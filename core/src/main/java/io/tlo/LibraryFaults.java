package io.tlo;

import io.tlo.execution.FaultListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Tells the program's own log of faults; only where the library is used without the agent. */
final class LibraryFaults implements FaultListener {

  @Override
  public void fault(String sentence, @Nullable Throwable cause) {
    // Looked up late: a program that never has a fault never starts its log because of us.
    Logger log = System.getLogger("io.tlo");
    log.log(Level.WARNING, sentence, cause);
  }
}
