package io.tlo.store.jdbc;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.state.BatchTaskStateStore;
import io.tlo.state.TaskStateRecord;
import java.util.List;
import java.util.Optional;

/**
 * Keeps records in a database, those of all instances of the application; see the page docs/store-jdbc.md.
 *
 * <p>Thread safety: safe for many threads; records are written by one at a time.
 */
final class JdbcStore implements BatchTaskStateStore, AutoCloseable {

  private final Database database;
  private final Instance instance;
  private final RecordWriter writer;
  private final RecordReader reader;
  private final Keeper keeper;
  private int life;

  private JdbcStore(Database database, StoreSettings settings, Dialect dialect) {
    this.database = database;
    this.instance = new Instance(settings, dialect);
    this.writer = new RecordWriter(settings, dialect);
    this.reader = new RecordReader(settings, dialect, instance);
    this.keeper = new Keeper(database, instance, settings);
  }

  /** Opens the store; the database need not be there. */
  static JdbcStore open(StoreSettings settings, Dialect dialect) {
    JdbcStore store = new JdbcStore(new Database(settings, dialect), settings, dialect);
    store.keeper.start();
    return store;
  }

  @Override
  public synchronized void write(List<TaskStateRecord> records) {
    forgetIfEmptied();
    long number = enteredInstance();
    writer.keep(database.inTransaction(connection -> writer.write(connection, number, records)));
  }

  private void forgetIfEmptied() {
    int now = database.life();
    if (now != life) {
      life = now;
      instance.forget();
      writer.forget();
    }
  }

  /** Before the first records, not with them: they could be given again under a second number. */
  private long enteredInstance() {
    Long known = instance.id();
    if (known == null) {
      known = database.inTransaction(instance::enter);
      instance.entered(known);
    }
    return known;
  }

  @Override
  public Optional<TaskStateRecord> get(long id) {
    return database.with(connection -> reader.get(connection, id));
  }

  @Override
  public void delete(long id) {
    boolean deleted = database.with(connection -> reader.delete(connection, id));
    if (!deleted) {
      throw new TloException(Reason.UNKNOWN_RECORD, "no record " + id + " is kept");
    }
  }

  @Override
  public List<TaskStateRecord> latest(String taskName, int limit) {
    return database.with(connection -> reader.latest(connection, taskName, limit));
  }

  @Override
  public List<TaskStateRecord> latest(int limit) {
    return database.with(connection -> reader.latest(connection, limit));
  }

  @Override
  public long count() {
    return database.with(reader::count);
  }

  /** Deletes what is older than the retention, as is done every few minutes. */
  void deleteOld() {
    keeper.deleteOld();
  }

  /** Says that this instance has ended, if the database is there. */
  @Override
  public void close() {
    keeper.close();
    try {
      database.inTransaction(connection -> {
        instance.end(connection);
        return true;
      });
    } catch (TloException | RefusedException e) {
      // Then others will notice it.
      return;
    } finally {
      database.close();
    }
  }
}
