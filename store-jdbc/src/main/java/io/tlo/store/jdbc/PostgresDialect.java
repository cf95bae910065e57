package io.tlo.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import io.tlo.execution.Secrets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/** PostgreSQL. */
final class PostgresDialect implements Dialect {

  // Any number that nobody else locks: the first letters of the product.
  static final long SCHEMA_LOCK = 0x746c6f5f736368L;
  private static final String SWITCH_CHANNEL = "tlo_switch";
  private static final int CONNECT_SECONDS = 10;
  private static final int ANSWER_SECONDS = 30;
  private static final int SCHEMA_MILLIS = 3_600_000;

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public void configure(HikariConfig pool, StoreSettings settings) {
    Properties properties = new Properties();
    if (!settings.user().isEmpty()) {
      PGProperty.USER.set(properties, settings.user());
    }
    if (!settings.password().isEmpty()) {
      PGProperty.PASSWORD.set(properties, settings.password());
    }
    PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
    PGProperty.LOGIN_TIMEOUT.set(properties, CONNECT_SECONDS);
    PGProperty.SOCKET_TIMEOUT.set(properties, ANSWER_SECONDS);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.REWRITE_BATCHED_INSERTS.set(properties, true);
    PGProperty.APPLICATION_NAME.set(properties, "tlo");
    Driver driver = new Driver();
    forgetDriver();
    // As all statements here expect it, whatever the database or the role has by default.
    pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    pool.setDataSource(new ConnectionSource(() -> connect(driver, settings.url(), properties)));
    // One writes, one keeps house, one reads, one waits for switches, one puts them, one asks for
    // leases.
    pool.setMaximumPoolSize(6);
  }

  @Override
  public void requirePresent(StoreSettings settings) {}

  private static Connection connect(Driver driver, String url, Properties properties)
      throws SQLException {
    Connection connection = driver.connect(url, properties);
    if (connection == null) {
      throw new SQLException("'" + Secrets.mask(url) + "' is no address of PostgreSQL's");
    }
    return connection;
  }

  /** It enters itself into the list of drivers, which is the JVM's and would hold this class loader. */
  private static void forgetDriver() {
    try {
      if (Driver.isRegistered()) {
        Driver.deregister();
      }
    } catch (SQLException e) {
      // Then it stays, which costs memory once the agent is taken out.
      return;
    }
  }

  /**
   * An index of many records takes longer than any other answer, and whoever gave up waiting would begin again. The
   * pool takes the longer time back.
   */
  @Override
  public void lockSchema(Connection connection) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, SCHEMA_MILLIS);
    execute(connection, "select pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
  }

  @Override
  public void limitAnswers(Connection connection, Duration atMost) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, (int) atMost.toMillis());
  }

  /** Not by {@code to_regclass}: within a transaction it goes on saying that there is no table. */
  @Override
  public String tableExists() {
    return "select 1 from pg_tables where tablename = ? and schemaname = any(current_schemas(false))";
  }

  @Override
  public String numberAfter(String table, String column, long last) {
    return "alter table " + table + " alter column " + column + " restart with " + (last + 1);
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
  public String newestOfEachTask() {
    return "tlo_task t cross join lateral (select * from tlo_record where task_id = t.task_id"
        + " order by created_at desc, record_id desc limit ?) r";
  }

  @Override
  public String deleteSome(int most) {
    return "delete from tlo_record where ctid = any (array(select ctid " + OLDEST + most
        + " for update skip locked))";
  }

  @Override
  public void tellSwitched(Connection connection) throws SQLException {
    execute(connection, "notify " + SWITCH_CHANNEL);
  }

  /** Looked at once more after it began to listen: what came before that is not heard of. */
  @Override
  public void awaitSwitch(Database database, Duration atMost, Database.Work<Boolean> isNews) {
    database.within(JdbcStore.SWITCHES_ANSWER, connection -> {
      execute(connection, "listen " + SWITCH_CHANNEL);
      if (!isNews.apply(connection)) {
        connection.unwrap(PGConnection.class).getNotifications((int) atMost.toMillis());
      }
      execute(connection, "unlisten " + SWITCH_CHANNEL);
      return true;
    });
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public boolean isWithoutTables(SQLException thrown) {
    return "42P01".equals(thrown.getSQLState());
  }

  /** Class 22: data, 23: constraints, 54: limits of the database. */
  @Override
  public boolean isRefusal(SQLException thrown) {
    String state = thrown.getSQLState();
    return state != null
        && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
  }

  /** A deadlock; and a transaction that fits no order, which a role's default isolation may ask for. */
  @Override
  public boolean isConflict(SQLException thrown) {
    return "40P01".equals(thrown.getSQLState()) || "40001".equals(thrown.getSQLState());
  }

  @Override
  public String sentence(SQLException thrown) {
    String state = thrown.getSQLState();
    String message = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    return message.strip() + (state == null ? "" : " (" + state.toUpperCase(Locale.ROOT) + ")");
  }
}
