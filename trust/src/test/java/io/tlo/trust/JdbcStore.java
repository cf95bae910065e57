package io.tlo.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * The finished store of the agent's in an SQLite file, and another program's look into that file,
 * with the driver that the store brings.
 */
public final class JdbcStore {

  private static final Driver DRIVER = driver();

  private final Path file;

  private JdbcStore(Path file) {
    this.file = file;
  }

  public static JdbcStore in(Path folder) {
    return new JdbcStore(folder.resolve("tlo.db"));
  }

  /** Returns the finished jar. */
  public static Path jar() {
    Path jar =
        Path.of(System.getProperty("tlo.it.store", "../store-jdbc/target/tlo-store-jdbc.jar"));
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "'" + jar + "' is not a file; run these tests with mvn verify");
    }
    return jar.toAbsolutePath().normalize();
  }

  private static Driver driver() {
    try {
      URLClassLoader loader = new URLClassLoader(
          new java.net.URL[] {jar().toUri().toURL()}, ClassLoader.getPlatformClassLoader());
      return (Driver) loader.loadClass("org.sqlite.JDBC").getConstructor().newInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the agent's arguments that name it. */
  public String arguments() {
    return arguments("jdbc:sqlite:" + file);
  }

  /** Returns the agent's arguments that name a database. */
  public static String arguments(String url) {
    return "app.name=shop,task.state.store=jdbc,extensions=" + jar() + ",store.url=" + url;
  }

  public Path file() {
    return file;
  }

  public Connection connect() throws SQLException {
    return Objects.requireNonNull(DRIVER.connect("jdbc:sqlite:" + file, new Properties()));
  }

  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 10000");
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Returns the first column of what a query finds. */
  public List<String> ask(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (row.next()) {
        found.add(String.valueOf(row.getString(1)));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  public long number(String sql) {
    return Long.parseLong(ask(sql).get(0));
  }
}
