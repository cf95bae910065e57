package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.TloException;
import io.tlo.fleet.AuditEntry;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store promises, on each kind of database. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class JdbcStoreTest {

  private static final String UNENDED = "select count(*) from tlo_instance where ended_at is null";
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");

  @TempDir
  Path folder;

  private final List<JdbcStore> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(JdbcStore::close);
  }

  private JdbcStore open(String url, String... keysAndValues) {
    JdbcStore store = TestDatabase.open(url, keysAndValues);
    opened.add(store);
    return store;
  }

  private static TaskStateRecord running(long id, String task) {
    return TaskStateRecord.pending(id, task, TaskTrigger.MANUAL, NOON.plusMillis(id), "admin")
        .running(NOON.plusMillis(id), "worker-1");
  }

  private static TaskStateRecord succeeded(long id, String task) {
    return running(id, task)
        .ended(
            TaskStatus.SUCCEEDED,
            NOON.plusMillis(id + 5),
            Duration.ofNanos(5_000_001),
            "result " + id,
            null);
  }

  @ParameterizedTest
  @EnumSource
  void whatWasWrittenIsReadAgainAsItWas(TestDatabase kind) {
    JdbcStore store = open(kind.url(folder));
    TaskStateRecord failed = running(2, "Orders.ship")
        .ended(
            TaskStatus.FAILED, NOON, Duration.ofMillis(1), null, "java.io.IOException: no\n\tat x");
    TaskStateRecord skipped = TaskStateRecord.pending(3, "Orders.bill", TaskTrigger.SCHEDULE, NOON)
        .ended(TaskStatus.SKIPPED, NOON, null, "OVERLAP", null);

    store.write(List.of(succeeded(1, "Orders.ship"), failed, skipped));

    assertThat(store.get(1)).contains(succeeded(1, "Orders.ship"));
    assertThat(store.get(2)).contains(failed);
    assertThat(store.get(3)).contains(skipped);
    assertThat(store.get(4)).isEmpty();
    assertThat(store.count()).isEqualTo(3);
    assertThat(store.latest("Orders.ship", 10))
        .extracting(TaskStateRecord::id)
        .containsExactly(2L, 1L);
    assertThat(store.latest(2)).extracting(TaskStateRecord::id).containsExactly(2L, 1L);
    assertThat(store.latest("Unknown", 10)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aRecordThatIsGivenAgainReplacesTheOneThatIsThere(TestDatabase kind) {
    JdbcStore store = open(kind.url(folder));
    store.write(List.of(running(1, "Orders.ship")));
    assertThat(store.get(1)).contains(running(1, "Orders.ship"));

    store.write(List.of(succeeded(1, "Orders.ship"), succeeded(2, "Orders.ship")));
    store.write(List.of(succeeded(1, "Orders.ship"), succeeded(2, "Orders.ship")));

    assertThat(store.count()).isEqualTo(2);
    assertThat(store.get(1)).contains(succeeded(1, "Orders.ship"));
  }

  @ParameterizedTest
  @EnumSource
  void theNextRunSeesTheRecordsOfTheFirst(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore first = open(url);
    first.write(List.of(succeeded(1, "Orders.ship")));
    first.close();

    JdbcStore second = open(url);
    second.write(List.of(succeeded(1, "Orders.ship")));

    assertThat(second.count()).isEqualTo(2);
    assertThat(second.latest(10))
        .extracting(TaskStateRecord::id)
        .containsExactlyInAnyOrder(1L, RecordId.BLOCK + 1);
    assertThat(second.get(RecordId.BLOCK + 1))
        .hasValueSatisfying(each -> assertThat(each.result()).isEqualTo("result 1"));
  }

  @ParameterizedTest
  @EnumSource
  void aRecordOfALateInstanceIsFoundByAnIdThatReadersOfJsonKeep(TestDatabase kind) {
    String url = kind.url(folder);
    open(url).enterInstance();
    TestDatabase.execute(
        url,
        kind == TestDatabase.SQLITE
            ? "update sqlite_sequence set seq = 9999 where name = 'tlo_instance'"
            : "alter table tlo_instance alter column instance_id restart with 10000");
    JdbcStore late = open(url);
    late.write(List.of(succeeded(3, "Orders.ship")));
    assertThat(TestDatabase.ask(url, "select max(instance_id) from tlo_instance"))
        .isEqualTo("10000");

    JdbcStore later = open(url);
    long id = later.latest(1).get(0).id();

    assertThat((long) (double) id).isEqualTo(id).isEqualTo(994_500_000_000_003L);
    assertThat(later.get(id))
        .hasValueSatisfying(each -> assertThat(each.result()).isEqualTo("result 3"));
    assertThat(later.get(10_000 * RecordId.BLOCK + 3))
        .as("as it was called before")
        .isPresent();
    later.delete(id);
    assertThat(late.count()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void applicationsDoNotSeeEachOther(TestDatabase kind) {
    String url = kind.url(folder);
    open(url).write(List.of(succeeded(1, "Orders.ship")));
    JdbcStore other = open(url, "app.name", "warehouse");
    other.write(List.of(succeeded(1, "Orders.ship")));

    assertThat(other.count()).isEqualTo(1);
    assertThat(other.latest(10)).hasSize(1);
    assertThat(other.get(RecordId.BLOCK + 1)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatADeadInstanceLeftRunningIsClosedOnce(TestDatabase kind) {
    String url = kind.url(folder);
    open(url).write(List.of(running(1, "Orders.ship"), succeeded(2, "Orders.ship")));
    Dialect dialect = Dialect.of(TestDatabase.settings(url));
    TestDatabase.execute(
        url,
        "update tlo_instance set seen_at = " + dialect.secondsAgo(60) + " where name is not null");
    StoreSettings settings = TestDatabase.settings(url);
    Instance noticing = new Instance(settings, dialect);
    try (Database database = new Database(settings, dialect)) {
      for (int i = 0; i < 2; i++) {
        database.inTransaction(connection -> {
          noticing.closeLost(connection);
          return true;
        });
      }
    }

    JdbcStore second = open(url);
    assertThat(second.latest(10))
        .extracting(TaskStateRecord::status)
        .containsExactlyInAnyOrder(TaskStatus.SUCCEEDED, TaskStatus.FAILED);
    assertThat(second.latest(10))
        .filteredOn(each -> each.status() == TaskStatus.FAILED)
        .singleElement()
        .satisfies(each -> assertThat(each.failure()).isEqualTo("lost with its JVM"));
  }

  @ParameterizedTest
  @EnumSource
  void whatRunsAsTheStoreIsClosedHasAnEndThatIsNotKnown(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = TestDatabase.open(url);
    store.write(List.of(running(1, "Orders.ship"), succeeded(2, "Orders.ship")));

    store.close();

    assertThat(open(url).latest(10))
        .filteredOn(each -> each.status() != TaskStatus.SUCCEEDED)
        .singleElement()
        .satisfies(each -> {
          assertThat(each.status()).isEqualTo(TaskStatus.UNKNOWN);
          assertThat(each.result()).isEqualTo("not known: TLO was taken out while it ran");
          assertThat(each.failure()).isNull();
        });
    assertThat(TestDatabase.ask(url, UNENDED)).isEqualTo("0");
  }

  @ParameterizedTest
  @EnumSource
  void whatRunsAsTheJvmEndsIsLostWithItUnlessItsEndComesInTime(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url);
    store.write(List.of(running(1, "Orders.ship"), running(2, "Orders.ship")));

    store.endInstance();
    store.write(List.of(succeeded(2, "Orders.ship")));

    assertThat(store.get(1)).hasValueSatisfying(each -> {
      assertThat(each.status()).isEqualTo(TaskStatus.FAILED);
      assertThat(each.failure()).isEqualTo("lost with its JVM");
    });
    assertThat(store.get(2)).contains(succeeded(2, "Orders.ship"));
    assertThat(TestDatabase.ask(url, UNENDED)).isEqualTo("0");
  }

  /** The JVM runs on for a while, and tells of what has been running for a second by then. */
  @ParameterizedTest
  @EnumSource
  void whatIsToldToRunAfterTheEndOfTheInstanceIsLostWithItsJvm(TestDatabase kind) {
    JdbcStore store = open(kind.url(folder));
    store.write(List.of(succeeded(1, "Orders.ship")));

    store.endInstance();
    store.write(List.of(running(2, "Orders.ship"), running(3, "Orders.ship")));
    store.write(List.of(succeeded(3, "Orders.ship")));

    assertThat(store.get(2)).hasValueSatisfying(each -> {
      assertThat(each.status()).isEqualTo(TaskStatus.FAILED);
      assertThat(each.failure()).isEqualTo("lost with its JVM");
    });
    assertThat(store.get(3)).contains(succeeded(3, "Orders.ship"));
  }

  @ParameterizedTest
  @EnumSource
  void anInstanceIsThereBeforeItsFirstRecordAndNotAgainAfterItsEnd(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url);

    store.enterInstance();
    store.enterInstance();
    assertThat(TestDatabase.ask(url, UNENDED)).isEqualTo("1");
    store.endInstance();
    store.enterInstance();

    assertThat(TestDatabase.ask(url, UNENDED)).isEqualTo("0");
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_instance")).isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource
  void theNewestOfAnApplicationWithLittleAreFoundBesideMuchThatIsNewer(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore kiosk = open(url, "app.name", "kiosk");
    // Of two that began at once, the one with the larger number is the newer.
    kiosk.write(List.of(
        succeeded(1, "Kiosk.open"),
        succeeded(2, "Kiosk.close"),
        at(3, "Kiosk.open", NOON.plusMillis(9)),
        at(4, "Kiosk.close", NOON.plusMillis(9)),
        at(5, "Kiosk.open", NOON.plusMillis(9)),
        succeeded(6, "Kiosk.sweep")));
    JdbcStore shop = open(url);
    List<TaskStateRecord> many = new ArrayList<>();
    for (int i = 1_001; i <= 1_300; i++) {
      many.add(succeeded(i, "Orders.ship"));
    }
    shop.write(many);

    assertThat(ids(kiosk.latest(3))).containsExactly(5L, 4L, 3L);
    assertThat(ids(kiosk.latest(5))).containsExactly(5L, 4L, 3L, 6L, 2L);
    assertThat(ids(kiosk.latest(1_000))).containsExactly(5L, 4L, 3L, 6L, 2L, 1L);
    assertThat(kiosk.latest(0)).isEmpty();
    assertThat(ids(shop.latest(2))).containsExactly(1_300L, 1_299L);
    assertThat(shop.latest(1_000)).hasSize(300);
    assertThat(open(url, "app.name", "mill").latest(3)).isEmpty();
  }

  private static List<Long> ids(List<TaskStateRecord> records) {
    return records.stream().map(TaskStateRecord::id).toList();
  }

  private static TaskStateRecord at(long id, String task, Instant at) {
    return TaskStateRecord.pending(id, task, TaskTrigger.APPLICATION, at)
        .ended(TaskStatus.CANCELLED, at, null, null, null);
  }

  @ParameterizedTest
  @EnumSource
  void oldRecordsOfAllTasksAreDeletedAndWhatRunsStays(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url, "store.retention", "1d");
    Instant old = Instant.now().minus(Duration.ofDays(2));
    List<TaskStateRecord> records = new ArrayList<>();
    for (int i = 1; i <= 300; i++) {
      records.add(at(i, "Tasks.number" + i % 100, old));
    }
    records.add(TaskStateRecord.pending(301, "Tasks.number1", TaskTrigger.MANUAL, old)
        .running(old, "worker-1"));
    records.add(at(302, "Tasks.number1", Instant.now()));
    store.write(records);
    TestDatabase.haveInstancesStartedLongAgo(url);

    store.deleteOld();

    assertThat(ids(store.latest(10))).containsExactly(302L, 301L);
  }

  @ParameterizedTest
  @EnumSource
  void oldRecordsAreDeletedAndNewOnesStay(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url, "store.retention", "1d");
    Instant old = Instant.now().minus(Duration.ofDays(2));
    List<TaskStateRecord> records = new ArrayList<>();
    for (int i = 1; i <= 5_000; i++) {
      records.add(TaskStateRecord.pending(i, "Orders.ship", TaskTrigger.APPLICATION, old)
          .ended(TaskStatus.CANCELLED, old, null, null, null));
    }
    records.add(
        TaskStateRecord.pending(6_000, "Orders.ship", TaskTrigger.APPLICATION, Instant.now())
            .ended(TaskStatus.CANCELLED, Instant.now(), null, null, null));
    store.write(records);
    TestDatabase.haveInstancesStartedLongAgo(url);

    store.deleteOld();

    assertThat(store.latest(10)).extracting(TaskStateRecord::id).containsExactly(6_000L);
  }

  @ParameterizedTest
  @CsvSource({"SQLITE, 60, ahead of", "POSTGRESQL, 60, ahead of", "POSTGRESQL, -60, behind"})
  void aMachineWhoseClockIsAnotherDeletesNothingAndThatIsToldOnce(
      TestDatabase kind, int days, String where) {
    String url = kind.url(folder);
    JdbcStore right = open(url, "store.retention", "1d");
    Instant old = Instant.now().minus(Duration.ofDays(2));
    right.write(List.of(at(1, "Orders.ship", old), at(2, "Orders.ship", Instant.now())));
    TestDatabase.haveInstancesStartedLongAgo(url);
    StoreSettings settings = TestDatabase.settings(url, "store.retention", "1d");
    List<String> told = new CopyOnWriteArrayList<>();
    JdbcStore wrong = JdbcStore.open(
        settings,
        Dialect.of(settings),
        told::add,
        Clock.offset(Clock.systemUTC(), Duration.ofDays(days)));
    opened.add(wrong);

    wrong.deleteOld();
    wrong.deleteOld();

    assertThat(right.count()).isEqualTo(2);
    assertThat(told)
        .singleElement()
        .asString()
        .matches("the clock of this machine is (60 d|59 d 23 h) " + where + " that of the database:"
            + " this instance deletes no old records until they differ by less than a minute; set"
            + " this machine's clock");
    right.deleteOld();
    assertThat(ids(right.latest(10))).containsExactly(2L);
  }

  @ParameterizedTest
  @EnumSource
  void whatAnInstanceRecordsIsKeptForTheRetentionFromItsStartHoweverFarItsClockIsBehind(
      TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url, "store.retention", "1d");
    store.write(List.of(at(1, "Orders.ship", Instant.now().minus(Duration.ofDays(60)))));

    store.deleteOld();
    assertThat(store.count()).isEqualTo(1);
    TestDatabase.haveInstancesStartedLongAgo(url);
    store.deleteOld();

    assertThat(store.count()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void anExecutionIsKeptForTheRetentionFromItsEnd(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url, "store.retention", "1d");
    Instant old = Instant.now().minus(Duration.ofDays(2));
    TaskStateRecord ranLong = TaskStateRecord.pending(
            1, "Orders.reconcile", TaskTrigger.MANUAL, old)
        .running(old, "worker-1")
        .ended(TaskStatus.SUCCEEDED, Instant.now(), Duration.ofDays(2), null, null);
    store.write(List.of(ranLong, at(2, "Orders.reconcile", old), at(3, "Orders.ship", old)));
    TestDatabase.haveInstancesStartedLongAgo(url);

    store.deleteOld();

    assertThat(ids(store.latest(10))).containsExactly(1L);
  }

  @ParameterizedTest
  @EnumSource
  void anInstanceThatHasEndedGoesWithTheLastOfItsRecordsAndOfItsAudit(TestDatabase kind) {
    String url = kind.url(folder);
    Instant old = Instant.now().minus(Duration.ofDays(2));
    JdbcStore withRecord = TestDatabase.open(url);
    withRecord.write(List.of(at(1, "Orders.ship", old)));
    withRecord.close();
    JdbcStore withAudit = TestDatabase.open(url);
    withAudit.note(1, new AuditEntry(old, "disable", "Orders.ship", "ops", "here", "done"));
    withAudit.close();
    JdbcStore present = open(url, "store.retention", "1d");
    present.write(List.of(at(1, "Orders.ship", Instant.now())));
    Dialect dialect = Dialect.of(TestDatabase.settings(url));
    TestDatabase.execute(
        url,
        "update tlo_instance set ended_at = " + dialect.secondsAgo(2 * 86_400)
            + " where ended_at is not null");

    present.deleteOld();
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_instance"))
        .as("instances of which something is kept")
        .isEqualTo("3");
    TestDatabase.haveInstancesStartedLongAgo(url);
    present.deleteOld();

    assertThat(TestDatabase.ask(url, "select count(*) from tlo_instance")).isEqualTo("1");
    assertThat(present.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void theRetentionOfOneApplicationLeavesAnotherAlone(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore keepsLong = open(url, "app.name", "archive", "store.retention", "365d");
    Instant old = Instant.now().minus(Duration.ofDays(2));
    keepsLong.write(List.of(TaskStateRecord.pending(1, "Orders.ship", TaskTrigger.APPLICATION, old)
        .ended(TaskStatus.CANCELLED, old, null, null, null)));
    JdbcStore keepsShort = open(url, "store.retention", "1d");
    keepsShort.write(List.of(succeeded(1, "Orders.ship")));
    TestDatabase.haveInstancesStartedLongAgo(url);

    keepsShort.deleteOld();

    assertThat(keepsLong.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aDatabaseThatWasEmptiedIsFilledAgain(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url);
    store.write(List.of(succeeded(1, "Orders.ship")));
    for (String table :
        List.of("record", "task", "instance", "switch", "audit", "lock", "schema")) {
      TestDatabase.execute(url, "drop table tlo_" + table);
    }

    assertThatThrownBy(() -> store.write(List.of(succeeded(2, "Orders.ship"))))
        .isInstanceOf(TloException.class);
    store.write(List.of(succeeded(2, "Orders.ship")));

    assertThat(store.latest(10)).extracting(TaskStateRecord::id).containsExactly(2L);
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_instance")).isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource
  void aTableThatWasDroppedWhereOthersWereLeftIsMadeAgain(TestDatabase kind) {
    String url = kind.url(folder);
    open(url).write(List.of(succeeded(1, "Orders.ship")));

    for (String table : List.of("record", "task", "instance", "switch", "audit", "lock")) {
      TestDatabase.execute(url, "drop table tlo_" + table);
      open(url).write(List.of(succeeded(1, "Orders.ship")));

      assertThat(TestDatabase.ask(url, "select count(*) from tlo_" + table))
          .as(table)
          .isIn("0", "1");
    }
    JdbcStore store = open(url);
    store.write(List.of(succeeded(1, "Orders.ship")));
    assertThat(store.get(1)).isPresent();
  }

  /** They would belong to another task, or be written over by another instance. */
  @ParameterizedTest
  @EnumSource
  void aTableThatIsMadeAgainGivesNoNumberThatRecordsHave(TestDatabase kind) {
    String url = kind.url(folder);
    open(url).write(List.of(succeeded(1, "Orders.bill"), succeeded(2, "Orders.ship")));

    TestDatabase.execute(url, "drop table tlo_task");
    open(url).write(List.of(succeeded(3, "Zoo.feed")));
    assertThat(TestDatabase.ask(
            url, "select count(*) from tlo_record r join tlo_task t on t.task_id = r.task_id"))
        .isEqualTo("1");

    TestDatabase.execute(url, "drop table tlo_instance");
    open(url).write(List.of(succeeded(1, "Zoo.feed")));
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_record")).isEqualTo("4");
  }

  @ParameterizedTest
  @EnumSource
  void anInstanceThatWasTakenForDeadIsThereAgain(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url);
    store.write(List.of(running(1, "Orders.ship")));
    StoreSettings settings = TestDatabase.settings(url);
    Dialect dialect = Dialect.of(settings);
    Instance noticing = new Instance(settings, dialect);
    TestDatabase.execute(url, "update tlo_instance set seen_at = " + dialect.secondsAgo(60));
    try (Database database = new Database(settings, dialect)) {
      database.inTransaction(connection -> {
        noticing.closeLost(connection);
        return true;
      });
      assertThat(TestDatabase.ask(url, "select status from tlo_record")).isEqualTo("Failed");

      boolean isThere = database.inTransaction(connection -> noticing.seen(connection, 1));

      assertThat(isThere).isTrue();
      assertThat(TestDatabase.ask(url, "select status from tlo_record")).isEqualTo("Running");
      assertThat(TestDatabase.ask(url, "select count(*) from tlo_instance where ended_at is null"))
          .isEqualTo("1");
      assertThat(database.<Boolean>inTransaction(connection -> noticing.seen(connection, 77)))
          .isFalse();
    }
  }

  @Test
  void aFileThatAnotherProcessHasLockedIsWrittenOnceItIsFree() throws Exception {
    String url = TestDatabase.SQLITE.url(folder);
    JdbcStore store = open(url);
    store.write(List.of(succeeded(1, "Orders.ship")));
    try (Connection other = TestDatabase.connect(url);
        Statement statement = other.createStatement()) {
      statement.execute("begin immediate");
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> store.write(List.of(succeeded(2, "Orders.ship"))))
            .isInstanceOf(TloException.class)
            .hasMessageContaining("SQLITE_BUSY");
      }
      statement.execute("rollback");
    }

    store.write(List.of(succeeded(2, "Orders.ship"), succeeded(3, "Orders.ship")));

    assertThat(store.count()).isEqualTo(3);
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_record")).isEqualTo("3");
  }

  @ParameterizedTest
  @EnumSource
  void anApplicationsNameMayBeLong(TestDatabase kind) {
    JdbcStore store = open(kind.url(folder), "app.name", "x".repeat(5_000));
    store.write(List.of(succeeded(1, "Orders.ship")));

    assertThat(store.count()).isEqualTo(1);
  }

  @Test
  void aPasswordInAnAddressIsRefusedWhereEverybodyCanReadItAndNeverRepeated() {
    assertThatThrownBy(() ->
            TestDatabase.settings("jdbc:postgresql://localhost/tlo?user=tlo&password=swordfish"))
        .isInstanceOf(TloException.class)
        .hasMessageStartingWith("store.url: 'jdbc:postgresql://localhost/tlo?user=tlo&password=***'"
            + " holds a password, and (from test) whoever lists")
        .hasMessageNotContaining("swordfish");
  }

  @Test
  void ofAFileForThePasswordNoMoreIsReadThanAPasswordHas() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "x".repeat(5_000_000));

    assertThatThrownBy(() -> settingsWithPasswordIn(file))
        .isInstanceOf(TloException.class)
        .hasMessage("store.password.file: '" + file + "' (from test) cannot be read"
            + " (java.io.IOException: its first line has 65536 bytes or more); name a file whose"
            + " first line is the password");
    Files.writeString(file, "swordfish\n" + "x".repeat(5_000_000));
    assertThat(settingsWithPasswordIn(file).password()).isEqualTo("swordfish");
    Files.writeString(file, "");
    assertThat(settingsWithPasswordIn(file).password()).isEmpty();
  }

  private static StoreSettings settingsWithPasswordIn(Path file) {
    return TestDatabase.settings(
        "jdbc:postgresql://localhost/tlo", "store.password.file", file.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlite:",
        "jdbc:sqlite: ",
        "jdbc:sqlite:?cache=shared",
        "jdbc:sqlite::memory:",
        "jdbc:sqlite::resource:org/acme/tlo.db",
        "jdbc:sqlite:file:",
        "jdbc:sqlite:file::memory:?cache=shared",
        "jdbc:sqlite:file:%3Amemory%3A",
        "jdbc:sqlite:file:x?mode=memory",
        "jdbc:sqlite:file:x?cache=shared&mode=memory",
        "jdbc:sqlite:file:x?mode=%6Demory",
        "jdbc:sqlite:file:x?mode=memory#x",
        "jdbc:sqlite:file:/x?vfs=memdb",
        "jdbc:sqlite:file:#x",
        "jdbc:sqlite:file://",
        "jdbc:sqlite:file://localhost",
        "jdbc:sqlite:file://localhost?cache=shared"
      })
  void anAddressOfSqliteThatNamesNoFileIsRefused(String url) {
    assertThatThrownBy(() -> TestDatabase.open(url))
        .isInstanceOf(TloException.class)
        .hasMessage("store.url: '" + url.strip() + "' is no database that is known, allowed:"
            + " jdbc:postgresql://host/database, or jdbc:sqlite:file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mode=memory.db", "file:mode=memory.db?cache=private"})
  void aFileOfSqliteMayHaveAnyName(String file) {
    String url = "jdbc:sqlite:" + (file.startsWith("file:") ? "file:" : "") + folder + "/"
        + file.replace("file:", "");
    JdbcStore store = open(url);

    store.write(List.of(succeeded(1, "Orders.ship")));

    assertThat(store.count()).isEqualTo(1);
    assertThat(folder.resolve("mode=memory.db")).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:%s/a%%20b.db",
        "file://%s/a%%20b.db",
        "file://localhost%s/a%%20b.db?cache=private",
        "file:%s/a%%20b.db#x",
        "%s/a b.db"
      })
  void whatReadsADatabaseOfSqliteFindsTheFileThatAnAddressLeadsTo(String file) {
    String url = "jdbc:sqlite:" + String.format(file, folder);
    open(url).write(List.of(succeeded(1, "Orders.ship")));

    try (JdbcConsole console = JdbcConsole.open(TestDatabase.settings(url), new SqliteDialect())) {
      assertThat(console.applications()).hasSize(1);
    }
    assertThat(folder.resolve("a b.db")).exists();
  }

  @Test
  void theNameOfAFileOfSqliteMayBeCodedInUtf8() {
    assertThat(SqliteDialect.file("jdbc:sqlite:file:/x/%D0%BB%D0%B8%D1%81%D1%82.db"))
        .isEqualTo("/x/лист.db");
  }

  @ParameterizedTest
  @EnumSource
  void aRecordCanBeDeletedAndAnUnknownOneNot(TestDatabase kind) {
    JdbcStore store = open(kind.url(folder));
    store.write(List.of(succeeded(1, "Orders.ship")));

    store.delete(1);

    assertThat(store.get(1)).isEmpty();
    assertThatThrownBy(() -> store.delete(1))
        .isInstanceOf(TloException.class)
        .hasMessage("no record 1 is kept");
  }

  /** The control is another connection, which begins to wait later and gives up first. */
  @Test
  void theSchemaIsWaitedForLongerThanOtherAnswers() throws Exception {
    String url = TestDatabase.POSTGRESQL.url(folder);
    String impatient = url + "&socketTimeout=4";
    String lock = "pg_advisory_lock(" + PostgresDialect.SCHEMA_LOCK + ")";
    try (Connection other = TestDatabase.connect(url);
        Statement statement = other.createStatement()) {
      statement.execute("select " + lock);
      JdbcStore store = open(impatient);
      CompletableFuture<Long> waiting = CompletableFuture.supplyAsync(store::count);
      awaitOneThatWaitsForTheSchema(url);

      try (Connection control = TestDatabase.connect(impatient);
          Statement asking = control.createStatement()) {
        assertThatThrownBy(() -> asking.execute("select " + lock))
            .hasRootCauseInstanceOf(SocketTimeoutException.class);
      }
      statement.execute("select " + lock.replace("_lock(", "_unlock("));

      assertThat(waiting).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(0L);
    }
  }

  /** The server is that of other tests too, which wait for theirs in other databases. */
  private static void awaitOneThatWaitsForTheSchema(String url) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !TestDatabase.ask(
                url,
                "select count(*) from pg_locks where locktype = 'advisory' and not granted"
                    + " and database = (select oid from pg_database"
                    + " where datname = current_database())")
            .equals("0"));
  }

  @Test
  void whoWaitedForTheSchemaSeesTheTablesOfWhoMadeThem() throws Exception {
    String url = TestDatabase.POSTGRESQL.url(folder);
    try (Connection other = TestDatabase.connect(url);
        Statement statement = other.createStatement()) {
      statement.execute("select pg_advisory_lock(" + PostgresDialect.SCHEMA_LOCK + ")");
      // A store compares the clocks as soon as it is open, and makes the tables for that.
      JdbcStore store = open(url);
      CompletableFuture<Long> waiting = CompletableFuture.supplyAsync(store::count);
      awaitOneThatWaitsForTheSchema(url);
      statement.execute("create table tlo_schema as select 9 as version");
      statement.execute("select pg_advisory_unlock(" + PostgresDialect.SCHEMA_LOCK + ")");

      assertThatThrownBy(waiting::join).hasMessageContaining("the schema is of version 9,");
    }
  }

  @ParameterizedTest
  @EnumSource
  void hostileTextsAreKept(TestDatabase kind) {
    JdbcStore store = open(kind.url(folder));
    StringBuilder planes = new StringBuilder();
    for (int plane = 0; plane <= 16; plane++) {
      planes.appendCodePoint((plane << 16) + 0x1234);
    }
    String text = "'; drop table tlo_record; --\"\\ \n\t<html>" + planes;
    String name = "Orders.'ship'\" " + planes;
    String long1 = "x".repeat(1 << 20);
    store.write(List.of(
        running(1, name).ended(TaskStatus.SUCCEEDED, NOON, Duration.ZERO, text, null),
        running(2, long1 + "1").ended(TaskStatus.FAILED, NOON, Duration.ZERO, null, long1),
        running(3, long1 + "2")
            .ended(TaskStatus.FAILED, NOON, Duration.ZERO, null, "a\0b\ud800c")));

    assertThat(store.latest(name, 1)).singleElement().satisfies(each -> {
      assertThat(each.taskName()).isEqualTo(name);
      assertThat(each.result()).isEqualTo(text);
    });
    assertThat(store.latest(long1 + "1", 5))
        .singleElement()
        .satisfies(each -> assertThat(each.failure()).isEqualTo(long1));
    assertThat(store.latest(long1 + "2", 5)).singleElement().satisfies(each -> {
      assertThat(each.failure()).isEqualTo("a\ufffdb?c");
      assertThat(each.taskName()).hasSize(400).startsWith("xxx");
    });
  }

  @ParameterizedTest
  @EnumSource
  void aSchemaOfANewerVersionIsLeftAloneAndNamed(TestDatabase kind) {
    String url = kind.url(folder);
    open(url).write(List.of(succeeded(1, "Orders.ship")));
    TestDatabase.execute(url, "update tlo_schema set version = 9");

    assertThatThrownBy(() -> open(url).write(List.of(succeeded(2, "Orders.ship"))))
        .isInstanceOf(TloException.class)
        .hasMessage("the schema is of version 9, this store knows those up to 5; take the newer"
            + " tlo-store-jdbc.jar")
        .satisfies(e -> assertThat(((TloException) e).reason())
            .isEqualTo(TloException.Reason.STORE_UNAVAILABLE));
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_record")).isEqualTo("1");
  }
}
