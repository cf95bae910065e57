package io.tlo.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.execution.LiveTask;
import io.tlo.execution.NeverRun;
import io.tlo.execution.TaskTraits;
import io.tlo.execution.TestBench;
import io.tlo.registry.TaskDefinition;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.InvalidAttributeValueException;
import javax.management.MBeanAttributeInfo;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class TaskMBeanTest {

  private static final ObjectName SHIP = Published.name("tlo:type=Task,group=Orders,name=ship");

  private final Published published = new Published();
  private final TestBench bench = published.bench;
  private final LiveTask ship = published.task("Orders", "ship", none -> "shipped");

  @AfterEach
  void close() {
    published.close();
  }

  @Test
  void everyAttributeOfATaskThatNeverRanCanBeRead() throws Exception {
    String[] names = Arrays.stream(published.server.getMBeanInfo(SHIP).getAttributes())
        .map(MBeanAttributeInfo::getName)
        .toArray(String[]::new);

    AttributeList all = published.server.getAttributes(SHIP, names);

    assertThat(all).hasSize(names.length);
    for (Attribute each : all.asList()) {
      switch (each.getName()) {
        case "Enabled" -> assertThat(each.getValue()).isEqualTo(true);
        case "RegisteredAt" -> assertThat(each.getValue()).isEqualTo(Date.from(TestBench.NOON));
        case "Name" -> assertThat(each.getValue()).isEqualTo("Orders.ship");
        case "Method" -> assertThat(each.getValue()).isEqualTo("com.acme.Orders.ship()");
        case "RecentRecords" -> assertThat((CompositeData[]) each.getValue()).isEmpty();
        default -> {
          if (each.getName().startsWith("Executions")) {
            assertThat(each.getValue()).as(each.getName()).isEqualTo(0L);
          } else {
            assertThat(each.getValue()).as(each.getName()).isNull();
          }
        }
      }
    }
  }

  @Test
  void numbersAreOfTheTypesThatAreDeclared() throws Exception {
    bench.succeed(ship, 1);
    for (MBeanAttributeInfo each : published.server.getMBeanInfo(SHIP).getAttributes()) {
      Object value = published.get(SHIP, each.getName());
      Class<?> declared = switch (each.getType()) {
        case "long" -> Long.class;
        case "boolean" -> Boolean.class;
        default -> Class.forName(each.getType());
      };
      if (value != null) {
        assertThat(value).as(each.getName()).isInstanceOf(declared);
      }
    }
  }

  @Test
  void executionShowsInTheAttributes() throws Exception {
    Object token = bench.recorder.begin(ship);
    assertThat(published.get(SHIP, "ExecutionsRunning")).isEqualTo(1L);
    assertThat(published.get(SHIP, "LastStatus")).isEqualTo("Running");
    bench.pass(Duration.ofMillis(40));
    bench.recorder.end(ship, token, 5, null);

    assertThat(published.get(SHIP, "ExecutionsSucceeded")).isEqualTo(1L);
    assertThat(published.get(SHIP, "ExecutionsRunning")).isEqualTo(0L);
    assertThat(published.get(SHIP, "LastStatus")).isEqualTo("Succeeded");
    assertThat(published.get(SHIP, "LastResult")).isEqualTo("5");
    assertThat(published.get(SHIP, "LastDurationMillis")).isEqualTo(40L);
    assertThat(published.get(SHIP, "AverageDurationMillis")).isEqualTo(40L);
    assertThat(published.get(SHIP, "MaxDurationMillis")).isEqualTo(40L);
    assertThat(published.get(SHIP, "LastStartedAt")).isEqualTo(Date.from(TestBench.NOON));
    assertThat(published.get(SHIP, "LastFailure")).isNull();
  }

  private void take(Duration duration) {
    Object token = bench.recorder.begin(ship);
    bench.pass(duration);
    bench.recorder.end(ship, token, null, null);
  }

  @Test
  void percentilesShowInTheAttributes() throws Exception {
    for (int i = 1; i <= 100; i++) {
      take(Duration.ofMillis(i * 10L));
    }

    assertThat((Long) published.get(SHIP, "P50DurationMillis")).isBetween(500L, 531L);
    assertThat((Long) published.get(SHIP, "P95DurationMillis")).isBetween(950L, 1_000L);
    assertThat((Long) published.get(SHIP, "P99DurationMillis")).isBetween(990L, 1_000L);
    assertThat(published.get(SHIP, "MaxDurationMillis")).isEqualTo(1_000L);
  }

  @Test
  void percentilesOfEqualDurationsAreThatDuration() throws Exception {
    take(Duration.ofMillis(40));

    assertThat(published.get(SHIP, "P50DurationMillis")).isEqualTo(40L);
    assertThat(published.get(SHIP, "P99DurationMillis")).isEqualTo(40L);
  }

  @Test
  void percentilesStartAnewAfterAReset() throws Exception {
    take(Duration.ofMinutes(1));
    published.call(SHIP, "resetStatistics");
    assertThat(published.get(SHIP, "P95DurationMillis")).isNull();

    take(Duration.ofMillis(40));

    assertThat(published.get(SHIP, "P95DurationMillis")).isEqualTo(40L);
  }

  @Test
  void failureShowsInTheAttributes() throws Exception {
    bench.fail(ship, new IllegalStateException("no stock\nof anything"));

    assertThat(published.get(SHIP, "ExecutionsFailed")).isEqualTo(1L);
    assertThat(published.get(SHIP, "LastFailure")).isEqualTo("IllegalStateException: no stock");
    assertThat(published.get(SHIP, "LastFailureAt")).isEqualTo(Date.from(TestBench.NOON));
  }

  @Test
  void definitionShowsInTheAttributes() throws Exception {
    LiveTask told = bench.task(
        TaskDefinition.builder("Orders", "clean", "com.acme.Orders.clean()")
            .description("Removes old orders")
            .source("io.tlo.Task")
            .schedule("every 1 h")
            .interval(Duration.ofHours(1))
            .extra(Map.of("owner", "billing")),
        none -> null);
    published.publisher.publish(told);
    bench.intervals.start(told);
    ObjectName clean = Published.name("tlo:type=Task,group=Orders,name=clean");

    assertThat(published.get(clean, "Description")).isEqualTo("Removes old orders");
    assertThat(published.get(clean, "Source")).isEqualTo("io.tlo.Task");
    assertThat(published.get(clean, "Schedule")).isEqualTo("every 1 h");
    assertThat(published.get(clean, "Extra")).isEqualTo("owner=billing");
    assertThat(published.get(clean, "NextRunAt")).isInstanceOf(Date.class);
  }

  @Test
  void recentRecordsAreTheNewestTwentyOnOneLineEach() throws Exception {
    for (int i = 0; i < 30; i++) {
      bench.succeed(ship, "x".repeat(100) + "\n");
    }

    CompositeData[] rows = published.rows(SHIP, "RecentRecords");

    assertThat(rows).hasSize(20);
    assertThat(rows[0].get("id")).isEqualTo(30L);
    assertThat(rows[19].get("id")).isEqualTo(11L);
    assertThat(rows[0].get("result")).isEqualTo("x".repeat(55) + "…");
  }

  @Test
  void rowHasThePartsOfTheContract() throws Exception {
    Object token = bench.recorder.begin(ship);
    bench.pass(Duration.ofMillis(40));
    bench.recorder.end(ship, token, 5, null);

    CompositeData row = published.rows(SHIP, "RecentRecords")[0];

    assertThat(row.getCompositeType().getTypeName()).isEqualTo("TaskStateRecord");
    assertThat(row.getCompositeType().keySet())
        .containsExactlyInAnyOrder(
            "by",
            "createdAt",
            "durationMillis",
            "failure",
            "finishedAt",
            "id",
            "result",
            "startedAt",
            "status",
            "task",
            "thread",
            "trigger");
    assertThat(row.get("createdAt")).isEqualTo(Date.from(TestBench.NOON));
    assertThat(row.get("startedAt")).isEqualTo(Date.from(TestBench.NOON));
    assertThat(row.get("finishedAt")).isEqualTo(Date.from(TestBench.NOON.plusMillis(40)));
    assertThat(row.get("durationMillis")).isEqualTo(40L);
    assertThat(row.get("id")).isEqualTo(1L);
    assertThat(row.get("task")).isEqualTo("Orders.ship");
    assertThat(row.get("status")).isEqualTo("Succeeded");
    assertThat(row.get("result")).isEqualTo("5");
    assertThat(row.get("failure")).isNull();
    assertThat(row.get("trigger")).isEqualTo("APPLICATION");
    assertThat(row.get("thread")).isEqualTo(Thread.currentThread().getName());
  }

  @Test
  void switchesAnswerWhatHappened() throws Exception {
    assertThat(published.call(SHIP, "enable")).isEqualTo("Orders.ship was already enabled");
    assertThat(published.call(SHIP, "disable")).isEqualTo("Orders.ship is now disabled");
    assertThat(published.call(SHIP, "disable")).isEqualTo("Orders.ship was already disabled");
    assertThat(ship.enabled()).isFalse();
    assertThat(published.get(SHIP, "Enabled")).isEqualTo(false);
    assertThat(published.call(SHIP, "toggle")).isEqualTo("Orders.ship is now enabled");
    assertThat(published.call(SHIP, "toggle")).isEqualTo("Orders.ship is now disabled");
    assertThat(published.call(SHIP, "enable")).isEqualTo("Orders.ship is now enabled");
    assertThat(ship.enabled()).isTrue();
  }

  @Test
  void triggerAnswersWithTheRecordItStarted() throws Exception {
    assertThat(published.call(SHIP, "trigger")).isEqualTo("Started Orders.ship as record 1");

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Long.valueOf(1).equals(published.get(SHIP, "ExecutionsSucceeded")));
    assertThat((String) published.call(SHIP, "showRecord", 1L))
        .contains("Status   Succeeded")
        .contains("Trigger   MANUAL")
        .contains("Result   shipped");
  }

  @Test
  void triggerOfADisabledTaskIsRefusedByAnExceptionOfTheJdk() throws Exception {
    published.call(SHIP, "disable");

    assertThatThrownBy(() -> published.call(SHIP, "trigger"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("task 'Orders.ship' is disabled; enable it first")
        .hasNoCause();
  }

  @Test
  void taskThatCannotBeSwitchedOffSaysWhy() throws Exception {
    LiveTask awaited = bench.table.add(
        TaskDefinition.builder("Orders", "wait", "m").enabled(false).build(),
        new NeverRun("there is no instance"),
        TaskTraits.switchableUnless(
            "it returns a Future, for which its callers would wait in vain"));
    published.publisher.publish(awaited);
    ObjectName wait = Published.name("tlo:type=Task,group=Orders,name=wait");

    assertThat(published.get(wait, "Enabled")).isEqualTo(true);
    assertThatThrownBy(() -> published.call(wait, "disable"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(
            "task 'Orders.wait' cannot be switched off: it returns a Future, for which its\n"
                + "callers would wait in vain")
        .hasNoCause();
    assertThatThrownBy(() -> published.server.setAttribute(wait, new Attribute("Enabled", false)))
        .isExactlyInstanceOf(InvalidAttributeValueException.class);
    assertThat(published.call(wait, "enable")).isEqualTo("Orders.wait was already enabled");
    assertThatThrownBy(() -> published.call(wait, "trigger"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("task 'Orders.wait' cannot be run: there is no instance");
  }

  @Test
  void enabledCanBeWritten() throws Exception {
    published.server.setAttribute(SHIP, new Attribute("Enabled", false));

    assertThat(ship.enabled()).isFalse();
  }

  @Test
  void enabledTakesNothingButABoolean() throws Exception {
    for (Object value : new Object[] {"false", "no", 0}) {
      assertThatThrownBy(() -> published.server.setAttribute(SHIP, new Attribute("Enabled", value)))
          .isExactlyInstanceOf(InvalidAttributeValueException.class)
          .hasMessage("Enabled: '" + value + "' is not allowed, allowed: true, false");
    }
    assertThatThrownBy(() -> published.server.setAttribute(SHIP, new Attribute("Enabled", null)))
        .isExactlyInstanceOf(InvalidAttributeValueException.class);
    assertThat(ship.enabled()).isTrue();
  }

  @Test
  void otherAttributesCannotBeWritten() {
    assertThatThrownBy(
            () -> published.server.setAttribute(SHIP, new Attribute("ExecutionsFailed", 5L)))
        .isExactlyInstanceOf(AttributeNotFoundException.class);
    assertThatThrownBy(() -> published.get(SHIP, "NoSuch"))
        .isExactlyInstanceOf(AttributeNotFoundException.class)
        .hasMessage("no attribute NoSuch");
  }

  @Test
  void setAttributesAnswersWithWhatWasSet() throws Exception {
    AttributeList wanted = new AttributeList();
    wanted.add(new Attribute("Enabled", false));
    wanted.add(new Attribute("Name", "x"));

    assertThat(published.server.setAttributes(SHIP, wanted))
        .isEqualTo(new AttributeList(List.of(new Attribute("Enabled", false))));
  }

  @Test
  void operationWithOtherParametersIsRefused() {
    assertThatThrownBy(() -> published.call(SHIP, "trigger", 5))
        .isExactlyInstanceOf(ReflectionException.class);
    assertThatThrownBy(() -> published.call(SHIP, "showHistory"))
        .isExactlyInstanceOf(ReflectionException.class);
    assertThatThrownBy(() -> published.call(SHIP, "showHistory", 5L))
        .isExactlyInstanceOf(ReflectionException.class);
    assertThatThrownBy(() -> published.call(SHIP, "hashCode"))
        .isExactlyInstanceOf(ReflectionException.class);
    assertThatThrownBy(
            () -> published.server.invoke(SHIP, "showHistory", new Object[0], new String[] {"int"}))
        .isExactlyInstanceOf(ReflectionException.class);
  }

  @Test
  void argumentThatIsNotOfTheTypeOfItsParameterIsRefusedInASentence() {
    assertRefusedArgument(
        "showHistory", "int", null, "showHistory: argument 1 is null, allowed: a value of int");
    assertRefusedArgument(
        "showHistory",
        "int",
        "5",
        "showHistory: argument 1 is a java.lang.String, allowed: a value of int");
    assertRefusedArgument(
        "showRecord",
        "long",
        5,
        "showRecord: argument 1 is a java.lang.Integer, allowed: a value of long");
  }

  private void assertRefusedArgument(
      String operation, String type, @Nullable Object argument, String message) {
    assertThatThrownBy(() -> published.server.invoke(
            SHIP, operation, new @Nullable Object[] {argument}, new String[] {type}))
        .isExactlyInstanceOf(RuntimeMBeanException.class)
        .cause()
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(message)
        .hasNoCause();
  }

  @Test
  void historyIsWrittenForPeople() throws Exception {
    assertThat(published.call(SHIP, "showHistory", 0)).isEqualTo("No execution recorded.");
    bench.succeed(ship, 5);
    bench.fail(ship, new IllegalStateException("no stock"));
    published.call(SHIP, "disable");
    bench.recorder.begin(ship);

    assertThat((String) published.call(SHIP, "showHistory", 0)).matches("""
            \\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  #3  Skipped  DISABLED
            \\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  #2  Failed  0 ms
                  IllegalStateException: no stock
            \\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  #1  Succeeded  0 ms  = 5""");
  }

  @Test
  void limitOfZeroIsTwentyAndMoreThanAThousandIsAThousand() throws Exception {
    for (int i = 0; i < 60; i++) {
      bench.succeed(ship, null);
    }

    assertThat(((String) published.call(SHIP, "showHistory", 0)).lines()).hasSize(20);
    assertThat(((String) published.call(SHIP, "showHistory", 3)).lines()).hasSize(3);
    assertThat(((String) published.call(SHIP, "showHistory", 5_000)).lines()).hasSize(60);
    assertThat(Limit.of(5_000)).isEqualTo(1_000);
    assertThatThrownBy(() -> published.call(SHIP, "showHistory", -1))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit: -1 is not allowed, allowed: 0 to 1000");
  }

  @Test
  void failureIsShownInFull() throws Exception {
    assertThat(published.call(SHIP, "showFailure")).isEqualTo("No failure recorded.");
    bench.fail(ship, new IllegalStateException("no stock"));
    bench.succeed(ship, 5);

    assertThat((String) published.call(SHIP, "showFailure"))
        .startsWith("Record   #1\nTask   Orders.ship\nStatus   Failed\nTrigger   APPLICATION\n")
        .contains("\nFailure   java.lang.IllegalStateException: no stock\n    at io.tlo.");
  }

  @Test
  void recordIsShownInFull() throws Exception {
    assertThat(published.call(SHIP, "showRecord", 0L)).isEqualTo("No execution recorded.");
    bench.succeed(ship, 5);
    bench.succeed(ship, 6);

    assertThat((String) published.call(SHIP, "showRecord", 0L)).startsWith("Record   #2\n");
    assertThat((String) published.call(SHIP, "showRecord", 1L)).matches("""
            Record   #1
            Task   Orders.ship
            Status   Succeeded
            Trigger   APPLICATION
            Created   \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d.\\d{3} [+-]\\d\\d:\\d\\d
            Started   .*
            Finished   .*
            Duration   0 ms
            Thread   .*
            Result   5""");
  }

  @Test
  void recordOfAnotherTaskOrNoneIsRefused() throws Exception {
    LiveTask other = published.task("Other", "other", none -> null);
    bench.succeed(other, null);

    assertThatThrownBy(() -> published.call(SHIP, "showRecord", 1L))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("no record 1 of Orders.ship is kept;\nshowHistory lists those that are");
  }

  @Test
  void resetAnswersAndSetsTheNumbersToZero() throws Exception {
    bench.succeed(ship, 5);

    assertThat(published.call(SHIP, "resetStatistics"))
        .isEqualTo("Statistics of Orders.ship are reset; its records stay");

    assertThat(published.get(SHIP, "ExecutionsSucceeded")).isEqualTo(0L);
    assertThat(published.get(SHIP, "LastDurationMillis")).isNull();
    assertThat(published.get(Published.REGISTRY, "ExecutionsSucceeded")).isEqualTo(1L);
    assertThat(published.rows(SHIP, "RecentRecords")).hasSize(1);
  }
}
