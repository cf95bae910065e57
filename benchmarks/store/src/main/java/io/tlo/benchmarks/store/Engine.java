package io.tlo.benchmarks.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;

/** A database that the records go into, and how a careful program connects to it. */
final class Engine {

  private static final String POSTGRESQL = "jdbc:postgresql:";

  private final String url;

  private Engine(String url) {
    this.url = url;
  }

  /** Starts the server at an address of this machine; there is none to start for a file. */
  static Engine start(String url) throws IOException {
    if (url.startsWith(POSTGRESQL)) {
      String port = url.replaceFirst(".*:(\\d+)/.*", "$1");
      // It ends with the program. Safe from a loss of power, as it is delivered.
      EmbeddedPostgres.builder()
          .setPort(Integer.parseInt(port))
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setPGStartupWait(Duration.ofMinutes(1))
          .start();
    }
    return at(url);
  }

  /** Returns one that is there. */
  static Engine at(String url) {
    return new Engine(url);
  }

  Connection connect() throws SQLException {
    boolean isServer = url.startsWith(POSTGRESQL);
    Properties properties = new Properties();
    if (isServer) {
      properties.setProperty("reWriteBatchedInserts", "true");
    } else {
      properties.setProperty("journal_mode", "WAL");
      properties.setProperty("synchronous", "NORMAL");
      properties.setProperty("busy_timeout", "10000");
    }
    Driver driver = isServer ? new org.postgresql.Driver() : new org.sqlite.JDBC();
    return Objects.requireNonNull(driver.connect(url, properties));
  }
}
