package io.tlo.store.jdbc;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import java.nio.file.Path;

/** A program under the finished agent whose records go into a database through the finished store. */
final class StoredProgram {

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
}
