package io.tlo.store.jdbc;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings the schema up to date: numbered scripts, in one transaction and under a lock of the database, so that of
 * ten JVMs that start at once one does it and the others find it done, and one that is killed in the middle
 * leaves nothing behind.
 *
 * <p>No migration library: for a few scripts it would bring more classes into the application's process than the
 * rest of this store has, and both databases can take back a change of the schema.
 *
 * <p>Thread safety: immutable; callers let in one thread at a time.
 */
final class Schema {

  static final int VERSION = 5;

  private static final Pattern TABLE = Pattern.compile("create table (\\w+)");

  private final Dialect dialect;

  Schema(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * Brings it up to date; if it throws, the connection is of no more use.
   *
   * @throws TloException with {@link Reason#STORE_UNAVAILABLE} if it is newer than this code
   */
  void update(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    if (version(connection) != VERSION || !missing(connection, VERSION).isEmpty()) {
      dialect.lockSchema(connection);
      migrate(connection);
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  /**
   * Leaves it as it is.
   *
   * @throws TloException with {@link Reason#STORE_UNAVAILABLE} if it is not of the version that this code knows
   */
  void require(Connection connection) throws SQLException {
    int found = version(connection);
    if (found > VERSION) {
      throw newer(found);
    }
    if (found < VERSION) {
      throw new TloException(
          Reason.STORE_UNAVAILABLE,
          found == 0
              ? "this database has no tables of TLO's: no instance has come to it yet"
              : "the schema is of version " + found + ", and " + VERSION
                  + " is needed: the next instance with this tlo-store-jdbc.jar brings it there");
    }
  }

  private static TloException newer(int found) {
    return new TloException(
        Reason.STORE_UNAVAILABLE,
        "the schema is of version " + found + ", this store knows those up to " + VERSION
            + "; take the newer tlo-store-jdbc.jar");
  }

  private void migrate(Connection connection) throws SQLException {
    int found = version(connection);
    if (found > VERSION) {
      throw newer(found);
    }
    if (found == 0) {
      execute(connection, "create table tlo_schema (version integer not null)");
      execute(connection, "insert into tlo_schema (version) values (0)");
    } else {
      // Before the scripts that come now: they change tables.
      makeMissing(connection, found);
    }
    for (int next = found + 1; next <= VERSION; next++) {
      for (String statement : script(next)) {
        execute(connection, statement);
      }
    }
    execute(connection, "update tlo_schema set version = " + VERSION);
  }

  /** Makes the tables of a version that somebody has dropped, where others were left, by the statements that name each. */
  private void makeMissing(Connection connection, int version) throws SQLException {
    Set<String> missing = missing(connection, version);
    for (String table : missing) {
      // Its indexes have names that begin with its own.
      Pattern name = Pattern.compile("\\b" + table + "(_\\w+)?\\b");
      for (String statement : statements(version)) {
        if (name.matcher(statement).find()) {
          execute(connection, statement);
        }
      }
    }
    if (missing.contains("tlo_task")) {
      goOn(connection, "tlo_task", "task_id", List.of("tlo_record"));
    }
    if (missing.contains("tlo_instance")) {
      goOn(connection, "tlo_instance", "instance_id", List.of("tlo_record", "tlo_audit"));
    }
  }

  /** Has a table give no number again that rows of others were left with: they would belong to somebody else. */
  private void goOn(Connection connection, String table, String column, List<String> others)
      throws SQLException {
    long last = 0;
    for (String other : others) {
      last = isThere(connection, other) ? Math.max(last, highest(connection, other, column)) : last;
    }
    if (last > 0) {
      execute(connection, dialect.numberAfter(table, column, last));
    }
  }

  private static long highest(Connection connection, String table, String column)
      throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("select max(" + column + ") from " + table)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private Set<String> missing(Connection connection, int version) throws SQLException {
    Set<String> missing = new TreeSet<>();
    for (String statement : statements(version)) {
      Matcher table = TABLE.matcher(statement);
      if (table.find() && !isThere(connection, table.group(1))) {
        missing.add(table.group(1));
      }
    }
    return missing;
  }

  private List<String> statements(int version) {
    List<String> statements = new ArrayList<>();
    for (int each = 1; each <= version; each++) {
      statements.addAll(script(each));
    }
    return statements;
  }

  private boolean isThere(Connection connection, String table) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(dialect.tableExists())) {
      query.setString(1, table);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Returns the version that is there, 0 for none. */
  private int version(Connection connection) throws SQLException {
    if (!isThere(connection, "tlo_schema")) {
      return 0;
    }
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("select version from tlo_schema")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns the statements of a script, which are separated by an empty line. */
  private List<String> script(int version) {
    String name = dialect.name() + "-" + version + ".sql";
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no script " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> statements = new ArrayList<>();
      for (String part : text.split("\n\n", -1)) {
        statements.add(part.strip().replaceAll(";$", ""));
      }
      return statements;
    } catch (IOException e) {
      throw new IllegalStateException("script " + name + " cannot be read", e);
    }
  }
}
