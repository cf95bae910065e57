package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The finished store in a program under the finished agent. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StoreUnderAgentIT {

  private static final String STORE = "tlo:type=Store";
  private static final String IS_UP = "select count(*) from tlo_instance where ended_at is null"
      + " and instance_id = (select max(instance_id) from tlo_instance)";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.sql.DriverManager;
      import java.util.Timer;
      import java.util.TimerTask;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          int calls = Integer.parseInt(arguments[0]);
          for (int i = 0; i < calls; i++) {
            try { work(i); } catch (IllegalStateException expected) { continue; }
          }
          System.out.println("done");
          System.in.read();
          if (arguments.length > 1) {
            new Timer(true).schedule(new Own(), 0, 50);
            System.in.read();
          }
          System.out.println("drivers " + DriverManager.drivers().count() + ", visible "
              + sees("org.sqlite.JDBC") + sees("org.postgresql.Driver") + sees("com.zaxxer.hikari.HikariConfig")
              + sees("io.tlo.store.jdbc.JdbcStoreProvider"));
        }
        static String sees(String name) {
          try {
            Class.forName(name);
            return name + " ";
          } catch (ClassNotFoundException e) {
            return "";
          }
        }
        @Task static int work(int i) {
          if (i % 10 == 3) throw new IllegalStateException("now and then");
          return i;
        }
        static class Own extends TimerTask {
          @Override public void run() {}
        }
      }
      """;

  @TempDir
  Path folder;

  private Path classes = Path.of("");

  @BeforeEach
  void compile() {
    classes = TestProgram.in(folder.resolve("classes")).compile(MAIN);
  }

  private ForkedJvm jvm(String url, String more) {
    return StoredProgram.jvm(classes, url, more);
  }

  /** Runs the program to its end. */
  private static ForkedJvm.Result run(ForkedJvm jvm, int calls) {
    try (ForkedJvm.Running program =
        jvm.start("app.Main", Integer.toString(calls)).awaitOut("done")) {
      return program.say("").await();
    }
  }

  /** Runs the program to its end, which does not come before the store has all: else a busy machine leaves it none. */
  private static ForkedJvm.Result runStored(ForkedJvm jvm, int calls) {
    try (ForkedJvm.Running program =
            jvm.start("app.Main", Integer.toString(calls)).awaitOut("done");
        JmxClient client = JmxClient.to(program)) {
      awaitWritten(client, calls);
      return program.say("").await();
    }
  }

  private static void awaitWritten(JmxClient client, long records) {
    client.await(STORE);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(client.number(STORE, "RecordsWritten")).isEqualTo(records));
  }

  @ParameterizedTest
  @EnumSource
  @Tag("jdk")
  void theNextRunHasTheHistoryOfTheFirst(TestDatabase kind) {
    String url = kind.url(folder);
    assertThat(runStored(jvm(url, ""), 50))
        .isEqualTo(new ForkedJvm.Result(0, "done\ndrivers 0, visible \n", ""));
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_record")).isEqualTo("50");

    try (ForkedJvm.Running second = jvm(url, "").start("app.Main", "7").awaitOut("done");
        JmxClient client = JmxClient.to(second)) {
      awaitWritten(client, 7);
      assertThat(((String) client.call(JmxClient.REGISTRY, "showHistory", 1000))
              .lines()
              .filter(line -> line.contains("#")))
          .hasSize(57);
      assertThat((Object[])
              client.call(JmxClient.REGISTRY, "findRecords", "Main.work", "Failed", 1000))
          .hasSize(6);
      Numbers numbers = Numbers.of(client);
      assertThat(numbers.calls()).isEqualTo(7);
      assertThat(numbers.kept() + numbers.dropped()).isEqualTo(7);
      assertThat(second.say("").await())
          .isEqualTo(new ForkedJvm.Result(0, "done\ndrivers 0, visible \n", ""));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aJvmIsListedBeforeItsFirstExecutionAndAsEndedOnceItHasEndedInOrder(TestDatabase kind) {
    String url = kind.url(folder);
    boolean hasEnded = false;
    // As it ends it does not wait long for a database that a busy machine holds up.
    for (int tries = 0; tries < 3 && !hasEnded; tries++) {
      try (ForkedJvm.Running program = jvm(url, "").start("app.Main", "0").awaitOut("done")) {
        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(TestDatabase.ask(url, IS_UP)).isEqualTo("1"));
        assertThat(program.say("").await().exitCode()).isZero();
      }
      hasEnded = TestDatabase.ask(url, IS_UP).equals("0");
    }
    assertThat(hasEnded).isTrue();
  }

  /**
   * PostgreSQL's driver has a TimerTask, which it uses where a connection was idle for a moment. The application's own,
   * which comes later, is a task.
   */
  @Test
  void whatTheStoreRunsIsNoTaskOfTheApplication() {
    String url = TestDatabase.POSTGRESQL.url(folder);
    Path loaded = folder.resolve("loaded");
    try (ForkedJvm.Running program = jvm(url, "")
            .option("-Xlog:class+load:file=" + loaded)
            .start("app.Main", "7", "with a timer")
            .awaitOut("done");
        JmxClient client = JmxClient.to(program)) {
      awaitWritten(client, 7);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> Files.readString(loaded, StandardCharsets.ISO_8859_1)
              .contains("org.postgresql.jdbc.StatementCancelTimerTask"));
      program.say("");

      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> client.names("tlo:type=Task,*").size() > 1);

      assertThat(client.names("tlo:type=Task,*"))
          .containsExactlyInAnyOrder(
              JmxClient.task("Main", "work"), JmxClient.task("Main.Own", "run"));
      String names = "select string_agg(name, ' ' order by name) from tlo_task";
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(TestDatabase.ask(url, names)).isEqualTo("Main.Own.run Main.work"));
    }
  }

  @Test
  void twoJvmsShareOneFile() {
    String url = TestDatabase.SQLITE.url(folder);
    try (ForkedJvm.Running one = jvm(url, "").start("app.Main", "2000");
        ForkedJvm.Running other = jvm(url, "").start("app.Main", "2000")) {
      awaitAllWritten(one.awaitOut("done"), 2_000);
      awaitAllWritten(other.awaitOut("done"), 2_000);
      assertThat(one.say("").await().err().lines())
          .allMatch(StoredProgram::saysThatTheDatabaseIsSlow);
      assertThat(other.say("").await().err().lines())
          .allMatch(StoredProgram::saysThatTheDatabaseIsSlow);
    }
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_record")).isEqualTo("4000");
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_instance")).isEqualTo("2");
  }

  private static void awaitAllWritten(ForkedJvm.Running program, long records) {
    try (JmxClient client = JmxClient.to(program)) {
      awaitWritten(client, records);
    }
  }

  @Test
  void aDatabaseThatIsAwayCostsOneLineAndEachExecutionIsAccountedFor() throws IOException {
    try (Socket deaf = deafPort();
        ForkedJvm.Running program = jvm(
                "jdbc:postgresql://127.0.0.1:" + deaf.getLocalPort() + "/tlo",
                ",store.user=tlo,store.queue=100")
            .variable("TLO_STORE_PASSWORD", "swordfish")
            .start("app.Main", "250")
            .awaitOut("done");
        JmxClient client = JmxClient.to(program).await(STORE)) {
      Awaitility.await().atMost(PATIENCE).until(() -> client.number(STORE, "Retries") > 0);
      assertThat(client.number(STORE, "RecordsQueued")).isEqualTo(100);
      assertThat(client.number(STORE, "RecordsDropped")).isEqualTo(150);
      assertThat(client.number(STORE, "RecordsWritten")).isZero();
      assertThat((String) client.get(STORE, "LastError"))
          .contains("127.0.0.1:" + deaf.getLocalPort())
          .doesNotContain("swordfish");
      assertThat(settings(client)).contains("store.url=").doesNotContain("swordfish");
      ForkedJvm.Result result = program.say("").await();
      assertThat(result.exitCode()).isZero();
      assertThat(result.err().lines()).hasSize(2);
      assertThat(result.err())
          .startsWith("[tlo] the state store cannot be reached, records wait for it: ")
          .contains(
              "[tlo] the custom store could not take all in time, 100 records were not stored")
          .doesNotContain("swordfish");
    }
  }

  private static String settings(JmxClient client) {
    StringBuilder text = new StringBuilder();
    for (Object row : (Object[]) client.get(JmxClient.REGISTRY, "Settings")) {
      javax.management.openmbean.CompositeData each =
          (javax.management.openmbean.CompositeData) row;
      text.append(each.get("key")).append('=').append(each.get("value")).append('\n');
    }
    return text.toString();
  }

  /** Returns a port that nobody can listen on as long as it is open. */
  private static Socket deafPort() throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return socket;
  }

  @Test
  void theFilesThatAreWrittenAreThoseThatTheReadmeNames() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Path database = Files.createDirectory(folder.resolve("database"));
    try (ForkedJvm.Running program = jvm("jdbc:sqlite:" + database.resolve("tlo.db"), "")
            .option("-Duser.home=" + home)
            .option("-Djava.io.tmpdir=" + temporary)
            .start("app.Main", "1")
            .awaitOut("done");
        JmxClient client = JmxClient.to(program)) {
      awaitWritten(client, 1);
      assertThat(files(home)).isEmpty();
      assertThat(files(database)).allMatch(each -> each.matches("tlo\\.db(-wal|-shm)?"));
      assertThat(files(temporary)).allMatch(each -> each.contains("sqlitejdbc"));

      client.call(JmxClient.task("Main", "work"), "disableEverywhere");

      assertThat(files(home)).singleElement().asString().matches("\\.tlo/shop-[0-9a-f]+\\.fleet");
      assertThat(program.say("").await().err()).isEmpty();
    }
    assertThat(files(temporary)).isEmpty();
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(each -> folder.relativize(each).toString())
          .toList();
    }
  }

  @Test
  void aPasswordWhereEverybodyCanReadItIsRefusedAndNotRepeated() {
    String url = TestDatabase.SQLITE.url(folder);
    ForkedJvm.Result result = runStored(
        jvm(url, ",store.password=swordfish").option("-Dtlo.store.password=swordfish"), 1);
    assertThat(result.exitCode()).isZero();
    assertThat(result.err())
        .isEqualTo("[tlo] store.password: is not taken from agent argument, since whoever lists the"
            + " processes of the machine can read that; use the variable TLO_STORE_PASSWORD or"
            + " store.password.file\n"
            + "[tlo] store.password: is not taken from system property tlo.store.password, since"
            + " whoever lists the processes of the machine can read that; use the variable"
            + " TLO_STORE_PASSWORD or store.password.file; it is ignored\n");
  }

  @Test
  void anUnknownDatabaseOrAMissingPasswordFileIsOneLineAndMemoryIsUsed() {
    assertThat(run(jvm("jdbc:mysql://localhost/tlo", ""), 1).err())
        .isEqualTo("[tlo] task.state.store: 'jdbc' (from agent argument) cannot be opened:"
            + " store.url: 'jdbc:mysql://localhost/tlo' is no database that is known, allowed:"
            + " jdbc:postgresql://host/database, or jdbc:sqlite:file; InMemoryTaskStateStore is"
            + " used\n");
    assertThat(run(jvm("jdbc:sqlite:x", ",store.password.file=/nowhere"), 1).err())
        .startsWith("[tlo] task.state.store: 'jdbc' (from agent argument) cannot be opened:"
            + " store.password.file: '/nowhere' (from agent argument) cannot be read (")
        .endsWith("; InMemoryTaskStateStore is used\n");
  }

  @Test
  void aFolderThatIsNotThereIsOneLineAndTheRecordsComeOnceItIs() throws IOException {
    Path missing = folder.resolve("later");
    String url = "jdbc:sqlite:" + missing.resolve("tlo.db");
    try (ForkedJvm.Running program = jvm(url, "").start("app.Main", "5").awaitOut("done");
        JmxClient client = JmxClient.to(program).await(STORE)) {
      Awaitility.await().atMost(PATIENCE).until(() -> client.number(STORE, "Retries") > 0);
      Files.createDirectory(missing);
      awaitWritten(client, 5);
      assertThat(program.say("").await().err().lines()).hasSize(1);
    }
  }
}
