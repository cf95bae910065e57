package io.tlo.store.jdbc;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import java.nio.file.Path;

/** A program under the finished agent whose records go into a database through the finished store. */
final class StoredProgram {

  private static final String AWAY =
      "[tlo] the state store cannot be reached, records wait for it: ";

  private StoredProgram() {}

  /**
   * Returns the JVM for it.
   *
   * @param more agent arguments after the store's, {@code ",store.queue=100"}
   */
  static ForkedJvm jvm(Path classes, String url, String more) {
    return ForkedJvm.on(classes, Built.core())
        .agent("log=error,app.name=shop,task.state.store=jdbc,extensions=" + StoreJarIT.jar()
            + ",store.url=" + url.replace(",", "\\,") + more);
  }

  /**
   * Returns whether a line on stderr is that of a file of SQLite's which another process held for two seconds. That
   * is no fault: a process that has no processor on a busy machine holds it for so long. Nightly runs allow no such
   * line.
   */
  static boolean saysThatTheFileWasLocked(String line) {
    return !Tier.isNightly() && line.startsWith(AWAY) && line.contains("SQLITE_BUSY");
  }
}
