package io.tlo.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** PostgreSQL. */
final class PostgresDialect implements Dialect {

  // Any number that nobody else locks: the first letters of the product.
  private static final long SCHEMA_LOCK = 0x746c6f5f736368L;
  private static final String CONNECT_SECONDS = "10";
  private static final String ANSWER_SECONDS = "30";

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public void configure(HikariConfig pool, StoreSettings settings) {
    pool.setDriverClassName(Driver.class.getName());
    pool.setJdbcUrl(settings.url());
    if (!settings.user().isEmpty()) {
      pool.setUsername(settings.user());
    }
    if (!settings.password().isEmpty()) {
      pool.setPassword(settings.password());
    }
    pool.addDataSourceProperty(PGProperty.CONNECT_TIMEOUT.getName(), CONNECT_SECONDS);
    pool.addDataSourceProperty(PGProperty.LOGIN_TIMEOUT.getName(), CONNECT_SECONDS);
    pool.addDataSourceProperty(PGProperty.SOCKET_TIMEOUT.getName(), ANSWER_SECONDS);
    pool.addDataSourceProperty(PGProperty.TCP_KEEP_ALIVE.getName(), "true");
    pool.addDataSourceProperty(PGProperty.REWRITE_BATCHED_INSERTS.getName(), "true");
    pool.addDataSourceProperty(PGProperty.APPLICATION_NAME.getName(), "tlo");
    // One writes, one keeps house, one reads.
    pool.setMaximumPoolSize(3);
  }

  @Override
  public void forgetDriver() {
    try {
      if (Driver.isRegistered()) {
        Driver.deregister();
      }
    } catch (SQLException e) {
      // Then it stays, which costs memory once the agent is taken out.
      return;
    }
  }

  @Override
  public void lockSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
    }
  }

  @Override
  public String tableExists() {
    return "select 1 where to_regclass(?) is not null";
  }

  @Override
  public String now() {
    return "clock_timestamp()";
  }

  @Override
  public String secondsAgo(int seconds) {
    return "clock_timestamp() - interval '" + seconds + " seconds'";
  }

  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Instant time)
      throws SQLException {
    if (time == null) {
      statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(index, time.atOffset(ZoneOffset.UTC));
    }
  }

  @Override
  public @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  @Override
  public String deleteSome(int most) {
    return "delete from tlo_record where ctid = any (array(select ctid from tlo_record"
        + " where created_at < ? and status <> 'Running' order by created_at limit " + most
        + " for update skip locked))";
  }

  /** Class 22: data, 23: constraints, 54: limits of the database. */
  @Override
  public boolean isRefusal(SQLException thrown) {
    String state = thrown.getSQLState();
    return state != null
        && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
  }

  @Override
  public String sentence(SQLException thrown) {
    String state = thrown.getSQLState();
    String message = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    return message.strip() + (state == null ? "" : " (" + state.toUpperCase(Locale.ROOT) + ")");
  }
}
