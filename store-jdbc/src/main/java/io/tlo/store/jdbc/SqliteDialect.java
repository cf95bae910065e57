package io.tlo.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import io.tlo.TloException;
import io.tlo.TloException.Reason;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * SQLite, the embedded engine: a file that several JVMs of one machine may share. Times are microseconds since
 * 1970.
 *
 * <p>Not H2: of two JVMs on one file the second is refused, or a port is opened on all interfaces for it; and
 * after {@code kill -9} rows were gone that had been committed.
 */
final class SqliteDialect implements Dialect {

  private static final String PREFIX = "jdbc:sqlite:";
  private static final String URI = "file:";
  private static final Pattern IN_MEMORY = Pattern.compile("(^|&)(mode=memory|vfs=memdb)(&|$)");
  private static final Pattern CODED = Pattern.compile("(?:%\\p{XDigit}{2})+");
  private static final Pattern THIS_MACHINE = Pattern.compile("^//(localhost)?(?=/|$)");
  private static final int BUSY_MILLIS = 2_000;
  private static final int LOOK_MILLIS = 500;

  /** Returns whether an address names a file: what is kept in memory or in a temporary file would be gone. */
  static boolean namesFile(String url) {
    if (!url.startsWith(PREFIX)) {
      return false;
    }
    String path = file(url).toLowerCase(Locale.ROOT);
    return !path.isBlank()
        && !path.startsWith(":memory:")
        && !path.startsWith(":resource:")
        && !IN_MEMORY.matcher(decoded(parameters(url))).find();
  }

  private static String parameters(String url) {
    int start = url.indexOf('?');
    int fragment = url.indexOf('#', start);
    return start < 0 ? "" : url.substring(start + 1, fragment < 0 ? url.length() : fragment);
  }

  /** In an address each byte may be written as its number. */
  private static String decoded(String part) {
    return CODED.matcher(part).replaceAll(each -> Matcher.quoteReplacement(text(each.group())));
  }

  private static String text(String coded) {
    byte[] bytes = HexFormat.of().parseHex(coded.replace("%", ""));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Returns the path that an address leads to, as SQLite reads it; empty for a temporary file. */
  static String file(String url) {
    String path = beforeFirst('?', url.substring(PREFIX.length()));
    if (!path.startsWith(URI)) {
      return path;
    }
    String withMachine = beforeFirst('#', path.substring(URI.length()));
    return decoded(THIS_MACHINE.matcher(withMachine).replaceFirst(""));
  }

  private static String beforeFirst(char end, String text) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public void configure(HikariConfig pool, StoreSettings settings) {
    SQLiteConfig config = new SQLiteConfig();
    // Readers and the one writer do not wait for each other, and a commit is safe from kill -9.
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    // One that begins by reading could not become a writer once another one has written.
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(BUSY_MILLIS);
    Properties properties = config.toProperties();
    String url = settings.url();
    String file = url.substring(PREFIX.length());
    // Not through the driver, which enters itself into the JVM's list.
    pool.setDataSource(new ConnectionSource(() -> new JDBC4Connection(url, file, properties)));
    // One writes and keeps house, one reads, one asks for leases and switches.
    pool.setMaximumPoolSize(3);
  }

  /** The driver makes the file that it does not find. */
  @Override
  public void requirePresent(StoreSettings settings) {
    File file = new File(file(settings.url()));
    if (!file.isFile()) {
      throw new TloException(
          Reason.STORE_UNAVAILABLE, "there is no file '" + file.getAbsolutePath() + "'");
    }
  }

  /** Any transaction is the only one that writes. */
  @Override
  public void lockSchema(Connection connection) {}

  /** It waits for nobody but for whoever writes, and for that no longer than is set. */
  @Override
  public void limitAnswers(Connection connection, Duration atMost) {}

  @Override
  public String tableExists() {
    return "select 1 from sqlite_master where type = 'table' and name = ?";
  }

  @Override
  public String numberAfter(String table, String column, long last) {
    return "insert into sqlite_sequence (name, seq) values ('" + table + "', " + last + ")";
  }

  @Override
  public String now() {
    return "cast(unixepoch('subsec') * 1000000 as integer)";
  }

  @Override
  public String secondsAgo(int seconds) {
    return "cast((unixepoch('subsec') - " + seconds + ") * 1000000 as integer)";
  }

  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Instant time)
      throws SQLException {
    if (time == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }
  }

  @Override
  public @Nullable Instant time(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** The order of a cross join is kept. */
  @Override
  public String newestOfEachTask() {
    return "tlo_task t cross join tlo_record r on r.rowid in (select rowid from tlo_record"
        + " where task_id = t.task_id order by created_at desc, record_id desc limit ?)";
  }

  @Override
  public String deleteSome(int most) {
    return "delete from tlo_record where rowid in (select rowid " + OLDEST + most + ")";
  }

  @Override
  public void tellSwitched(Connection connection) {}

  /** A file tells nobody anything: it is looked at twice a second. */
  @Override
  public void awaitSwitch(Database database, Duration atMost, Database.Work<Boolean> isNews)
      throws InterruptedException {
    Thread.sleep(Math.min(atMost.toMillis(), LOOK_MILLIS));
  }

  @Override
  public boolean isWithoutTables(SQLException thrown) {
    return String.valueOf(thrown.getMessage()).contains("no such table");
  }

  @Override
  public boolean isRefusal(SQLException thrown) {
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(thrown.getErrorCode() & 0xff);
    return code == SQLiteErrorCode.SQLITE_TOOBIG
        || code == SQLiteErrorCode.SQLITE_CONSTRAINT
        || code == SQLiteErrorCode.SQLITE_MISMATCH
        || code == SQLiteErrorCode.SQLITE_RANGE;
  }

  /** One writes at a time. */
  @Override
  public boolean isConflict(SQLException thrown) {
    return false;
  }

  @Override
  public String sentence(SQLException thrown) {
    return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("").strip();
  }
}
