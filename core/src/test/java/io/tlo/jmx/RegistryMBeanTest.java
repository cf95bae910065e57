package io.tlo.jmx;

import static io.tlo.jmx.Published.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.SettingKey;
import io.tlo.execution.LiveTask;
import io.tlo.execution.TestBench;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("jdk")
class RegistryMBeanTest {

  private final Published published = new Published();
  private final TestBench bench = published.bench;
  private final LiveTask ship = published.task("Orders", "ship", none -> "shipped");
  private final LiveTask bill = published.task("Orders", "bill", none -> null);

  @AfterEach
  void close() {
    published.close();
  }

  @Test
  void totalsAreOfAllTasksAlsoOfThoseThatAreGone() throws Exception {
    bench.succeed(ship, 1);
    bench.fail(bill, new IllegalStateException());
    bench.steering.switchTo(ship, false);
    bench.recorder.begin(ship);
    bench.recorder.lost();
    bench.table.remove(bill);
    published.publisher.unpublish(bill);

    assertThat(published.get(REGISTRY, "TasksTotal")).isEqualTo(1);
    assertThat(published.get(REGISTRY, "TasksEnabled")).isEqualTo(0);
    assertThat(published.get(REGISTRY, "ExecutionsSucceeded")).isEqualTo(1L);
    assertThat(published.get(REGISTRY, "ExecutionsFailed")).isEqualTo(1L);
    assertThat(published.get(REGISTRY, "ExecutionsCancelled")).isEqualTo(0L);
    assertThat(published.get(REGISTRY, "ExecutionsRunning")).isEqualTo(0L);
    assertThat(published.get(REGISTRY, "ExecutionsSkipped")).isEqualTo(1L);
    assertThat(published.get(REGISTRY, "RecordsKept")).isEqualTo(1L);
    assertThat(published.get(REGISTRY, "RecordsDropped")).isEqualTo(1L);
    assertThat(published.get(REGISTRY, "AdviceFailures")).isEqualTo(1L);
    assertThat(published.get(REGISTRY, "Version")).isEqualTo("1.2.3");
    assertThat(published.get(REGISTRY, "TimeZone"))
        .isEqualTo(ZoneId.systemDefault().getId());
  }

  @Test
  void recordsKeptAndDroppedAddUpWhileRecordsAreDropped() throws Exception {
    List<LiveTask> tasks = IntStream.range(0, 200)
        .mapToObj(each -> bench.task("Many", "task" + each, none -> null))
        .toList();
    for (long round = 1; round <= 50; round++) {
      for (LiveTask task : tasks) {
        for (int i = 0; i < 100; i++) {
          bench.succeed(task, 1);
        }
      }
      Thread dropping = new Thread(bench.store::trim, "dropping");
      dropping.start();
      assertThat(keptAndDropped()).isEqualTo(round * 20_000);
      dropping.join();
    }
  }

  private long keptAndDropped() throws JMException {
    return published
        .server
        .getAttributes(REGISTRY, new String[] {"RecordsKept", "RecordsDropped"})
        .asList()
        .stream()
        .mapToLong(each -> (Long) each.getValue())
        .sum();
  }

  private List<Object> tasksOfRecords(String taskName, int limit) throws Exception {
    CompositeData[] rows =
        (CompositeData[]) published.call(REGISTRY, "findRecords", taskName, "", limit);
    return Stream.of(rows).map(row -> row.get("task")).toList();
  }

  @Test
  void recordsOfAFullMethodAreThoseOfEveryCopyOfTheTask() throws Exception {
    LiveTask copy = bench.numbered(ship, 2);
    for (LiveTask each : List.of(ship, copy, ship)) {
      bench.succeed(each, 1);
      bench.pass(Duration.ofSeconds(1));
    }

    String method = "com.acme.Orders.ship()";
    assertThat(tasksOfRecords(method, 0))
        .containsExactly("Orders.ship", "Orders.ship#2", "Orders.ship");
    assertThat(tasksOfRecords(method, 2)).containsExactly("Orders.ship", "Orders.ship#2");
    assertThat(tasksOfRecords("Orders.ship", 0)).containsExactly("Orders.ship", "Orders.ship");
    assertThat(tasksOfRecords("Orders.ship#2", 0)).containsExactly("Orders.ship#2");
  }

  @Test
  void tasksAreRowsInTheOrderTheyCame() throws Exception {
    bench.succeed(ship, 1);

    CompositeData[] rows = published.rows(REGISTRY, "Tasks");

    assertThat(rows)
        .extracting(row -> row.get("name"))
        .containsExactly("Orders.ship", "Orders.bill");
    assertThat(rows[0].getCompositeType().keySet())
        .containsExactlyInAnyOrder(
            "name",
            "enabled",
            "status",
            "succeeded",
            "failed",
            "running",
            "skipped",
            "lastStartedAt",
            "schedule",
            "source",
            "objectName",
            "watch",
            "disabledUntil");
    assertThat(rows[0].get("enabled")).isEqualTo(true);
    assertThat(rows[0].get("status")).isEqualTo("Succeeded");
    assertThat(rows[0].get("succeeded")).isEqualTo(1L);
    assertThat(rows[0].get("lastStartedAt")).isEqualTo(Date.from(TestBench.NOON));
    assertThat(rows[0].get("objectName")).isEqualTo("tlo:type=Task,group=Orders,name=ship");
    assertThat(rows[1].get("status")).isNull();
    assertThat(rows[1].get("lastStartedAt")).isNull();
    assertThat(rows[0].get("watch")).isNull();
    assertThat(rows[0].get("disabledUntil")).isNull();
  }

  @Test
  void rowOfATaskTellsThatItOverrunsAndUntilWhenItIsOff() throws Exception {
    for (int i = 0; i < 10; i++) {
      bench.succeed(ship, 1);
    }
    Object hanging = bench.recorder.begin(ship);
    bench.pass(Duration.ofMinutes(1));
    published.call(Published.name("tlo:type=Task,group=Orders,name=ship"), "disableFor", "15m");

    CompositeData row = published.rows(REGISTRY, "Tasks")[0];

    assertThat(row.get("watch")).isEqualTo("OVERRUN");
    assertThat(row.get("disabledUntil"))
        .isEqualTo(Date.from(bench.clock.instant().plus(Duration.ofMinutes(15))));
    bench.recorder.end(ship, hanging, null, null);
  }

  @Test
  void settingsAreRowsWithTheirOrigin() throws Exception {
    CompositeData[] rows = published.rows(REGISTRY, "Settings");

    assertThat(rows).hasSize(SettingKey.values().length);
    assertThat(rows)
        .extracting(row -> row.get("key") + "=" + row.get("value") + " " + row.get("origin"))
        .contains(
            "log=error agent argument", "history.per.task=100 default", "extensions= default");
  }

  @Test
  void recentRecordsAreTheNewestFiftyOfAllTasks() throws Exception {
    for (int i = 0; i < 40; i++) {
      bench.succeed(ship, null);
      bench.succeed(bill, null);
    }

    CompositeData[] rows = published.rows(REGISTRY, "RecentRecords");

    assertThat(rows).hasSize(50);
    assertThat(rows[0].get("id")).isEqualTo(80L);
    assertThat(rows[49].get("id")).isEqualTo(31L);
  }

  @Test
  void tasksAreShownForPeople() throws Exception {
    bench.succeed(ship, 1);
    bench.steering.switchTo(bill, false);
    bench.recorder.begin(bill);

    assertThat((String) published.call(REGISTRY, "showTasks"))
        .matches("on  Orders.ship\n      1 succeeded, 0 failed; last \\d\\d-\\d\\d .*\n"
            + "OFF  Orders.bill\n      0 succeeded, 0 failed, 1 skipped");
  }

  @Test
  void registryWithoutTasksOrRecordsSaysSo() throws Exception {
    try (Published empty = new Published()) {
      assertThat(empty.call(REGISTRY, "showTasks"))
          .isEqualTo("No task is registered yet: tasks appear when their class is loaded.");
      assertThat(empty.call(REGISTRY, "showHistory", 0)).isEqualTo("No execution recorded.");
      assertThat(empty.call(REGISTRY, "showFailures", 0)).isEqualTo("No failure recorded.");
      assertThat(empty.call(REGISTRY, "showRecord", 0L)).isEqualTo("No execution recorded.");
      assertThat((CompositeData[]) empty.call(REGISTRY, "findRecords", "", "", 0))
          .isEmpty();
      assertThatThrownBy(() -> empty.call(REGISTRY, "findRecord", 0L))
          .isExactlyInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void failureWhoseRecordIsNoLongerKeptIsNotDenied() throws Exception {
    bench.fail(bill, new IllegalStateException("no money"));
    for (int i = 0; i < 100; i++) {
      bench.succeed(bill, i);
    }

    assertThat(published.call(REGISTRY, "showFailures", 0))
        .isEqualTo("No failure is among the records that are kept.\n"
            + "1 execution has failed since the start; showFailure of a task tells its last"
            + " failure.");
  }

  @Test
  void historyNamesTheTasks() throws Exception {
    bench.succeed(ship, 1);
    bench.fail(bill, new IllegalStateException("no money"));

    assertThat((String) published.call(REGISTRY, "showHistory", 0))
        .matches("\\S+ \\S+  #2  Failed  0 ms  Orders.bill\n      IllegalStateException: no money\n"
            + "\\S+ \\S+  #1  Succeeded  0 ms  Orders.ship  = 1");
    assertThat((String) published.call(REGISTRY, "showFailures", 0))
        .contains("#2")
        .doesNotContain("#1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "*", "String"})
  void fieldThatWasLeftAsItWasMeansAll(String text) throws Exception {
    bench.succeed(ship, 1);
    bench.succeed(bill, 1);

    assertThat((CompositeData[]) published.call(REGISTRY, "findRecords", text, text, 0))
        .hasSize(2);
  }

  @Test
  void recordsAreFoundByTaskStatusAndLimit() throws Exception {
    bench.succeed(ship, "x".repeat(200));
    bench.fail(ship, new IllegalStateException());
    bench.succeed(bill, 1);
    bench.succeed(bill, 2);

    assertThat(ids("Orders.ship", "*", 0)).containsExactly(2L, 1L);
    assertThat(ids("com.acme.Orders.ship()", "", 0)).containsExactly(2L, 1L);
    assertThat(ids("", "failed", 0)).containsExactly(2L);
    assertThat(ids("Orders.bill", "Succeeded", 1)).containsExactly(4L);
    assertThat(ids("", "", 5_000)).hasSize(4);
    CompositeData[] found =
        (CompositeData[]) published.call(REGISTRY, "findRecords", "Orders.ship", "Succeeded", 0);
    assertThat((String) found[0].get("result")).hasSize(200);
  }

  private Stream<Object> ids(String task, String status, int limit) throws Exception {
    return Stream.of((CompositeData[]) published.call(REGISTRY, "findRecords", task, status, limit))
        .map(row -> row.get("id"));
  }

  @Test
  void unknownStatusAndTaskAreRefusedByExceptionsOfTheJdk() {
    assertThatThrownBy(() -> published.call(REGISTRY, "findRecords", "", "Done", 0))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("status 'Done' is not known, allowed: Pending, Running, Succeeded, Failed,\n"
            + "Skipped, Cancelled, Unknown");
    assertThatThrownBy(() -> published.call(REGISTRY, "findRecords", "No.such", "", 0))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("no task 'No.such' is registered; showTasks lists them");
    assertThatThrownBy(() -> published.call(REGISTRY, "findRecords", "", "", -1))
        .isExactlyInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void recordIsFoundByItsId() throws Exception {
    bench.succeed(ship, 1);
    bench.succeed(bill, 2);

    assertThat(((CompositeData) published.call(REGISTRY, "findRecord", 1L)).get("task"))
        .isEqualTo("Orders.ship");
    assertThat(((CompositeData) published.call(REGISTRY, "findRecord", 0L)).get("id"))
        .isEqualTo(2L);
    assertThat((String) published.call(REGISTRY, "showRecord", 1L))
        .startsWith("Record   #1\nTask   Orders.ship\n");
    assertThatThrownBy(() -> published.call(REGISTRY, "findRecord", 99L))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("no record 99 is kept;\nshowHistory lists those that are");
    assertThatThrownBy(() -> published.call(REGISTRY, "showRecord", 99L))
        .isExactlyInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tasksAreSteeredByNameOrMethod() throws Exception {
    assertThat(published.call(REGISTRY, "disable", "Orders.ship"))
        .isEqualTo("Orders.ship is now disabled");
    assertThat(published.call(REGISTRY, "enable", " com.acme.Orders.ship() "))
        .isEqualTo("Orders.ship is now enabled");
    assertThat(published.call(REGISTRY, "toggle", "Orders.bill"))
        .isEqualTo("Orders.bill is now disabled");
    assertThat(published.call(REGISTRY, "trigger", "Orders.ship"))
        .isEqualTo("Started Orders.ship as record 1");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Long.valueOf(1).equals(published.get(REGISTRY, "ExecutionsSucceeded")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"enable", "disable", "toggle", "trigger"})
  void unknownTaskIsRefusedByEveryAction(String operation) {
    for (String name : new String[] {"String", "", "*", "No.such"}) {
      assertThatThrownBy(() -> published.call(REGISTRY, operation, name))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessage("no task '" + name + "' is registered; showTasks lists them")
          .hasNoCause();
    }
    assertThatThrownBy(() -> published.call(REGISTRY, operation, (Object) null))
        .isExactlyInstanceOf(IllegalArgumentException.class);
    assertThat(ship.enabled()).isTrue();
  }

  @Test
  void fullQueueIsRefusedByAnExceptionOfTheJdk() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    LiveTask slow = published.task("Slow", "slow", none -> goOn.await(60, TimeUnit.SECONDS));
    for (int i = 0; i < 17; i++) {
      published.call(REGISTRY, "trigger", "Slow.slow");
    }

    assertThatThrownBy(() -> published.call(REGISTRY, "trigger", "Slow.slow"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(
            "task 'Slow.slow' cannot be run now: 16 executions wait already (worker.queue);\n"
                + "try again when some have ended")
        .hasNoCause();
    goOn.countDown();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> slow.totals().succeeded() == 17);
  }
}
