package io.tlo.store.jdbc;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.tlo.TloSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A database of one kind, empty; PostgreSQL is started once for all tests of a JVM and ends with it. */
enum TestDatabase {
  SQLITE {
    @Override
    String url(Path folder) {
      return "jdbc:sqlite:" + folder.resolve("tlo.db");
    }
  },
  POSTGRESQL {
    @Override
    String url(Path folder) {
      String name = "test" + NUMBER.incrementAndGet();
      execute(server().getJdbcUrl("postgres", "postgres"), "create database " + name);
      return server().getJdbcUrl("postgres", name);
    }
  };

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable EmbeddedPostgres server;

  abstract String url(Path folder);

  /** Leaves a test out where there is no PostgreSQL to start. */
  private static void requireServers() {
    assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
        .as("the build fetches PostgreSQL for one system only")
        .isEqualTo("Linux amd64");
  }

  /** Returns what starts a server; it finds the driver by the JVM's list, out of which the store takes it. */
  static EmbeddedPostgres.Builder starter() {
    requireServers();
    try {
      if (!org.postgresql.Driver.isRegistered()) {
        org.postgresql.Driver.register();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return EmbeddedPostgres.builder();
  }

  static synchronized EmbeddedPostgres server() {
    EmbeddedPostgres present = server;
    if (present == null) {
      try {
        present = starter().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server = present;
    }
    return present;
  }

  static StoreSettings settings(String url, String... keysAndValues) {
    Map<String, String> given = new HashMap<>(Map.of("store.url", url, "app.name", "shop"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      given.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return StoreSettings.of(TloSettings.read(given, "test", new Properties(), Map.of()));
  }

  static JdbcStore open(String url, String... keysAndValues) {
    StoreSettings settings = settings(url, keysAndValues);
    return JdbcStore.open(settings, Dialect.of(settings));
  }

  static Connection connect(String url) throws SQLException {
    Driver driver =
        url.startsWith("jdbc:sqlite:") ? new org.sqlite.JDBC() : new org.postgresql.Driver();
    return Objects.requireNonNull(driver.connect(url, new Properties()));
  }

  static void execute(String url, String sql) {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Returns the first column of the first row as text. */
  static String ask(String url, String sql) {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "nothing";
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }
}
