package io.tlo.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.provider.jdbc.internal.AbstractJdbcStorageAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Who may run a task that one instance at a time may run: ShedLock's rows and statements, with the clock of the
 * database in place of that of this JVM, and this instance in place of its host, of which there may be several.
 *
 * <p>Not PostgreSQL's advisory locks: those end with the connection, whatever still runs, and SQLite has none.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Leases {

  private static final String TABLE = "tlo_lock";
  private static final Duration LEAST_ANSWER = Duration.ofSeconds(1);
  private static final Duration MOST_ANSWER = Duration.ofSeconds(30);

  private final Database database;
  private final Instance instance;
  private final String app;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Map<String, Instant> missingSince = new ConcurrentHashMap<>();

  /**
   * What was heard last of a lease.
   *
   * @param holder what the other instance is called that may have it
   * @param ownUntil until when this instance has it, by the clock of the database
   */
  private record Known(String holder, Instant ownUntil) {}

  Leases(Database database, Instance instance, String app) {
    this.database = database;
    this.instance = instance;
    this.app = StoredText.name(app);
    ClockProvider.setClock(DatabaseClock.INSTANCE);
  }

  /** Returns null if this instance may run it, else what the instance is called that may. */
  @Nullable
  String lease(String task, Duration length) {
    // Before anything is asked under its name.
    instance.number(database);
    Rows rows = new Rows(answer(length));
    try {
      DatabaseClock.set(rows.now(), System.nanoTime());
      LockConfiguration wanted = new LockConfiguration(
          ClockProvider.now(), app + ' ' + StoredText.name(task), length, Duration.ZERO);
      return take(rows, wanted);
    } finally {
      DatabaseClock.clear();
    }
  }

  /**
   * Its own first: it may have been granted though the answer was lost. Not through ShedLock's lock provider: that
   * keeps in mind which rows there are, and never makes one again that somebody has deleted.
   */
  private @Nullable String take(Rows rows, LockConfiguration wanted) {
    if (rows.extend(wanted) || rows.updateRecord(wanted)) {
      return granted(wanted);
    }
    String holder = rows.holder(wanted.getName());
    if (!holder.isEmpty()) {
      return held(wanted, holder);
    }
    String mayStillHave = mayStillHave(wanted);
    if (mayStillHave != null) {
      return mayStillHave;
    }
    return rows.insertRecord(wanted) ? granted(wanted) : "another instance";
  }

  private @Nullable String granted(LockConfiguration wanted) {
    known.put(wanted.getName(), new Known("another instance", wanted.getLockAtMostUntil()));
    missingSince.remove(wanted.getName());
    return null;
  }

  private String held(LockConfiguration wanted, String holder) {
    known.put(wanted.getName(), new Known(holder, Instant.EPOCH));
    missingSince.remove(wanted.getName());
    return holder;
  }

  /**
   * Returns who may still have a lease of which the row is missing, null if nobody but this instance. The row of one
   * that was asked for before has been deleted, and whoever had it hears of that when he asks next: he has it until
   * then, for a lease's length at most.
   */
  private @Nullable String mayStillHave(LockConfiguration wanted) {
    Known before = known.get(wanted.getName());
    Instant now = ClockProvider.now();
    if (before == null || now.isBefore(before.ownUntil())) {
      return null;
    }
    Instant since = missingSince.computeIfAbsent(wanted.getName(), name -> now);
    return now.isBefore(since.plus(wanted.getLockAtMostFor())) ? before.holder() : null;
  }

  /** One question that is not answered, since its connection is dead, is not to cost all leases there are. */
  private static Duration answer(Duration length) {
    Duration quarter = length.dividedBy(4);
    Duration longer = quarter.compareTo(LEAST_ANSWER) < 0 ? LEAST_ANSWER : quarter;
    return longer.compareTo(MOST_ANSWER) > 0 ? MOST_ANSWER : longer;
  }

  private final class Rows extends AbstractJdbcStorageAccessor {
    private final Duration answer;

    Rows(Duration answer) {
      super(TABLE);
      this.answer = answer;
    }

    Instant now() {
      return database.within(
          answer, connection -> DatabaseClock.read(connection, database.dialect()));
    }

    /** Returns who has a lease, empty if there is no row of it. */
    String holder(String name) {
      return database.within(answer, connection -> {
        try (PreparedStatement query =
            connection.prepareStatement("select locked_by from " + TABLE + " where name = ?")) {
          query.setString(1, name);
          try (ResultSet row = query.executeQuery()) {
            return row.next() ? row.getString(1) : "";
          }
        }
      });
    }

    @Override
    protected String getHostname() {
      return instance.title(database);
    }

    @Override
    protected <T> T executeCommand(
        String sql,
        SqlFunction<PreparedStatement, T> body,
        BiFunction<String, SQLException, T> onError) {
      try {
        return database.within(answer, connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return body.apply(statement);
          }
        });
      } catch (RefusedException e) {
        // That the row is there already, say.
        return onError.apply(sql, new SQLException(e));
      }
    }
  }
}
