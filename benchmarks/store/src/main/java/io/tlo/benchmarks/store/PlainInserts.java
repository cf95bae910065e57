package io.tlo.benchmarks.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that the store has written, written once more: prepared, in batches, a transaction for each. */
final class PlainInserts {

  // As many as the store gives a transaction.
  private static final int BATCH = 500;
  private static final int COLUMNS = 13;
  private static final String TIMES = "789";
  private static final String INSERT = "insert into tlo_record (instance_id, record_id, task_id,"
      + " status, begun_by, operator, created_at, started_at, finished_at, duration_nanos, thread,"
      + " result, failure) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Connection connection;
  private final List<@Nullable Object[]> rows;

  private PlainInserts(Connection connection, List<@Nullable Object[]> rows) {
    this.connection = connection;
    this.rows = rows;
  }

  /** Takes the address of the database, and how many rows there must be, or "empty" if they are only to go. */
  public static void main(String[] arguments) throws SQLException {
    try (Connection connection = Engine.at(arguments[0]).connect()) {
      if (!arguments[1].equals("empty")) {
        PlainInserts inserts = of(connection, Integer.parseInt(arguments[1]));
        // The first turn has the JVM compile what the second one runs.
        inserts.seconds();
        System.out.println("plain=" + inserts.rows.size() / inserts.seconds());
      }
      empty(connection);
    }
  }

  /** Takes the rows out of the table; there must be so many. */
  private static PlainInserts of(Connection connection, int records) throws SQLException {
    boolean hasTimes = connection.getMetaData().getURL().startsWith("jdbc:postgresql:");
    List<@Nullable Object[]> rows = new ArrayList<>(records);
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("select instance_id, record_id, task_id, status,"
            + " begun_by, operator, created_at, started_at, finished_at, duration_nanos, thread,"
            + " result, failure from tlo_record")) {
      while (row.next()) {
        rows.add(values(row, hasTimes));
      }
    }
    if (rows.size() != records) {
      throw new IllegalStateException("records: " + records + ", rows: " + rows.size());
    }
    return new PlainInserts(connection, rows);
  }

  private static @Nullable Object[] values(ResultSet row, boolean hasTimes) throws SQLException {
    @Nullable Object[] values = new @Nullable Object[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      boolean isTime = hasTimes && TIMES.indexOf('1' + i) >= 0;
      values[i] = isTime ? row.getObject(i + 1, OffsetDateTime.class) : row.getObject(i + 1);
    }
    return values;
  }

  /** Each turn begins with an empty table. */
  private static void empty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("delete from tlo_record");
    }
  }

  /** Writes the rows into the emptied table; returns how many seconds that took. */
  private double seconds() throws SQLException {
    empty(connection);
    long begun = System.nanoTime();
    connection.setAutoCommit(false);
    for (int from = 0; from < rows.size(); from += BATCH) {
      insert(rows.subList(from, Math.min(rows.size(), from + BATCH)));
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    connection.setAutoCommit(true);
    return seconds;
  }

  private void insert(List<@Nullable Object[]> batch) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (@Nullable Object[] values : batch) {
        for (int i = 0; i < COLUMNS; i++) {
          insert.setObject(i + 1, values[i]);
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
  }
}
