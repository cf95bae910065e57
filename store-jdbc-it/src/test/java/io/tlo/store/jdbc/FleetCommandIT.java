package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.fleet.AuditEntry;
import io.tlo.registry.TaskDefinition;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands under {@code fleet} of the finished jar, on a database that instances have left behind. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FleetCommandIT {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir
  Path folder;

  private static ForkedJvm.Result fleet(String... arguments) {
    List<String> all = new ArrayList<>(List.of("fleet"));
    all.addAll(List.of(arguments));
    try (ForkedJvm.Running command = ForkedJvm.on()
        .withoutAgent()
        .option("-Duser.timezone=UTC")
        .variable("COLUMNS", "200")
        .startJar(Built.agent(), all.toArray(new String[0]))) {
      return command.await();
    }
  }

  private static ForkedJvm.Result on(String url, String command, String... more) {
    List<String> all = new ArrayList<>(
        List.of(command, "--store", url, "--store-jar", StoreJarIT.jar().toString()));
    all.addAll(List.of(more));
    return fleet(all.toArray(new String[0]));
  }

  private static TaskStateRecord ended(long id, String task, String failure) {
    TaskStateRecord running = TaskStateRecord.pending(
            id, task, TaskTrigger.APPLICATION, NOON.plusSeconds(id))
        .running(NOON.plusSeconds(id), "worker-1");
    return failure.isEmpty()
        ? running.ended(
            TaskStatus.SUCCEEDED, NOON.plusSeconds(id), Duration.ofMillis(5), "result " + id, null)
        : running.ended(
            TaskStatus.FAILED, NOON.plusSeconds(id), Duration.ofMillis(7), null, failure);
  }

  private static void fill(String url) {
    try (JdbcStore one = TestDatabase.open(url, "instance.name", "node-1");
        JdbcStore two = TestDatabase.open(url, "instance.name", "node-2")) {
      one.enter(List.of(
          TaskDefinition.builder("Orders", "ship", "com.acme.Orders.ship()").build(),
          TaskDefinition.builder("Orders", "bill", "com.acme.Orders.bill()").build()));
      one.write(List.of(ended(1, "Orders.ship", ""), ended(3, "Orders.bill", "")));
      two.write(
          List.of(ended(2, "Orders.ship", "java.io.IOException: no stock\n\tat x.Y.z(Y.java)")));
      two.note(1, new AuditEntry(NOON, "trigger", "Orders.ship", "ops", "10.0.0.7", "Started"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyCommandAnswersFromTheDatabaseAlone(TestDatabase kind) {
    String url = kind.url(folder);
    fill(url);

    assertThat(on(url, "tasks").out())
        .containsPattern("Orders.bill +on +Succeeded +11-23 12:00:03 +node-1")
        .containsPattern("Orders.ship +on +Failed +11-23 12:00:02 +node-2");
    assertThat(on(url, "history").out().lines().skip(1))
        .satisfiesExactly(
            line -> assertThat(line).matches(" *1000000000003 .*Orders.bill +node-1 .*result 3"),
            line -> assertThat(line).matches(" *2000000000002 .*node-2 .*IOException: no stock"),
            line -> assertThat(line).matches(" *1000000000001 .*Orders.ship +node-1 .*result 1"));
    assertThat(on(url, "history", "com.acme.Orders.bill()").out().lines()).hasSize(2);
    assertThat(on(url, "failures", "--json").out())
        .contains("\"instance\": \"node-2\"", "no stock\\n\\tat x.Y.z")
        .doesNotContain("node-1");
    assertThat(on(url, "failures", "Orders.bill")).isEqualTo(answer("No failure is recorded."));
    assertThat(on(url, "instances").out().lines().skip(1))
        .satisfiesExactly(
            line -> assertThat(line).matches(" *2  node-2 +ended +0 .*"),
            line -> assertThat(line).matches(" *1  node-1 +ended +0 .*"));
  }

  @ParameterizedTest
  @EnumSource
  void aTaskIsSwitchedForAllAndTheAuditTellsByWhom(TestDatabase kind) {
    String url = kind.url(folder);
    fill(url);

    assertThat(on(url, "disable", "Orders.ship"))
        .isEqualTo(answer("Orders.ship is now disabled in every instance of shop"));
    assertThat(on(url, "disable", "com.acme.Orders.ship()"))
        .isEqualTo(answer("Orders.ship was already disabled in every instance of shop"));
    assertThat(on(url, "tasks").out()).containsPattern("Orders.ship +OFF");
    try (JdbcStore instance = TestDatabase.open(url)) {
      assertThat(instance.switchedOff())
          .singleElement()
          .satisfies(off -> assertThat(off.method()).isEqualTo("com.acme.Orders.ship()"));
    }
    assertThat(on(url, "enable", "Orders.ship", "--json").out())
        .contains("Orders.ship is no longer disabled in every instance of shop");

    String user = System.getProperty("user.name");
    assertThat(on(url, "audit").out().lines().skip(1))
        .satisfiesExactly(
            line -> assertThat(line).contains(user, "fleet command", "enableEverywhere"),
            line -> assertThat(line).contains(user, "disableEverywhere", "already"),
            line -> assertThat(line).contains(user, "disableEverywhere", "Orders.ship"),
            line -> assertThat(line).contains("ops", "node-2", "trigger", "Started"));
  }

  @Test
  void whatIsNotThereIsSaidInOneSentence() throws Exception {
    String none = "jdbc:sqlite:" + folder.resolve("none.db");
    assertThat(on(none, "tasks"))
        .isEqualTo(failure(
            3, "the store cannot be used: there is no file '" + folder.resolve("none.db") + "'"));
    assertThat(folder.resolve("none.db")).doesNotExist();

    String empty = TestDatabase.POSTGRESQL.url(folder);
    assertThat(on(empty, "tasks"))
        .isEqualTo(failure(
            3,
            "the store cannot be used: this database has no tables of TLO's: no"
                + " instance has come to it yet"));
    assertThat(
            TestDatabase.ask(empty, "select count(*) from pg_tables where tablename like 'tlo%'"))
        .isEqualTo("0");

    assertThat(on("jdbc:postgresql://127.0.0.1:1/x", "tasks").err())
        .startsWith("the store cannot be used: Connection to 127.0.0.1:1 refused");
    assertThat(on("jdbc:mysql://127.0.0.1/x", "tasks"))
        .extracting(ForkedJvm.Result::exitCode)
        .isEqualTo(2);
    assertThat(fleet("tasks").err())
        .isEqualTo("no store is named: --store URL, or the variable TLO_STORE_URL\n");
    assertThat(fleet("tasks", "--store", none, "--store-jar", "no.jar").err())
        .startsWith("there is no 'no.jar'; put tlo-store-jdbc.jar beside");
    Path other = Files.copy(Built.core(), folder.resolve("other.jar"));
    assertThat(fleet("tasks", "--store", none, "--store-jar", other.toString()).err())
        .isEqualTo("'" + other + "' knows no database; tlo-store-jdbc.jar does\n");
    assertThat(fleet().exitCode()).isEqualTo(2);
  }

  @Test
  void aTaskOrAnApplicationThatIsNotThereIsRefusedWithTheNearest() {
    String url = TestDatabase.SQLITE.url(folder);
    fill(url);

    assertThat(on(url, "disable", "Orders.shipp"))
        .isEqualTo(failure(
            1,
            "no task 'Orders.shipp' of 'shop' is in the store;"
                + " the nearest one is 'Orders.ship'"));
    assertThat(on(url, "tasks", "--app", "shops"))
        .isEqualTo(failure(1, "no application 'shops' is in the store; the nearest is 'shop'"));
    try (JdbcStore other = TestDatabase.open(url, "app.name", "archive")) {
      other.write(List.of(ended(1, "Files.move", "")));
    }
    assertThat(on(url, "tasks"))
        .isEqualTo(
            failure(2, "the store has several applications, name one with --app: archive, shop"));
    assertThat(on(url, "disable", "Files.move", "--app", "archive").err())
        .startsWith("the store does not know the method of 'Files.move' yet");
  }

  @Test
  void aNameThatMeansAnotherClassInAnotherInstanceIsRefusedWithTheMethods() {
    String url = TestDatabase.SQLITE.url(folder);
    fill(url);
    try (JdbcStore instance = TestDatabase.open(url)) {
      instance.enter(List.of(
          TaskDefinition.builder("com.acme.b.Orders", "ship", "com.acme.b.Orders.ship()")
              .build(),
          TaskDefinition.builder("Other", "Orders.bill", "com.acme.Other.bill()")
              .build()));
    }

    assertThat(on(url, "disable", "Orders.ship"))
        .isEqualTo(failure(
            1,
            "'Orders.ship' is the name of tasks of several classes, and which of them has it may"
                + " differ between instances; give the full method, such as"
                + " com.acme.Orders.ship(), com.acme.b.Orders.ship()"));
    assertThat(on(url, "disable", "com.acme.Orders.ship()"))
        .isEqualTo(answer("Orders.ship is now disabled in every instance of shop"));
    assertThat(on(url, "disable", "com.acme.b.Orders.ship"))
        .isEqualTo(answer("com.acme.b.Orders.ship is now disabled in every instance of shop"));
    assertThat(on(url, "disable", "Orders.bill"))
        .isEqualTo(answer("Orders.bill is now disabled in every instance of shop"));
  }

  @Test
  void theHistoryOfAFullMethodIsThatOfEveryCopy() {
    String url = TestDatabase.SQLITE.url(folder);
    fill(url);
    try (JdbcStore instance = TestDatabase.open(url)) {
      instance.enter(List.of(
          TaskDefinition.builder("Orders", "ship#2", "com.acme.Orders.ship()").build()));
      instance.write(List.of(ended(4, "Orders.ship#2", "")));
    }

    assertThat(on(url, "history", "com.acme.Orders.ship()").out().lines().skip(1))
        .satisfiesExactly(
            line -> assertThat(line).contains(" Orders.ship#2 "),
            line -> assertThat(line).contains(" Orders.ship ", "no stock"),
            line -> assertThat(line).contains(" Orders.ship ", "result 1"));
    assertThat(on(url, "history", "com.acme.Orders.ship()", "-n", "2").out().lines())
        .hasSize(3);
    assertThat(on(url, "history", "Orders.ship").out().lines()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSwitchedOffAndNoTasksAnyMoreIsListedAndCanBeSwitchedOn(TestDatabase kind) {
    String url = kind.url(folder);
    fill(url);
    on(url, "disable", "Orders.ship");
    try (JdbcStore later = TestDatabase.open(url)) {
      later.enter(List.of(
          TaskDefinition.builder("Orders", "ship", "com.acme.Orders.ship(long)").build()));
    }

    assertThat(on(url, "tasks").out())
        .containsPattern("Orders.ship +on")
        .containsPattern("com.acme.Orders.ship\\(\\) +OFF");
    assertThat(on(url, "enable", "com.acme.Orders.ship()").exitCode()).isZero();
    assertThat(on(url, "tasks").out()).doesNotContain(" OFF  ");
  }

  @Test
  void whoMayOnlyReadSeesAllAndSwitchesNothing() {
    String url = TestDatabase.POSTGRESQL.url(folder);
    fill(url);
    TestDatabase.execute(url, "create role looker login");
    TestDatabase.execute(url, "grant select on all tables in schema public to looker");
    String as = url.replace("user=postgres", "user=looker");

    assertThat(on(as, "history").out().lines()).hasSize(4);
    assertThat(on(as, "disable", "Orders.ship"))
        .isEqualTo(failure(1, "ERROR: permission denied for table tlo_audit (42501)"));
  }

  private static ForkedJvm.Result answer(String text) {
    return new ForkedJvm.Result(0, text + "\n", "");
  }

  private static ForkedJvm.Result failure(int exitCode, String sentence) {
    return new ForkedJvm.Result(exitCode, "", sentence + "\n");
  }
}
