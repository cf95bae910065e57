package io.tlo.trust.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.JdbcStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.management.MBeanAttributeInfo;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever may write to the tables can write any text there: who switched a task off, who has a
 * lease, what an execution returned. None forges a line, repaints a terminal or hides the rest.
 */
class HostileDatabaseIT {

  private static final String FORGED =
      "x\n[tlo] all is well\r\u001b[2K[tlo] all is well\u2028\u202e";
  private static final String HOSTILE_WORDS = "all is well";
  private static final int KILOBYTES = Extent.of(100, 100, 1_000);
  // Put together in the database, whose statements are limited.
  private static final int TIMES = KILOBYTES * 1_000 / FORGED.length();
  // Each is a program of its own, twice.
  private static final List<String> COMMANDS =
      List.of("history", "audit", "tasks", "failures", "instances").subList(0, Extent.of(2, 5, 5));
  private static final int MOST_SHOWN = 65_536;
  private static final int MOST_LINES = 20;

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          work();
          alone();
          System.out.println("called");
          while (System.in.read() == '\\n') {
            work();
            alone();
            System.out.println("again");
          }
        }
        @Task static void work() {}
        @Task static void alone() {}
      }
      """;

  private static final String WORK = JmxClient.task("Main", "work");
  private static final String ALONE = JmxClient.task("Main", "alone");

  @TempDir
  Path folder;

  private Path classes = Path.of("");
  private JdbcStore store = JdbcStore.in(Path.of(""));

  @BeforeEach
  void compile() {
    classes = TestProgram.in(folder.resolve("classes")).compile(MAIN);
    store = JdbcStore.in(folder.resolve("store"));
  }

  private ForkedJvm program() throws IOException {
    Files.createDirectories(store.file().resolveSibling("."));
    return ForkedJvm.on(classes, Built.core())
        .option("-Dfile.encoding=UTF-8")
        .agent("log=debug,exclusive=Main.alone,exclusive.lease=1s,fleet.file="
            + folder.resolve("fleet") + "," + store.arguments());
  }

  /** Returns the text as SQL, repeated. */
  private static String repeated(int times) {
    return "replace(printf('%." + times + "d', 0), '0', '" + FORGED + "')";
  }

  /** Writes rows as somebody else who has the right to. */
  private void write(int times) {
    String hostile = repeated(times);
    String now = "cast(unixepoch('subsec') * 1000000 as integer)";
    store.execute(
        "insert into tlo_instance (app, name, version, started_at, seen_at) values ('shop', "
            + hostile + ", " + hostile + ", " + now + ", " + now + ")");
    store.execute("insert into tlo_task (app, name, method, source, schedule) values ('shop', "
        + hostile + ", " + hostile + ", " + hostile + ", " + hostile + ")");
    String record = "insert into tlo_record (instance_id, record_id, task_id, status, begun_by,"
        + " operator, created_at, started_at, finished_at, duration_nanos, thread, result, failure)"
        + " select (select max(instance_id) from tlo_instance), 1 + coalesce((select max(record_id)"
        + " from tlo_record), 0), task_id, {status}, {begun}, " + hostile + ", " + now + ", " + now
        + ", "
        + now
        + ", 5, " + hostile + ", " + hostile + ", " + hostile
        + " from tlo_task where name = {task}";
    for (String task : List.of("'Main.work'", hostile)) {
      store.execute(row(record, "'Failed'", "'MANUAL'", task));
      store.execute(row(record, "'Succeeded'", "'APPLICATION'", task));
      store.execute(row(record, hostile, hostile, task));
    }
    store.execute("insert into tlo_audit (app, noted_at, action, task, operator, origin, outcome)"
        + " values ('shop', " + now + ", " + hostile + ", " + hostile + ", " + hostile + ", "
        + hostile + ", " + hostile + ")");
    for (String method : List.of("'app.Main.work()'", hostile)) {
      store.execute("insert into tlo_switch (app, method, switched_at, operator, origin) values"
          + " ('shop', " + method + ", " + now + ", " + hostile + ", " + hostile + ")");
    }
    store.execute("update tlo_lock set locked_by = " + hostile
        + ", lock_until = lock_until + 3600000 where name like '%alone%'");
  }

  private static String row(String sql, String status, String begun, String task) {
    return sql.replace("{status}", status).replace("{begun}", begun).replace("{task}", task);
  }

  @Test
  void noTextOfTheTablesForgesALineOrBreaksAnAnswer() throws IOException {
    int shown = 0;
    for (int times : List.of(TIMES, 1).subList(0, Extent.of(1, 2, 2))) {
      store = JdbcStore.in(folder.resolve("store-" + times));
      shown += assertHarmless(times);
    }
    Figures.of(11)
        .check(
            "hostile texts, up to " + KILOBYTES + " KB, in every table of the store's",
            "forged lines: 0 of stderr's, of " + shown + " texts of MBeans, of "
                + 2 * COMMANDS.size() + " commands' output");
  }

  private int assertHarmless(int times) throws IOException {
    try (ForkedJvm.Running program = program().start("app.Main").awaitOut("called");
        JmxClient client = JmxClient.to(program).await(WORK)) {
      awaitTasksEntered();
      write(times);
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() ->
          (boolean) client.get(WORK, "DisabledEverywhere"));
      awaitLockedOut(program, client);

      List<String> shown = texts(client);
      assertThat(shown).isNotEmpty().allSatisfy(HostileDatabaseIT::assertHarmlessText);
      assertThat(records(client)).anyMatch(text -> text.contains(HOSTILE_WORDS));
      // Wrapped for a dialogue; what stands at the end would otherwise be cut off, or far below.
      assertThat(answers(client))
          .allSatisfy(HostileDatabaseIT::assertHarmlessText)
          .allSatisfy(answer -> assertThat(answer.lines()).hasSizeLessThan(MOST_LINES))
          .anyMatch(answer -> answer.contains("enableEverywhere"));
      assertThat(commandsThatBreak()).isEmpty();
      assertThat(Forgeries.in(program.err())).isEmpty();
      assertThat(program.say("end").await().exitCode()).isZero();
      assertThat(Forgeries.in(program.err())).isEmpty();
      return shown.size();
    }
  }

  private void awaitTasksEntered() {
    Awaitility.await()
        .ignoreExceptions()
        .atMost(Duration.ofMinutes(1))
        .until(() -> store.number("select count(*) from tlo_lock") == 1
            && store.number("select count(*) from tlo_task where method is not null") == 2);
  }

  /** Once the lease has ended that it had. */
  private static void awaitLockedOut(ForkedJvm.Running program, JmxClient client) {
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
      program.say("").awaitOut("again");
      return client.number(ALONE, "ExecutionsSkipped") > 0;
    });
  }

  /** Returns all that a client is shown: attributes and records. */
  private static List<String> texts(JmxClient client) {
    List<String> texts = new ArrayList<>();
    for (String name : client.names("tlo:*")) {
      for (MBeanAttributeInfo each : client.info(name).getAttributes()) {
        add(texts, client.get(name, each.getName()));
      }
    }
    texts.addAll(records(client));
    return texts;
  }

  /** Those of the database: what the memory has of them is harmless anyway. */
  private static List<String> records(JmxClient client) {
    List<String> texts = new ArrayList<>();
    add(texts, client.call(JmxClient.REGISTRY, "findRecords", "*", "*", 1_000));
    return texts;
  }

  /** Returns what an operator is answered. */
  private static List<String> answers(JmxClient client) {
    List<String> answers = new ArrayList<>();
    add(answers, client.call(JmxClient.REGISTRY, "showHistory", 1_000));
    for (String operation : List.of("enable", "trigger", "disable")) {
      for (String task : List.of(WORK, ALONE)) {
        try {
          add(answers, client.call(task, operation));
        } catch (RuntimeException e) {
          answers.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return answers;
  }

  private static void add(List<String> texts, @Nullable Object value) {
    if (value instanceof String text) {
      texts.add(text);
    } else if (value instanceof CompositeData row) {
      row.values().forEach(each -> add(texts, each));
    } else if (value instanceof Object[] all) {
      Arrays.asList(all).forEach(each -> add(texts, each));
    }
  }

  private static void assertHarmlessText(String text) {
    assertThat(text).hasSizeLessThanOrEqualTo(MOST_SHOWN);
    boolean isHarmless =
        text.chars().noneMatch(c -> c != '\n' && c != '\t' && Forgeries.isUnprintable(c));
    assertThat(isHarmless).as("%.400s", text).isTrue();
  }

  private List<String> commandsThatBreak() {
    List<String> broken = new ArrayList<>();
    for (String command : COMMANDS) {
      ForkedJvm.Result table = fleet(command);
      boolean isTable =
          table.exitCode() == 0 && table.err().isEmpty() && table.out().contains(HOSTILE_WORDS);
      if (!isTable || table.out().lines().anyMatch(line -> line.startsWith("[tlo]"))) {
        broken.add(command + ": " + cut(table));
      }
      if (table.out().chars().filter(c -> c != '\n').anyMatch(Forgeries::isUnprintable)) {
        broken.add(command + " repaints: " + cut(table));
      }
      ForkedJvm.Result json = fleet(command, "--json");
      if (json.exitCode() != 0 || !JsonParser.parseString(json.out()).isJsonObject()) {
        broken.add(command + " --json: " + cut(json));
      }
    }
    return broken;
  }

  private static String cut(ForkedJvm.Result result) {
    String text = result.exitCode() + " " + result.err() + result.out();
    return text.substring(0, Math.min(text.length(), 400));
  }

  private ForkedJvm.Result fleet(String command, String... more) {
    List<String> all = new ArrayList<>(List.of("fleet", command, "--app", "shop", "--store"));
    all.add("jdbc:sqlite:" + store.file());
    all.addAll(List.of("--store-jar", JdbcStore.jar().toString()));
    all.addAll(List.of(more));
    try (ForkedJvm.Running running = new ForkedJvm()
        .withoutAgent()
        .option("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8")
        .startJar(Built.agent(), all.toArray(String[]::new))) {
      return running.await();
    }
  }

  @Test
  void theSameTextAsItIsIsSeenToForge() throws IOException {
    try (ForkedJvm.Running program = program().start("app.Main").awaitOut("called")) {
      awaitTasksEntered();
      write(1);
      assertThat(program.say("end").await().exitCode()).isZero();
    }
    String asItIs = String.join("\n", store.ask("select operator from tlo_switch"));
    List<String> forgeries = Forgeries.in(asItIs);
    assertThat(forgeries).isNotEmpty();
    Figures.of(11)
        .control(
            "the same text read from a table as it is", forgeries.size() + " forgeries, caught");
  }
}
