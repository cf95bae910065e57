package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.TloException;
import io.tlo.fleet.AuditEntry;
import io.tlo.fleet.SwitchedOff;
import io.tlo.registry.TaskDefinition;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How instances agree through the store, on each kind of database. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FleetTablesTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String METHOD = "com.acme.Orders.ship(java.lang.String)";
  private static final SwitchedOff OFF = new SwitchedOff(METHOD, NOON, "ops", "10.0.0.7");

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

  @ParameterizedTest
  @EnumSource
  void whatOneInstanceSwitchesOffAnotherFindsOff(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore one = open(url);
    JdbcStore other = open(url);

    one.switchOff(OFF);
    one.switchOff(new SwitchedOff(METHOD, NOON.plusSeconds(1), "later", "x"));
    assertThat(other.switchedOff()).containsExactly(OFF);
    other.switchOn(METHOD);
    other.switchOn(METHOD);

    assertThat(one.switchedOff()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void switchesOfAnotherApplicationAreItsOwn(TestDatabase kind) {
    String url = kind.url(folder);
    open(url).switchOff(OFF);

    assertThat(open(url, "app.name", "other").switchedOff()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anyMethodCanBeSwitched(TestDatabase kind) {
    JdbcStore store = open(kind.url(folder));
    String odd = "a'b\"c\\d;--(" + "\ud83d\ude00".repeat(300) + ")";

    store.switchOff(new SwitchedOff(odd, NOON, "o'ps\u0000", "x".repeat(10_000)));
    assertThat(store.switchedOff())
        .singleElement()
        .extracting(SwitchedOff::method)
        .isEqualTo(odd);
    store.switchOn(odd);

    assertThat(store.switchedOff()).isEmpty();
  }

  @Test
  void whoWaitsForASwitchHearsOfItAtOnceOnPostgresql() throws InterruptedException {
    String url = TestDatabase.POSTGRESQL.url(folder);
    JdbcStore one = open(url);
    JdbcStore other = open(url);
    one.switchOff(OFF);
    assertThat(other.switchedOff()).hasSize(1);
    Thread waiting = new Thread(() -> await(other));
    waiting.start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Arrays.stream(waiting.getStackTrace())
            .anyMatch(each -> each.getMethodName().equals("getNotifications")));

    one.switchOn(METHOD);

    // He would wait for longer than this test may take.
    waiting.join(60_000);
    assertThat(waiting.isAlive()).isFalse();
  }

  @Test
  void whatWasSwitchedBeforeOneBeganToWaitIsNotWaitedForOnPostgresql() {
    String url = TestDatabase.POSTGRESQL.url(folder);
    JdbcStore one = open(url);
    JdbcStore other = open(url);
    assertThat(other.switchedOff()).isEmpty();

    one.switchOff(OFF);

    assertThat(CompletableFuture.runAsync(() -> await(other)))
        .succeedsWithin(Duration.ofSeconds(60));
  }

  private static void await(JdbcStore store) {
    try {
      store.awaitSwitch(LONG);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatAnOperatorDidIsKeptOnceHoweverOftenItIsGiven(TestDatabase kind) {
    String url = kind.url(folder);
    AuditEntry entry =
        new AuditEntry(NOON, "disable", "Orders.ship", "ops", "10.0.0.7", "now 'disabled'\u0000");

    JdbcStore one = open(url);
    one.note(1, entry);
    one.note(1, entry);
    open(url).note(1, entry);

    assertThat(TestDatabase.ask(url, "select count(*) from tlo_audit")).isEqualTo("2");
    assertThat(TestDatabase.ask(url, "select min(outcome) from tlo_audit"))
        .isEqualTo("now 'disabled'\ufffd");
  }

  @ParameterizedTest
  @EnumSource
  void oldEntriesOfTheAuditGoWithTheRecords(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url, "store.retention", "1d");
    store.note(1, new AuditEntry(Instant.now(), "disable", "new", "ops", "x", "done"));
    store.note(
        2, new AuditEntry(NOON.minus(Duration.ofDays(400)), "disable", "old", "a", "b", "c"));
    store.deleteOld();
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_audit"))
        .as("entries of an instance that has just started")
        .isEqualTo("2");
    TestDatabase.haveInstancesStartedLongAgo(url);

    store.deleteOld();

    assertThat(TestDatabase.ask(url, "select min(task) from tlo_audit")).isEqualTo("new");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSwitchedWithoutAnInstanceHasTheTimeOfTheDatabase(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url, "store.retention", "1d");
    assertThat(store.switchedOff()).isEmpty();
    StoreSettings settings = TestDatabase.settings(url);
    Dialect dialect = Dialect.of(settings);
    SwitchedOff byAClockThatIsBehind =
        new SwitchedOff(METHOD, NOON.minus(Duration.ofDays(400)), "ops", "a laptop");
    try (JdbcConsole console = JdbcConsole.open(settings, dialect)) {
      console.switchOn("shop", "Orders.ship", byAClockThatIsBehind, "done");
      console.switchOff("shop", "Orders.ship", byAClockThatIsBehind, "done");
    }

    store.deleteOld();

    String since = " > " + dialect.secondsAgo(3_600);
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_audit where noted_at" + since))
        .isEqualTo("2");
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_switch where switched_at" + since))
        .isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource
  void aJobThatIsOffUnderAnotherClassIsShownAsOffAndIsSwitchedOn(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url);
    TaskDefinition job = TaskDefinition.builder(
            "NewReport", "nightly", "a.NewReport.execute[nightly](Context)")
        .build();
    store.enter(List.of(task("a.Orders", "ship()"), job));
    store.switchOff(new SwitchedOff("a.OldReport.execute[nightly](Context)", NOON, "ops", "x"));
    store.switchOff(new SwitchedOff("a.Gone.sweep()", NOON, "ops", "x"));

    StoreSettings settings = TestDatabase.settings(url);
    try (JdbcConsole console = JdbcConsole.open(settings, Dialect.of(settings))) {
      assertThat(console.tasks("shop"))
          .extracting(each -> each.get("name") + " " + each.get("enabled") + " "
              + each.get("switchedOffBy") + " " + each.get("switchedOffAt"))
          .containsExactly(
              "NewReport.nightly false ops " + NOON,
              "Orders.ship true null null",
              "a.Gone.sweep() false ops " + NOON);

      console.switchOn("shop", job.name(), new SwitchedOff(job.method(), NOON, "ops", "x"), "done");
      assertThat(console.tasks("shop"))
          .filteredOn(each -> job.name().equals(each.get("name")))
          .extracting(each -> each.get("enabled"))
          .containsExactly(true);
    }
    assertThat(store.switchedOff())
        .extracting(SwitchedOff::method)
        .containsExactly("a.Gone.sweep()");
  }

  private static TaskDefinition task(String className, String method) {
    return TaskDefinition.builder("Orders", "ship", className + "." + method).build();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsKnownOfATaskReplacesWhatWas(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url);
    store.enter(List.of(
        task("a.Orders", "ship()"),
        TaskDefinition.builder("Orders", "bill", "a.Orders.bill()").build()));

    store.enter(List.of(task("a.Orders", "ship(int)")));

    assertThat(TestDatabase.ask(url, "select count(*) from tlo_task")).isEqualTo("2");
    assertThat(TestDatabase.ask(url, "select method from tlo_task where name = 'Orders.ship'"))
        .isEqualTo("a.Orders.ship(int)");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsKnownOfATaskAndIsSaidAgainChangesItsRowOnceAnHour(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url);
    TaskDefinition task = TaskDefinition.builder("Orders", "ship", "a.Orders.ship()")
        .schedule("cron 0 * * * * password=hunter2")
        .build();
    store.enter(List.of(task));
    String minutesAgo = Dialect.of(TestDatabase.settings(url)).secondsAgo(50 * 60);
    TestDatabase.execute(url, "update tlo_task set seen_at = " + minutesAgo);
    String seen = TestDatabase.ask(url, "select seen_at from tlo_task");

    store.enter(List.of(task));

    assertThat(TestDatabase.ask(url, "select seen_at from tlo_task")).isEqualTo(seen);
    assertThat(TestDatabase.ask(url, "select schedule from tlo_task"))
        .isEqualTo("cron 0 * * * * password=***");
    TestDatabase.execute(
        url,
        "update tlo_task set seen_at = "
            + Dialect.of(TestDatabase.settings(url)).secondsAgo(70 * 60));
    store.enter(List.of(task));
    assertThat(TestDatabase.ask(url, "select seen_at from tlo_task")).isGreaterThan(seen);
  }

  @ParameterizedTest
  @EnumSource
  void tasksOfTwoClassesWithOneNameAreTwoTasksInWhicheverInstanceTheyAre(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore one = open(url);
    JdbcStore other = open(url);
    one.enter(List.of(task("a.Orders", "ship()")));
    other.enter(List.of(task("b.Orders", "ship()")));

    one.write(List.of(ended(1, "Orders.ship")));
    other.write(List.of(ended(2, "Orders.ship"), ended(3, "Orders.ship")));

    assertThat(names(one.latest("Orders.ship", 10))).containsExactly("Orders.ship");
    assertThat(names(other.latest("Orders.ship", 10)))
        .containsExactly("Orders.ship", "Orders.ship");
    assertThat(names(one.latest(10)))
        .containsExactlyInAnyOrder("Orders.ship", "b.Orders.ship", "b.Orders.ship");
    assertThat(names(other.latest(10)))
        .containsExactlyInAnyOrder("a.Orders.ship", "Orders.ship", "Orders.ship");
    assertThat(TestDatabase.ask(url, "select method from tlo_task where name = 'b.Orders.ship'"))
        .isEqualTo("b.Orders.ship()");
  }

  private static List<String> names(List<TaskStateRecord> records) {
    return records.stream().map(TaskStateRecord::taskName).toList();
  }

  @ParameterizedTest
  @EnumSource
  void recordsOfATaskWhoseNameIsAnothersWaitUntilItIsEntered(TestDatabase kind) {
    String url = kind.url(folder);
    open(url).enter(List.of(task("a.Orders", "ship()")));
    JdbcStore other = open(url);
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> other.write(List.of(ended(1, "Orders.ship"))));

    other.enter(List.of(task("b.Orders", "ship()")));

    assertThat(writing).succeedsWithin(Duration.ofSeconds(60));
    assertThat(
            TestDatabase.ask(url, "select t.name from tlo_record join tlo_task t using (task_id)"))
        .isEqualTo("b.Orders.ship");
  }

  @ParameterizedTest
  @EnumSource
  void recordsBelongToATaskAgainAfterTheTasksWereDeleted(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url);
    store.enter(List.of(task("a.Orders", "ship()")));
    store.write(List.of(ended(1, "Orders.ship")));
    TestDatabase.execute(url, "delete from tlo_task");

    store.write(List.of(ended(2, "Orders.ship")));

    assertThat(store.latest("Orders.ship", 10)).extracting(TaskStateRecord::id).containsExactly(2L);
  }

  @ParameterizedTest
  @EnumSource
  void thatTheTasksWereDeletedIsNoticed(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url);
    store.enterInstance();
    store.enter(List.of(task("a.Orders", "ship()")));
    long before = store.generation();

    TestDatabase.execute(url, "delete from tlo_task");
    store.write(List.of(ended(1, "Orders.ship")));

    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> store.generation() != before);
  }

  @ParameterizedTest
  @EnumSource
  void aTaskThatNoInstanceHasAnyMoreGoesWithItsLeaseAfterTheLastOfItsRecords(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url, "store.retention", "2d");
    store.enter(List.of(
        task("a.Orders", "ship()"),
        TaskDefinition.builder("Orders", "bill", "a.Orders.bill()").build(),
        TaskDefinition.builder("Orders", "old", "a.Orders.old()").build()));
    store.write(List.of(ended(1, "Orders.ship")));
    for (String method : List.of("ship", "bill", "old")) {
      assertThat(store.lease("a.Orders." + method + "()", Duration.ofMillis(1))).isNull();
    }
    Dialect dialect = Dialect.of(TestDatabase.settings(url));
    TestDatabase.execute(url, "update tlo_task set seen_at = " + dialect.secondsAgo(3 * 86_400));
    TestDatabase.execute(url, "update tlo_lock set lock_until = " + leaseDaysAgo(kind, 3));
    store.enter(
        List.of(TaskDefinition.builder("Orders", "bill", "a.Orders.bill()").build()));

    store.deleteOld();

    assertThat(TestDatabase.ask(url, "select count(*) from tlo_task")).isEqualTo("2");
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_task where name = 'Orders.old'"))
        .isEqualTo("0");
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_lock")).isEqualTo("2");
    assertThat(TestDatabase.ask(
            url, "select count(*) from tlo_lock where name = 'shop a.Orders.old()'"))
        .isEqualTo("0");
  }

  @ParameterizedTest
  @EnumSource
  void aTaskOfWhichNoInstanceHasSaidWhenItSawItStaysForTheRetention(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url, "store.retention", "2d");
    assertThat(store.switchedOff()).isEmpty();
    TestDatabase.execute(url, "insert into tlo_task (app, name) values ('shop', 'Orders.ship')");

    store.deleteOld();
    store.deleteOld();

    assertThat(TestDatabase.ask(url, "select count(*) from tlo_task where seen_at is not null"))
        .isEqualTo("1");
  }

  /** It remembers the number of a task, and says of no task that it has it. */
  @ParameterizedTest
  @EnumSource
  void aTaskStaysWhileAnInstanceIsKnownWhoseStoreMayRememberItsNumber(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url, "store.retention", "2d");
    store.enter(List.of(task("a.Orders", "ship()")));
    TestDatabase.execute(
        url,
        "update tlo_task set seen_at = "
            + Dialect.of(TestDatabase.settings(url)).secondsAgo(3 * 86_400));
    olderInstance(url, "shop", 70);

    store.deleteOld();
    TestDatabase.execute(
        url,
        "insert into tlo_record (instance_id, record_id, task_id, status, begun_by, created_at,"
            + " finished_at) select 70, 1, 1, 'Cancelled', 'SCHEDULE', seen_at, seen_at from tlo_instance"
            + " where instance_id = 70");

    assertThat(names(store.latest(10))).containsExactly("Orders.ship");
    TestDatabase.execute(url, "delete from tlo_record");
    TestDatabase.execute(url, "delete from tlo_instance where instance_id = 70");
    store.deleteOld();
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_task")).isEqualTo("0");
  }

  @ParameterizedTest
  @EnumSource
  void anOlderInstanceOfAnotherApplicationKeepsNoTask(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url, "store.retention", "2d");
    store.enter(List.of(task("a.Orders", "ship()")));
    TestDatabase.execute(
        url,
        "update tlo_task set seen_at = "
            + Dialect.of(TestDatabase.settings(url)).secondsAgo(3 * 86_400));
    olderInstance(url, "other", 70);

    store.deleteOld();

    assertThat(TestDatabase.ask(url, "select count(*) from tlo_task")).isEqualTo("0");
  }

  /** Enters an instance as stores of schema 4 and before do. */
  private static void olderInstance(String url, String app, int number) {
    String now = Dialect.of(TestDatabase.settings(url)).now();
    TestDatabase.execute(
        url,
        "insert into tlo_instance (instance_id, app, name, version, started_at, seen_at)"
            + (url.startsWith("jdbc:sqlite:") ? "" : " overriding system value")
            + " values (" + number + ", '" + app + "', 'node-1', '0.1', " + now + ", " + now + ")");
  }

  /** Whoever deletes tasks would else find the row before the record is committed. */
  @ParameterizedTest
  @EnumSource
  void aTaskThatNobodyHasSeenForLongIsSeenByWhoeverWritesARecordOfIt(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore store = open(url, "store.retention", "2d");
    store.enter(List.of(task("a.Orders", "ship()")));
    Dialect dialect = Dialect.of(TestDatabase.settings(url));
    TestDatabase.execute(url, "update tlo_task set seen_at = " + dialect.secondsAgo(3 * 86_400));

    store.write(List.of(ended(1, "Orders.ship"), ended(2, "Orders.bill")));
    TestDatabase.execute(url, "delete from tlo_record");
    store.deleteOld();

    assertThat(TestDatabase.ask(
            url,
            "select count(*) from tlo_task where method is not null and seen_at > "
                + dialect.secondsAgo(3_600)))
        .isEqualTo("1");
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_task where seen_at is not null"))
        .isEqualTo("2");
  }

  @Test
  void aTaskWhoseTextsTheDatabaseRefusesHoldsUpNoOther() {
    String url = TestDatabase.latin1();
    List<String> faults = new CopyOnWriteArrayList<>();
    StoreSettings settings = TestDatabase.settings(url);
    JdbcStore store = JdbcStore.open(settings, Dialect.of(settings), faults::add);
    opened.add(store);
    TaskDefinition refused =
        TaskDefinition.builder("Orders", "\u043f", "a.Orders.p()").build();

    store.enter(List.of(refused, task("a.Orders", "ship()")));
    store.enter(List.of(refused));
    store.note(1, new AuditEntry(NOON, "disable", "Orders.\u043f", "ops", "here", "done"));
    store.note(2, new AuditEntry(NOON, "disable", "Orders.ship", "ops", "here", "done"));

    assertThat(TestDatabase.ask(url, "select min(name) from tlo_task")).isEqualTo("Orders.ship");
    assertThat(TestDatabase.ask(url, "select min(task) from tlo_audit")).isEqualTo("Orders.ship");
    assertThat(faults).hasSize(2);
    assertThat(faults.get(0))
        .startsWith("task 'Orders.\u043f' is not kept, the database refuses it: ERROR: ");
    assertThat(faults.get(1))
        .startsWith("the entry of the audit for task 'Orders.\u043f' is not kept, the database"
            + " refuses it: ERROR: ");
  }

  @ParameterizedTest
  @EnumSource
  void aTaskThatIsRefusedAmongThousandsCostsAFewTransactions(TestDatabase kind) {
    String url = kind.url(folder);
    refuse(kind, url, "Orders.task1717");
    List<String> faults = new CopyOnWriteArrayList<>();
    StoreSettings settings = TestDatabase.settings(url);
    CountedTransactions counted = new CountedTransactions(Dialect.of(settings));
    JdbcStore store = JdbcStore.open(settings, counted.dialect(), faults::add);
    opened.add(store);
    List<TaskDefinition> tasks = IntStream.range(0, 4_096)
        .mapToObj(number -> TaskDefinition.builder(
                "Orders", "task" + number, "a.Orders.task" + number + "()")
            .build())
        .toList();
    assertThat(store.switchedOff()).isEmpty();
    int before = counted.committed();

    store.enter(tasks);

    assertThat(TestDatabase.ask(url, "select count(*) from tlo_task")).isEqualTo("4095");
    assertThat(faults)
        .singleElement()
        .asString()
        .startsWith("task 'Orders.task1717' is not kept, the database refuses it: ");
    // It is in a list of 4,096, in one of 2,048, and so on; the other half goes through each time.
    assertThat(counted.rolledBack()).isEqualTo(13);
    assertThat(counted.committed() - before).isEqualTo(12);
  }

  @ParameterizedTest
  @EnumSource
  void eachTaskThatIsRefusedIsToldAndHoldsUpNoOther(TestDatabase kind) {
    String url = kind.url(folder);
    refuse(kind, url, "Orders.a", "Orders.b", "Orders.e");
    List<String> faults = new CopyOnWriteArrayList<>();
    StoreSettings settings = TestDatabase.settings(url);
    JdbcStore store = JdbcStore.open(settings, Dialect.of(settings), faults::add);
    opened.add(store);

    store.enter(Stream.of("a", "b", "c", "d", "e")
        .map(name ->
            TaskDefinition.builder("Orders", name, "a.Orders." + name + "()").build())
        .toList());

    assertThat(TestDatabase.ask(url, "select min(name) || max(name) || count(*) from tlo_task"))
        .isEqualTo("Orders.cOrders.d2");
    assertThat(faults)
        .extracting(each -> each.substring(0, 15))
        .containsExactly("task 'Orders.a'", "task 'Orders.b'", "task 'Orders.e'");
  }

  private void refuse(TestDatabase kind, String url, String... names) {
    try (JdbcStore first = TestDatabase.open(url)) {
      assertThat(first.switchedOff()).isEmpty();
    }
    String refused = "('" + String.join("', '", names) + "')";
    TestDatabase.execute(
        url,
        kind == TestDatabase.SQLITE
            ? "create trigger refusing before insert on tlo_task when new.name in " + refused
                + " begin select raise(abort, 'it is refused'); end"
            : "alter table tlo_task add check (name not in " + refused + ")");
  }

  /** Whoever waited for the first name while it had the second would be in a deadlock with the other one. */
  @ParameterizedTest
  @ValueSource(strings = {"enter", "write"})
  void newTasksAreEnteredInTheOrderOfTheirNames(String how) throws Exception {
    String url = TestDatabase.POSTGRESQL.url(folder);
    JdbcStore store = open(url);
    assertThat(store.switchedOff()).isEmpty();
    String insert = "insert into tlo_task (app, name) values ('shop', '";
    try (Connection other = TestDatabase.connect(url);
        Statement statement = other.createStatement()) {
      // Of two in a deadlock it would be the one that is given up.
      statement.execute("set deadlock_timeout = '1ms'");
      other.setAutoCommit(false);
      statement.execute(insert + "Orders.bill')");
      CompletableFuture<Void> entering = CompletableFuture.runAsync(() -> enterTwo(store, how));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> TestDatabase.ask(
                  url,
                  "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                      + " and datname = current_database()")
              .equals("1"));

      statement.execute(insert + "Orders.ship')");
      other.commit();

      assertThat(entering).succeedsWithin(Duration.ofSeconds(60));
    }
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_task")).isEqualTo("2");
  }

  private static void enterTwo(JdbcStore store, String how) {
    if (how.equals("enter")) {
      store.enter(List.of(
          TaskDefinition.builder("Orders", "ship", "a.Orders.ship()").build(),
          TaskDefinition.builder("Orders", "bill", "a.Orders.bill()").build()));
    } else {
      store.write(List.of(ended(1, "Orders.ship"), ended(2, "Orders.bill")));
    }
  }

  private static String leaseDaysAgo(TestDatabase kind, int days) {
    return kind == TestDatabase.SQLITE
        ? "(unixepoch() - " + days * 86_400 + ") * 1000"
        : "now() - interval '" + days + " days'";
  }

  private static TaskStateRecord ended(long id, String task) {
    return TaskStateRecord.pending(id, task, TaskTrigger.APPLICATION, NOON)
        .ended(TaskStatus.CANCELLED, NOON, null, null, null);
  }

  @ParameterizedTest
  @EnumSource
  void aTaskIsLeasedToOneInstanceWhichMayExtendItAndTheOthersHearWhoHasIt(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore one = open(url, "instance.name", "node-1");
    JdbcStore other = open(url, "instance.name", "node-1");

    assertThat(one.lease(METHOD, LONG)).isNull();
    assertThat(other.lease(METHOD, LONG)).isEqualTo("node-1 (instance 1)");
    assertThat(one.lease(METHOD, LONG)).isNull();

    assertThat(other.lease("com.acme.Orders.bill()", LONG)).isNull();
    assertThat(open(url, "app.name", "other").lease(METHOD, LONG)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void aLeaseThatHasEndedIsAnybodys(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore one = open(url);
    JdbcStore other = open(url);
    assertThat(one.lease(METHOD, LONG)).isNull();
    assertThat(other.lease(METHOD, LONG)).isNotNull();

    TestDatabase.execute(
        url,
        "update tlo_lock set lock_until = "
            + (kind == TestDatabase.SQLITE ? "0" : "timestamptz 'epoch'"));

    assertThat(other.lease(METHOD, LONG)).isNull();
    assertThat(one.lease(METHOD, LONG)).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void aLeaseWhoseRowSomebodyDeletedStaysWithItsHolderWhoMakesItAgain(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore one = open(url, "instance.name", "node-1");
    JdbcStore other = open(url);
    assertThat(one.lease(METHOD, LONG)).isNull();
    assertThat(other.lease(METHOD, LONG)).isEqualTo("node-1 (instance 1)");

    TestDatabase.execute(url, "delete from tlo_lock");

    assertThat(other.lease(METHOD, LONG)).isEqualTo("node-1 (instance 1)");
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_lock")).isEqualTo("0");
    assertThat(one.lease(METHOD, LONG)).isNull();
    assertThat(other.lease(METHOD, LONG)).isEqualTo("node-1 (instance 1)");
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_lock")).isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource
  void aLeaseWhoseRowSomebodyDeletedIsAnybodysAfterItsLength(TestDatabase kind) {
    String url = kind.url(folder);
    JdbcStore one = open(url);
    JdbcStore other = open(url);
    assertThat(one.lease(METHOD, LONG)).isNull();
    assertThat(other.lease(METHOD, LONG)).isNotNull();

    TestDatabase.execute(url, "delete from tlo_lock");

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> other.lease(METHOD, Duration.ofMillis(100)) == null);
    assertThat(TestDatabase.ask(url, "select locked_by from tlo_lock")).contains("(instance 2)");
  }

  /** The row is locked for the whole time, and the connection waits for ever for an answer unless told otherwise. */
  @Test
  void aQuestionForALeaseThatIsNotAnsweredIsGivenUpBeforeTheLeasesEnd() throws Exception {
    String url = TestDatabase.POSTGRESQL.url(folder);
    JdbcStore store = open(url + "&socketTimeout=0");
    Duration length = Duration.ofSeconds(4);
    // Longer, since this question has to be answered on a busy machine as well.
    assertThat(store.lease(METHOD, Duration.ofMinutes(4))).isNull();
    try (Connection other = TestDatabase.connect(url);
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select * from tlo_lock for update");

      assertThat(CompletableFuture.supplyAsync(() -> String.valueOf(store.lease(METHOD, length))))
          .failsWithin(Duration.ofSeconds(60))
          .withThrowableThat()
          .withCauseInstanceOf(TloException.class)
          .withRootCauseInstanceOf(SocketTimeoutException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aQuestionForSwitchesThatIsNotAnsweredIsGivenUp(boolean waits) throws Exception {
    String url = TestDatabase.POSTGRESQL.url(folder);
    JdbcStore store = open(url + "&socketTimeout=0");
    assertThat(store.switchedOff()).isEmpty();
    try (Connection other = TestDatabase.connect(url);
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table tlo_switch in access exclusive mode");

      assertThat(CompletableFuture.runAsync(() -> {
            if (waits) {
              await(store);
            } else {
              assertThat(store.switchedOff()).isEmpty();
            }
          }))
          .failsWithin(Duration.ofSeconds(60))
          .withThrowableThat()
          .withCauseInstanceOf(TloException.class)
          .withRootCauseInstanceOf(SocketTimeoutException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMethodThatIsTooLongIsRefusedInASentence(TestDatabase kind) {
    JdbcStore store = open(kind.url(folder));

    assertThatThrownBy(() -> store.switchOff(new SwitchedOff("m".repeat(2_001), NOON, "a", "b")))
        .isInstanceOf(TloException.class)
        .hasMessage("the full method has 2001 bytes, and with more than 2000 it cannot be switched"
            + " in every instance; in each one it can");
  }

  @Test
  void aLeaseEndsByTheClockOfTheDatabase() {
    String url = TestDatabase.POSTGRESQL.url(folder);

    assertThat(open(url).lease(METHOD, LONG)).isNull();

    assertThat(TestDatabase.ask(
            url,
            "select lock_until between clock_timestamp() + interval '4 minutes'"
                + " and clock_timestamp() + interval '5 minutes' from tlo_lock"))
        .isEqualTo("t");
  }

  @Test
  void withoutTheDatabaseNothingIsAgreed() {
    JdbcStore store = open("jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1");
    // Each takes five seconds.
    CompletableFuture<String> lease =
        CompletableFuture.supplyAsync(() -> String.valueOf(store.lease(METHOD, LONG)));

    assertThatThrownBy(() -> store.switchOff(OFF))
        .isInstanceOfSatisfying(
            TloException.class,
            refused ->
                assertThat(refused.reason()).isEqualTo(TloException.Reason.STORE_UNAVAILABLE));
    assertThat(lease).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(TloException.class);
  }
}
