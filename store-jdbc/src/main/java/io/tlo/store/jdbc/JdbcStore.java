package io.tlo.store.jdbc;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.fleet.AuditEntry;
import io.tlo.fleet.FleetStore;
import io.tlo.fleet.SwitchedOff;
import io.tlo.registry.TaskDefinition;
import io.tlo.state.BatchTaskStateStore;
import io.tlo.state.TaskStateRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records in a database, those of all instances of the application, which agree through it; see the page docs/store-jdbc.md.
 *
 * <p>Thread safety: safe for many threads; records are written by one at a time.
 */
final class JdbcStore implements BatchTaskStateStore, FleetStore, AutoCloseable {

  private static final int MOST_TOLD = 100;

  /** Switches are heard of through another connection then, where one is dead. */
  static final Duration SWITCHES_ANSWER = Duration.ofSeconds(5);

  private final Database database;
  private final Instance instance;
  private final RecordWriter writer;
  private final RecordReader reader;
  private final Retention retention;
  private final Keeper keeper;
  private final SwitchTable switches;
  private final TaskRows taskRows;
  private final AuditTable audit;
  private final Leases leases;
  private final Dialect dialect;
  private final ReentrantLock reading = new ReentrantLock();
  private final Consumer<String> faults;
  private final Set<String> toldRefused = ConcurrentHashMap.newKeySet();
  private volatile Set<SwitchedOff> lastRead = Set.of();

  private JdbcStore(
      Database database,
      StoreSettings settings,
      Dialect dialect,
      Consumer<String> faults,
      Clock own) {
    this.database = database;
    this.instance = new Instance(settings, dialect);
    this.taskRows = new TaskRows(settings.app(), dialect);
    this.writer = new RecordWriter(settings, dialect, taskRows);
    this.reader = new RecordReader(settings, dialect, instance, taskRows);
    this.switches = new SwitchTable(settings.app(), dialect);
    this.audit = new AuditTable(settings.app(), dialect);
    this.leases = new Leases(database, instance, settings.app());
    this.dialect = dialect;
    this.faults = faults;
    ClockComparison clocks = new ClockComparison(database, own, faults);
    this.retention = new Retention(database, settings, clocks);
    this.keeper = new Keeper(database, instance, taskRows, retention, clocks);
  }

  /**
   * Opens the store; the database need not be there.
   *
   * @param faults is told what nobody asks for, a sentence each
   */
  static JdbcStore open(StoreSettings settings, Dialect dialect, Consumer<String> faults) {
    return open(settings, dialect, faults, Clock.systemUTC());
  }

  /**
   * Opens the store, as {@link #open(StoreSettings, Dialect, Consumer)} does.
   *
   * @param own the clock of this machine
   */
  static JdbcStore open(
      StoreSettings settings, Dialect dialect, Consumer<String> faults, Clock own) {
    JdbcStore store =
        new JdbcStore(new Database(settings, dialect), settings, dialect, faults, own);
    store.keeper.start();
    return store;
  }

  @Override
  public synchronized void write(List<TaskStateRecord> records) {
    taskRows.awaitEntered(database);
    long number = instance.number(database);
    database.inTransaction(connection -> {
      writer.write(connection, number, records);
      return true;
    });
    instance.closeLate(database);
  }

  @Override
  public long generation() {
    return (long) database.life() + taskRows.losses();
  }

  @Override
  public void enterInstance() {
    instance.enter(database);
  }

  @Override
  public void endInstance() {
    keeper.close();
    instance.endWithJvm(database);
  }

  @Override
  public List<SwitchedOff> switchedOff() {
    List<SwitchedOff> read = database.within(SWITCHES_ANSWER, switches::read);
    lastRead = Set.copyOf(read);
    return read;
  }

  @Override
  public void awaitSwitch(Duration atMost) throws InterruptedException {
    dialect.awaitSwitch(
        database, atMost, connection -> !Set.copyOf(switches.read(connection)).equals(lastRead));
  }

  @Override
  public void switchOff(SwitchedOff task) {
    database.inTransaction(connection -> {
      switches.add(connection, task);
      return true;
    });
  }

  @Override
  public void switchOn(String method) {
    database.inTransaction(connection -> {
      switches.remove(connection, method);
      return true;
    });
  }

  @Override
  public void enter(List<TaskDefinition> tasks) {
    // Only together: until then a record may belong to a task of another class with the same name.
    taskRows.keep(entered(tasks));
  }

  /**
   * Enters tasks, and returns the names under which they are kept. A task whose texts the database refuses holds up no
   * other: the halves of a refused list are entered for themselves, in a few transactions for each such task.
   */
  private Map<String, String> entered(List<TaskDefinition> tasks) {
    try {
      return database.inTransaction(connection -> taskRows.enter(connection, tasks));
    } catch (RefusedException e) {
      if (tasks.size() == 1) {
        tellRefused("task '" + tasks.get(0).name() + "'", e);
        return Map.of();
      }
      int half = tasks.size() / 2;
      Map<String, String> names = new HashMap<>(entered(tasks.subList(0, half)));
      names.putAll(entered(tasks.subList(half, tasks.size())));
      return names;
    }
  }

  @Override
  public void note(long number, AuditEntry entry) {
    long own = instance.number(database);
    try {
      database.inTransaction(connection -> {
        audit.add(connection, own, number, entry);
        return true;
      });
    } catch (RefusedException e) {
      tellRefused("the entry of the audit for task '" + entry.task() + "'", e);
    }
  }

  private void tellRefused(String what, RefusedException refusal) {
    if (toldRefused.size() < MOST_TOLD && toldRefused.add(what)) {
      faults.accept(what + " is not kept, the database refuses it: " + refusal.getMessage());
    }
  }

  @Override
  public @Nullable String lease(String task, Duration length) {
    return leases.lease(task, length);
  }

  /** One question at a time: however many are asked, there is a connection for whoever writes or asks for a lease. */
  private <R> R read(Database.Work<R> question) {
    reading.lock();
    try {
      return database.with(question);
    } finally {
      reading.unlock();
    }
  }

  @Override
  public Optional<TaskStateRecord> get(long id) {
    return read(connection -> reader.get(connection, id));
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
    return read(connection -> reader.latest(connection, taskName, limit));
  }

  @Override
  public List<TaskStateRecord> latest(int limit) {
    return read(connection -> reader.latest(connection, limit));
  }

  @Override
  public long count() {
    return read(reader::count);
  }

  /** Deletes what is older than the retention, as is done every few minutes. */
  void deleteOld() {
    retention.deleteOld();
  }

  /** Says that this instance has ended, though its JVM goes on, if the database is there. */
  @Override
  public void close() {
    keeper.close();
    try {
      instance.endAlone(database);
    } catch (TloException | RefusedException e) {
      // Then others will notice it.
      return;
    } finally {
      database.close();
    }
  }
}
