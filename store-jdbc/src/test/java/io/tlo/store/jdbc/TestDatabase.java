package io.tlo.store.jdbc;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.tlo.TloSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.logging.Logger;
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
      return server().getJdbcUrl("postgres", newDatabase());
    }
  };

  private static @Nullable EmbeddedPostgres server;
  private static int databases;
  private static boolean driverIsListed;

  abstract String url(Path folder);

  /** Leaves a test out where there is no PostgreSQL to start. */
  private static void requireServers() {
    assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
        .as("the build fetches PostgreSQL for one system only")
        .isEqualTo("Linux amd64");
  }

  /** Returns what starts a server; it finds a driver by the JVM's list. */
  static synchronized EmbeddedPostgres.Builder starter() {
    requireServers();
    if (!driverIsListed) {
      try {
        DriverManager.registerDriver(new ListedDriver());
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      driverIsListed = true;
    }
    return EmbeddedPostgres.builder();
  }

  /** One at a time: a database cannot be copied while another connection looks at it. */
  private static synchronized String newDatabase() {
    String name = "test" + ++databases;
    execute(server().getJdbcUrl("postgres", "postgres"), "create database " + name);
    return name;
  }

  /** Returns a database of PostgreSQL's that takes Latin letters alone. */
  static synchronized String latin1() {
    String name = "latin" + ++databases;
    execute(
        server().getJdbcUrl("postgres", "postgres"),
        "create database " + name + " encoding 'LATIN1' template template0 lc_collate 'C'"
            + " lc_ctype 'C'");
    return server().getJdbcUrl("postgres", name);
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
    return JdbcStore.open(settings, Dialect.of(settings), sentence -> {});
  }

  /** Has all instances that there are have started a year ago and more, as those that recorded what is old have. */
  static void haveInstancesStartedLongAgo(String url) {
    Dialect dialect = Dialect.of(settings(url));
    execute(url, "update tlo_instance set started_at = " + dialect.secondsAgo(500 * 86_400));
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

  /**
   * PostgreSQL's driver under another name: out of the JVM's list each store takes the one of the real name, and other
   * tests start servers meanwhile.
   */
  private static final class ListedDriver implements Driver {
    private final Driver driver = new org.postgresql.Driver();

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
      return driver.connect(url, info);
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
      return driver.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
      return driver.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
      return driver.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
      return driver.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
      return driver.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      return driver.getParentLogger();
    }
  }
}
