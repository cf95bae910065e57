package io.tlo.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.execution.LiveTask;
import io.tlo.execution.TaskInvoker;
import io.tlo.execution.TaskTraits;
import io.tlo.execution.TestBench;
import io.tlo.registry.TaskDefinition;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class OperationsTest {

  private static final ObjectName SHIP = Published.name("tlo:type=Task,group=Orders,name=ship");
  private static final ObjectName REGISTRY = Published.REGISTRY;

  private final Published published = new Published();
  private final TestBench bench = published.bench;
  private final LiveTask ship = published.task("Orders", "ship", none -> null);

  @AfterEach
  void close() {
    published.close();
  }

  private String call(String operation, @Nullable Object... arguments) throws Exception {
    return (String) published.call(SHIP, operation, arguments);
  }

  private String ask(String operation, @Nullable Object... arguments) throws Exception {
    return (String) published.call(REGISTRY, operation, arguments);
  }

  /** The audit, oldest first, as action, task, by, from and outcome. */
  private List<String> audit() throws Exception {
    List<String> audit = new ArrayList<>();
    for (CompositeData row : published.rows(REGISTRY, "Audit")) {
      assertThat(row.get("at")).isInstanceOf(Date.class);
      audit.add(
          0,
          row.get("action") + " " + row.get("task") + " by " + row.get("by") + " from "
              + row.get("from") + ": " + row.get("outcome"));
    }
    return audit;
  }

  @Test
  void everySwitchIsToldAndAudited() throws Exception {
    assertThat(call("disable")).isEqualTo("Orders.ship is now disabled");
    assertThat(call("disable")).isEqualTo("Orders.ship was already disabled");
    assertThat(call("toggle")).isEqualTo("Orders.ship is now enabled");
    published.server.setAttribute(SHIP, new Attribute("Enabled", false));
    assertThat(ask("enable", "Orders.ship")).isEqualTo("Orders.ship is now enabled");

    String who = " Orders.ship by local from in-process: ";
    assertThat(audit())
        .containsExactly(
            "disable" + who + "Orders.ship is now disabled",
            "disable" + who + "Orders.ship was already disabled",
            "toggle" + who + "Orders.ship is now enabled",
            "set Enabled" + who + "Orders.ship is now disabled",
            "enable" + who + "Orders.ship is now enabled");
  }

  @Test
  void whatIsRefusedIsAuditedToo() throws Exception {
    call("disable");
    assertThatThrownBy(() -> call("trigger")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ask("enable", "Nobody.knows"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no task 'Nobody.knows' is registered; showTasks lists them");
    assertThatThrownBy(() -> published.server.setAttribute(SHIP, new Attribute("Enabled", "maybe")))
        .hasMessage("Enabled: 'maybe' is not allowed, allowed: true, false");
    assertThatThrownBy(() -> published.server.setAttribute(SHIP, new Attribute("LastStatus", "x")))
        .isInstanceOf(AttributeNotFoundException.class)
        .hasMessage("attribute LastStatus: it is read-only");
    assertThatThrownBy(() -> published.server.setAttribute(REGISTRY, new Attribute("Nothing", 1)))
        .isInstanceOf(AttributeNotFoundException.class)
        .hasMessage("attribute Nothing: there is none");

    assertThat(audit().subList(1, 6))
        .containsExactly(
            "trigger Orders.ship by local from in-process: refused: task 'Orders.ship' is disabled;"
                + " enable it first",
            "enable Nobody.knows by local from in-process: refused: no task 'Nobody.knows' is"
                + " registered; showTasks lists them",
            "set Enabled Orders.ship by local from in-process: refused: Enabled: 'maybe' is not"
                + " allowed, allowed: true, false",
            "set LastStatus Orders.ship by local from in-process: refused: it is read-only",
            "set Nothing Registry by local from in-process: refused: there is none");
  }

  private void assertRefused(
      ObjectName mbean, @Nullable String operation, Object[] arguments, String... signature) {
    assertThatThrownBy(() -> published.server.invoke(mbean, operation, arguments, signature))
        .isInstanceOfAny(JMException.class, RuntimeMBeanException.class);
  }

  @Test
  void callThatFitsNoOperationIsAuditedWithoutItsArguments() throws Exception {
    String text = String.class.getName();
    assertRefused(SHIP, "disableFor", new Object[] {15}, text);
    assertRefused(SHIP, "triggerWith", new Object[] {Date.from(TestBench.NOON)}, text);
    assertRefused(SHIP, "disable", new Object[] {"x"}, text);
    assertRefused(SHIP, "enable", new Object[0], text);
    assertRefused(SHIP, "stop", new Object[0]);
    assertRefused(SHIP, null, new Object[0]);
    assertRefused(REGISTRY, "disable", new Object[] {4711}, text);
    assertRefused(REGISTRY, "disableMatching", new Object[] {List.of("*")}, text);

    String who = " by local from in-process: refused: ";
    String another = "allowed: a value of java.lang.String";
    assertThat(audit())
        .containsExactly(
            "disableFor Orders.ship" + who + "disableFor: argument 1 is a java.lang.Integer, "
                + another,
            "triggerWith Orders.ship" + who + "triggerWith: argument 1 is a java.util.Date, "
                + another,
            "disable Orders.ship" + who + "no operation disable with such parameters",
            "enable Orders.ship" + who + "no operation enable with such parameters",
            "stop Orders.ship" + who + "no operation stop with such parameters",
            "null Orders.ship" + who + "no operation null with such parameters",
            "disable Registry" + who + "disable: argument 1 is a java.lang.Integer, " + another,
            "disableMatching Registry" + who + "disableMatching: argument 1 is a "
                + List.of("*").getClass().getName() + ", " + another);
    assertThat(ship.enabled()).isTrue();
  }

  @Test
  void eachAttributeOfAListThatIsNotWrittenIsAudited() throws Exception {
    AttributeList list = new AttributeList();
    list.add(new Attribute("Enabled", "maybe"));
    list.add(new Attribute("Enabled", false));
    list.add(new Attribute("Name", "x"));

    assertThat(published.server.setAttributes(SHIP, list))
        .isEqualTo(List.of(new Attribute("Enabled", false)));

    String who = " Orders.ship by local from in-process: ";
    assertThat(audit())
        .containsExactly(
            "set Enabled" + who + "refused: Enabled: 'maybe' is not allowed, allowed: true, false",
            "set Enabled" + who + "Orders.ship is now disabled",
            "set Name" + who + "refused: it is read-only");
  }

  @Test
  void questionThatFitsNoOperationIsNotAudited() throws Exception {
    assertRefused(REGISTRY, "showHistory", new Object[] {"x"}, "int");
    assertRefused(REGISTRY, "findRecord", new Object[0]);

    assertThat(published.rows(REGISTRY, "Audit")).isEmpty();
  }

  @Test
  void readingIsNotAudited() throws Exception {
    call("showHistory", 0);
    call("showFailure");
    ask("showTasks");
    ask("showAudit", 0);

    assertThat(published.rows(REGISTRY, "Audit")).isEmpty();
    assertThat(ask("showAudit", 0)).isEqualTo("No operator has done anything yet.");
  }

  @Test
  void auditReadsWell() throws Exception {
    call("disable");
    bench.pass(Duration.ofSeconds(5));
    call("resetStatistics");

    DateTimeFormatter time =
        DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    assertThat(ask("showAudit", 0))
        .isEqualTo(time.format(TestBench.NOON.plusSeconds(5))
            + "  local (in-process)  resetStatistics Orders.ship"
            + "\n      Statistics of Orders.ship are reset; its records stay\n"
            + time.format(TestBench.NOON)
            + "  local (in-process)  disable Orders.ship"
            + "\n      Orders.ship is now disabled");
    assertThat(ask("showAudit", 1)).contains("reset").doesNotContain("disable");
  }

  /** The answer for programs, as message, done, refused and record. */
  private List<@Nullable Object> perform(
      ObjectName mbean, String operation, @Nullable String argument) throws Exception {
    CompositeData row = (CompositeData) published.call(mbean, "perform", operation, argument);
    return Arrays.asList(row.getAll(new String[] {"message", "done", "refused", "record"}));
  }

  @Test
  void programIsToldForHowManyTasksAnOperationIsDone() throws Exception {
    LiveTask copy = bench.numbered(ship, 2);
    bench.task(
        TaskDefinition.builder("Orders", "wait", "com.acme.Orders.wait()"),
        TaskTraits.switchableUnless("it returns a Future"));

    assertThat(perform(SHIP, "disable", null))
        .containsExactly(
            "Orders.ship is now disabled\n  Orders.ship#2, of the same method, is now disabled",
            2L,
            0L,
            null);
    assertThat(copy.enabled()).isFalse();
    assertThat(perform(REGISTRY, "disableMatching", "Orders.*"))
        .containsExactly(
            "Now disabled: 0 of 3 tasks\nAlready disabled: 2\n"
                + "Cannot be switched off: Orders.wait, it returns a Future",
            2L,
            1L,
            null);
    assertThat(perform(REGISTRY, "disableMatching", "Orders.wait")).contains(0L, 1L);
    assertThat(perform(SHIP, "interruptRunning", null))
        .containsExactly("None is running", 0L, 0L, null);
    assertThat(audit().get(0)).startsWith("disable Orders.ship by local from in-process: Orders");
  }

  @Test
  void programIsToldTheRecordOfATriggeredExecution() throws Exception {
    List<@Nullable Object> answer = perform(SHIP, "triggerWith", "5");

    Object id = published.rows(SHIP, "RecentRecords")[0].get("id");
    assertThat(answer).containsExactly("Started Orders.ship as record " + id, 1L, 0L, id);
  }

  private void assertRefused(
      ObjectName mbean, String operation, @Nullable String argument, String message) {
    assertThatThrownBy(() -> perform(mbean, operation, argument))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void programIsRefusedAsEverybodyIs() throws Exception {
    assertRefused(SHIP, "stop", null, "no operation stop with such parameters");
    assertRefused(SHIP, "disable", "x", "no operation disable with such parameters");
    assertRefused(
        REGISTRY,
        "disable",
        "Orders.none",
        "no task 'Orders.none' is registered; showTasks lists them");
    assertRefused(
        REGISTRY, "showTasks", null, "showTasks changes nothing; call it without perform");
    // What JConsole fills in.
    assertRefused(SHIP, "String", "String", "no operation String with such parameters");

    String who = " by local from in-process: refused: no ";
    assertThat(audit())
        .containsExactly(
            "stop Orders.ship" + who + "operation stop with such parameters",
            "disable Orders.ship" + who + "operation disable with such parameters",
            "disable Orders.none" + who + "task 'Orders.none' is registered; showTasks lists them",
            "String Orders.ship" + who + "operation String with such parameters");
  }

  @Test
  void pauseIsToldWithItsEnd() throws Exception {
    DateTimeFormatter time =
        DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    assertThat(call("disableFor", "15m"))
        .isEqualTo("Orders.ship is now disabled for 15 min\n  until "
            + time.format(TestBench.NOON.plusSeconds(900)));

    assertThat(published.get(SHIP, "DisabledUntil"))
        .isEqualTo(Date.from(TestBench.NOON.plusSeconds(900)));
    assertThat(published.get(SHIP, "Enabled")).isEqualTo(false);
    call("enable");
    assertThat(published.get(SHIP, "DisabledUntil")).isNull();
  }

  @Test
  void pauseWithoutADurationIsRefused() {
    for (String text : new String[] {"String", "", "5 minutes", "-5m", "400d", null}) {
      assertThatThrownBy(() -> call("disableFor", text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("allowed: 10ms to 365d");
    }
    assertThat(ship.enabled()).isTrue();
  }

  @Test
  void argumentsThatDoNotFitAreRefusedAndNotKept() throws Exception {
    assertThatThrownBy(() -> call("triggerWith", "hunter2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ship(int)")
        .hasMessageContaining("hunter2");

    assertThat(audit())
        .containsExactly("triggerWith Orders.ship by local from in-process: refused: the arguments"
            + " do not fit the method");
  }

  @Test
  void triggeredRecordTellsWhoTriggeredIt() throws Exception {
    assertThat(call("triggerWith", "5")).startsWith("Started Orders.ship as record ");

    assertThat(published.rows(SHIP, "RecentRecords")[0].get("by")).isEqualTo("local");
    assertThat(call("showRecord", 0L)).contains("Trigger   MANUAL\nBy   local\n");
  }

  @Test
  void recordOfAPlainCallHasNobody() throws Exception {
    bench.succeed(ship, 1);

    assertThat(published.rows(SHIP, "RecentRecords")[0].get("by")).isNull();
    assertThat(call("showRecord", 0L)).doesNotContain("By   ");
  }

  @Test
  void interruptOfNothingSaysSo() throws Exception {
    assertThat(call("interruptRunning")).isEqualTo("None is running");
    assertThat(audit())
        .containsExactly("interruptRunning Orders.ship by local from in-process: None is running");
  }

  @Test
  void matchingTasksAreSwitchedAndListed() throws Exception {
    LiveTask bill = published.task("Orders", "bill", none -> null);
    LiveTask collect = published.task("Payments", "collect", none -> null);
    call("disable");

    assertThat(ask("disableMatching", "Orders.*"))
        .isEqualTo("Now disabled: 1 of 2 tasks\n  Orders.bill\nAlready disabled: 1");
    assertThat(bill.enabled()).isFalse();
    assertThat(collect.enabled()).isTrue();
    assertThat(ask("enableMatching", "com.acme.*"))
        .isEqualTo("Now enabled: 2 of 3 tasks\n  Orders.ship\n  Orders.bill\nAlready enabled: 1");
  }

  @Test
  void whatBecameOfTheCopiesOfATaskIsTold() throws Exception {
    LiveTask copy = bench.numbered(ship, 2);

    assertThat(call("disable"))
        .isEqualTo("Orders.ship is now disabled\n"
            + "  Orders.ship#2, of the same method, is now disabled");
    assertThat(copy.enabled()).isFalse();
    assertThat(ask("enable", "Orders.ship#2"))
        .isEqualTo("Orders.ship#2 is now enabled\n"
            + "  Orders.ship, of the same method, is still disabled");
    assertThat(ask("disable", "Orders.ship"))
        .isEqualTo("Orders.ship was already disabled\n"
            + "  Orders.ship#2, of the same method, is now disabled");
    assertThat(call("disable")).isEqualTo("Orders.ship was already disabled");
    assertThat(ask("toggle", "Orders.ship")).startsWith("Orders.ship is now enabled\n");
    assertThat(call("disableFor", "15m"))
        .endsWith("\n  Orders.ship#2, of the same method, is now disabled");
    published.server.setAttribute(SHIP, new Attribute("Enabled", true));
    assertThat(copy.enabled()).isTrue();
  }

  @Test
  void whatBecameOfTheOtherClassOfAJobsKeyIsTold() throws Exception {
    for (String each : List.of("Report", "Import")) {
      String method = "com.acme." + each + ".execute[nightly](org.quartz.Context)";
      bench.task(TaskDefinition.builder(each, "nightly", method), none -> null);
    }

    assertThat(ask("disable", "Import.nightly"))
        .isEqualTo("Import.nightly is now disabled\n"
            + "  Report.nightly, of the same key, is now disabled");
  }

  @Test
  void ofManyCopiesTheFirstHundredAreTold() throws Exception {
    for (int number = 2; number < 152; number++) {
      bench.numbered(ship, number);
    }

    assertThat(call("disable"))
        .startsWith("Orders.ship is now disabled\n  Orders.ship#2, of the same method, is now")
        .endsWith("\n  Orders.ship#101, of the same method, is now disabled\n"
            + "  and so on for 50 more");
  }

  @Test
  void fullMethodMeansEveryCopyOfTheTask() throws Exception {
    LiveTask second = bench.numbered(ship, 2);

    assertThat(ask("disable", "com.acme.Orders.ship()")).startsWith("Orders.ship is now disabled");
    assertThat(ship.enabled()).isFalse();
    assertThat(second.enabled()).isFalse();

    bench.table.remove(ship);
    LiveTask third = bench.numbered(ship, 3);
    assertThat(ask("enable", "com.acme.Orders.ship()"))
        .isEqualTo("Now enabled: 2 of 2 tasks\n  Orders.ship#2\n  Orders.ship#3");
    assertThat(ask("disable", "Orders.ship"))
        .isEqualTo("Now disabled: 2 of 2 tasks\n  Orders.ship#2\n  Orders.ship#3");
    assertThat(second.enabled()).isFalse();
    assertThat(third.enabled()).isFalse();
  }

  @Test
  void answerToATriggerTellsTheCopiesThatWereNotStarted() throws Exception {
    bench.numbered(ship, 2);
    bench.numbered(ship, 3);

    assertThat(ask("trigger", "Orders.ship"))
        .matches("Started Orders.ship as record \\d+\n"
            + "  and not Orders.ship#2, Orders.ship#3, of the same method");
    assertThat(ask("trigger", "Orders.ship#2")).matches("Started Orders.ship#2 as record \\d+");
  }

  @Test
  void answerToAnInterruptTellsTheCopiesThatStillRun() throws Exception {
    LiveTask second = bench.numbered(ship, 2);
    LiveTask third = bench.numbered(ship, 3);
    assertThat(call("interruptRunning")).isEqualTo("None is running");

    Object token = bench.recorder.begin(second);

    assertThat(call("interruptRunning"))
        .isEqualTo("None is running\n  not interrupted: Orders.ship#2, of the same method, which"
            + " is running");
    Object another = bench.recorder.begin(third);
    assertThat(call("interruptRunning"))
        .isEqualTo("None is running\n  not interrupted: Orders.ship#2, Orders.ship#3, of the same"
            + " method, which are running");
    bench.recorder.end(third, another, null, null);
    bench.recorder.end(second, token, null, null);
    assertThat(call("interruptRunning")).isEqualTo("None is running");
  }

  @Test
  void answerToAnInterruptTellsTheMethodOfATaskWhoseNameAnotherClassHasToo() throws Exception {
    bench.namesake(ship, "com.acme.b.Orders");

    assertThat(call("interruptRunning"))
        .isEqualTo("None is running\n  it is com.acme.Orders.ship(), and not"
            + " com.acme.b.Orders.ship()");
  }

  @Test
  void whatCanOnlyBeDoneWithOneTaskIsRefusedWhereATextMeansSeveral() throws Exception {
    bench.numbered(ship, 2);

    for (String operation : List.of("trigger", "toggle")) {
      assertThatThrownBy(() -> ask(operation, "com.acme.Orders.ship()"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("'com.acme.Orders.ship()' means 2 tasks: Orders.ship, Orders.ship#2; name one"
              + " of\nthem");
    }

    assertThat(audit())
        .first()
        .asString()
        .startsWith("trigger com.acme.Orders.ship() by local from in-process: refused: ");
    assertThat(ship.enabled()).isTrue();
    assertThat(ship.totals().succeeded()).isZero();
  }

  @Test
  void nameOfSeveralClassesThatNoneIsListedByIsRefusedWithTheirMethods() {
    LiveTask first = bench.namesake(ship, "com.acme.b.Orders");
    LiveTask second = bench.namesake(ship, "com.acme.c.Orders");
    bench.table.remove(ship);

    assertThatThrownBy(() -> ask("disable", "Orders.ship"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'Orders.ship' means 2 tasks: com.acme.b.Orders.ship(),"
            + " com.acme.c.Orders.ship();\nname one of them");
    assertThat(first.enabled()).isTrue();
    assertThat(second.enabled()).isTrue();
  }

  @Test
  void answerTellsTheMethodOfATaskWhoseNameAnotherClassHasToo() throws Exception {
    LiveTask namesake = bench.namesake(ship, "com.acme.b.Orders");
    String which = "\n  it is com.acme.Orders.ship(), and not com.acme.b.Orders.ship()";

    assertThat(ask("disable", "Orders.ship")).isEqualTo("Orders.ship is now disabled" + which);
    assertThat(ask("enable", "Orders.ship")).isEqualTo("Orders.ship is now enabled" + which);
    assertThat(ask("trigger", "Orders.ship")).startsWith("Started Orders.ship").endsWith(which);
    assertThat(ask("disable", "com.acme.b.Orders.ship"))
        .isEqualTo("com.acme.b.Orders.ship is now disabled");
    assertThat(namesake.enabled()).isFalse();
    assertThat(ship.enabled()).isTrue();
  }

  @Test
  void patternMeansEveryCopyOfAClassAndEveryClassOfThatName() throws Exception {
    bench.numbered(ship, 2);
    bench.namesake(ship, "com.acme.b.Orders");

    assertThat(ask("disableMatching", "Orders.ship"))
        .isEqualTo("Now disabled: 3 of 3 tasks\n  Orders.ship\n  Orders.ship#2\n"
            + "  com.acme.b.Orders.ship");
    assertThat(ask("enableMatching", "com.acme.b.Orders.ship"))
        .isEqualTo("Now enabled: 1 of 1 task\n  com.acme.b.Orders.ship");
  }

  @Test
  void nameThatHoldsAStarOrAQuestionMarkMeansItsTaskAlone() throws Exception {
    LiveTask star = published.task("Jobs", "pay*", none -> null);
    LiveTask question = published.task("Jobs", "pay?", none -> null);
    LiveTask pays = published.task("Jobs", "pays", none -> null);

    assertThat(ask("disable", "Jobs.pay*")).isEqualTo("Jobs.pay* is now disabled");
    assertThat(ask("disable", "Jobs.pay?")).isEqualTo("Jobs.pay? is now disabled");
    assertThat(star.enabled()).isFalse();
    assertThat(question.enabled()).isFalse();
    assertThat(pays.enabled()).isTrue();
    assertThat(ask("enableMatching", "Jobs.pay\\*"))
        .isEqualTo("Now enabled: 1 of 1 task\n  Jobs.pay*");
  }

  @Test
  void nameThatEndsWithABlankIsNotTakenForTheOneWithout() throws Exception {
    LiveTask plain = published.task("Jobs", "pay", none -> null);
    LiveTask blank = published.task("Jobs", "pay ", none -> null);

    assertThat(ask("disable", "Jobs.pay ")).isEqualTo("Jobs.pay  is now disabled");
    assertThat(blank.enabled()).isFalse();
    assertThat(plain.enabled()).isTrue();
    assertThat(ask("disable", " Jobs.pay  ")).isEqualTo("Jobs.pay is now disabled");
  }

  @Test
  void nameIsUnderstoodAsItIsShown() throws Exception {
    LiveTask odd = published.task("Jobs", "pay\u001bship", none -> null);
    Object shown = published.rows(REGISTRY, "Tasks")[1].get("name");
    assertThat(shown).isEqualTo("Jobs.pay\\u001bship");

    ask("disable", (String) shown);

    assertThat(odd.enabled()).isFalse();
  }

  @Test
  void patternThatMatchesNothingIsRefused() {
    assertThatThrownBy(() -> ask("disableMatching", "String"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no task's name or full method matches 'String'; * stands for any characters,\n"
            + "showTasks lists the names");
    for (String text : new String[] {"", "  ", null}) {
      assertThatThrownBy(() -> ask("disableMatching", text))
          .hasMessage("the pattern is empty; * stands for all tasks");
    }
    assertThat(ship.enabled()).isTrue();
  }

  @Test
  void longListsAreCut() throws Exception {
    for (int i = 0; i < 150; i++) {
      bench.task("Many", "task" + i, none -> null);
    }

    assertThat(ask("disableMatching", "Many.*"))
        .startsWith("Now disabled: 150 of 150 tasks\n  Many.task0\n")
        .endsWith("\n  Many.task99\n  and 50 more");
  }

  @Test
  void auditNamesTheTaskAlsoWhereTheAnswerDoesNot() throws Exception {
    call("interruptRunning");

    assertThat(ask("showAudit", 0))
        .contains("  interruptRunning Orders.ship\n      None is running");
  }

  @Test
  void giantTextsAreRefusedShortly() throws Exception {
    String stars = "*".repeat(100_000);

    assertThatThrownBy(() -> ask("disableMatching", stars))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the pattern has 100000 characters, allowed: at most 1000");
    assertThatThrownBy(() -> call("disableFor", stars))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
    assertThatThrownBy(() -> ask("findRecords", "", stars, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
    assertThat(ship.enabled()).isTrue();
  }

  private static final class ApplicationError extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void whatTheApplicationsCodeThrowsIsAuditedAndComesAsAnExceptionOfTheJdk() throws Exception {
    TaskInvoker odd = (TaskInvoker) Proxy.newProxyInstance(
        TaskInvoker.class.getClassLoader(),
        new Class<?>[] {TaskInvoker.class},
        (proxy, method, arguments) -> {
          throw new ApplicationError();
        });
    bench.table.add(
        TaskDefinition.builder("Orders", "odd", "Orders.odd()").build(), odd, TaskTraits.PLAIN);

    assertThatThrownBy(() -> ask("trigger", "Orders.odd"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasNoCause()
        .hasMessageStartingWith("trigger failed: io.tlo.jmx.OperationsTest$ApplicationError");

    assertThat(audit())
        .containsExactly("trigger Orders.odd by local from in-process: trigger failed:"
            + " io.tlo.jmx.OperationsTest$ApplicationError");
  }
}
