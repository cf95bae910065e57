package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import io.tlo.testing.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Instances of one application under the finished agent, with one database: a switch for all of them. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FleetIT {

  private static final int JVMS = 3;
  /** How often a task is switched off everywhere; 50 for the figures of the page. */
  private static final int ROUNDS = Tier.size("tlo.fleet.rounds", 2, 5);
  /** How often each instance leaves the task out before it is believed that it does not run. */
  private static final int SKIPS = Tier.size("tlo.fleet.skips", 200, 1_000);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  /** Where how long it takes is measured, it is looked at more often than the machine likes. */
  private static final Duration LOOK = Duration.ofMillis(ROUNDS < 5 ? 10 : 1);

  private static final String TASK = "tlo:type=Task,group=Main,name=work";
  private static final String METHOD = "app.Main.work()";

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          Thread calls = new Thread(() -> { while (true) { work(); rest(); } });
          calls.setDaemon(true);
          calls.start();
          System.out.println("up");
          System.in.read();
        }
        // Or an instance where the task is off would take a processor for itself.
        static void rest() {
          java.util.concurrent.locks.LockSupport.parkNanos(500_000);
        }
        @Task static void work() {
          try { Thread.sleep(5); } catch (InterruptedException e) { throw new IllegalStateException(e); }
        }
      }
      """;

  @TempDir
  Path folder;

  private final List<ForkedJvm.Running> programs = new ArrayList<>();
  private final List<JmxClient> clients = new ArrayList<>();
  private Path classes = Path.of("");

  @BeforeEach
  void compile() {
    classes = TestProgram.in(folder.resolve("classes")).compile(MAIN);
  }

  @AfterEach
  void end() {
    clients.forEach(JmxClient::close);
    programs.forEach(ForkedJvm.Running::close);
  }

  /** Starts an instance that knows nothing but what the database says, if its file is a new one. */
  private JmxClient start(String url, String file) {
    ForkedJvm.Running program = StoredProgram.jvm(
            classes,
            url,
            ",instance.name=node-" + programs.size() + ",fleet.file=" + folder.resolve(file))
        .start("app.Main")
        .awaitOut("up");
    programs.add(program);
    JmxClient client = JmxClient.to(program).await(TASK);
    clients.add(client);
    return client;
  }

  private void startAll(String url) {
    for (int i = 0; i < JVMS; i++) {
      start(url, "fleet-" + i);
    }
    clients.forEach(FleetIT::awaitOpen);
  }

  /** The store is opened on a thread of its own: until it is, this is refused. */
  private static void awaitOpen(JmxClient client) {
    Awaitility.await()
        .ignoreExceptions()
        .atMost(PATIENCE)
        .until(() -> client
            .call(TASK, "enableEverywhere")
            .equals("Main.work was not disabled in every instance"));
  }

  private static boolean isOn(JmxClient client) {
    return (Boolean) client.get(TASK, "Enabled");
  }

  /** Returns after how many milliseconds the last one is so. */
  private long millisUntilAll(boolean on, long since) {
    Awaitility.await()
        .pollInterval(LOOK)
        .atMost(PATIENCE)
        .until(() -> clients.stream().allMatch(each -> isOn(each) == on));
    return Duration.ofNanos(System.nanoTime() - since).toMillis();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSwitchedOffInOneIsOffInAllAndInThoseThatComeLater(TestDatabase kind) {
    String url = kind.url(folder);
    startAll(url);
    List<Long> off = new ArrayList<>();
    List<Long> on = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      JmxClient one = clients.get(round % JVMS);
      long asked = System.nanoTime();
      assertThat(one.call(TASK, "disableEverywhere"))
          .isEqualTo("Main.work is now disabled in every instance\n"
              + "  others follow within two seconds");
      off.add(millisUntilAll(false, asked));
      asked = System.nanoTime();
      assertThat(one.call(TASK, "enableEverywhere"))
          .isEqualTo("Main.work is no longer disabled in every instance\n"
              + "  others follow within two seconds");
      on.add(millisUntilAll(true, asked));
    }
    say(kind, "off", off);
    say(kind, "on", on);

    clients.get(0).call(JmxClient.REGISTRY, "disableEverywhere", "Main.work");
    millisUntilAll(false, System.nanoTime());
    assertNobodyRunsIt();
    JmxClient later = start(url, "fleet-of-a-new-machine");
    Awaitility.await().atMost(PATIENCE).until(() -> !isOn(later));
    assertThat(later.get(TASK, "DisabledEverywhere")).isEqualTo(true);
    JmxClient again = start(url, "fleet-0");
    assertThat(isOn(again)).isFalse();
    assertThat(again.number(TASK, "ExecutionsSucceeded")).isZero();

    assertTheAuditHasAll(url);
    programs.forEach(
        each -> assertThat(each.err().lines()).allMatch(StoredProgram::saysThatTheDatabaseIsSlow));
  }

  private void assertNobodyRunsIt() {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> clients.stream().allMatch(each -> each.number(TASK, "ExecutionsRunning") == 0));
    long[] ran = runs();
    long[] skipped = skips();
    Awaitility.await().atMost(PATIENCE).until(() -> {
      long[] now = skips();
      for (int i = 0; i < now.length; i++) {
        if (now[i] < skipped[i] + SKIPS) {
          return false;
        }
      }
      return true;
    });
    assertThat(runs()).isEqualTo(ran);
  }

  private long[] runs() {
    return clients.stream()
        .mapToLong(each -> each.number(TASK, "ExecutionsSucceeded"))
        .toArray();
  }

  private long[] skips() {
    return clients.stream()
        .mapToLong(each -> each.number(TASK, "ExecutionsSkipped"))
        .toArray();
  }

  private static void assertTheAuditHasAll(String url) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> TestDatabase.ask(
                url, "select count(*) from tlo_audit where outcome like '%two seconds'")
            .equals(Integer.toString(2 * ROUNDS + 1)));
    assertThat(TestDatabase.ask(url, "select count(distinct instance_id) from tlo_audit"))
        .isEqualTo(Integer.toString(JVMS));
    assertThat(TestDatabase.ask(url, "select min(method) from tlo_task")).isEqualTo(METHOD);
  }

  private static void say(TestDatabase kind, String what, List<Long> millis) {
    long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.println("| " + kind + ", switched " + what + " everywhere, until the last of " + JVMS
        + " has it, " + sorted.length + " times | median " + sorted[sorted.length / 2]
        + " ms | worst " + sorted[sorted.length - 1] + " ms |");
  }

  @Test
  void whatWasOffIsOffAtAStartWithoutTheDatabaseAndCannotBeChangedThen() {
    String url = TestDatabase.SQLITE.url(folder);
    JmxClient first = start(url, "fleet");
    awaitOpen(first);
    first.call(TASK, "disableEverywhere");

    JmxClient second = start("jdbc:postgresql://127.0.0.1:1/away?connectTimeout=1", "fleet");

    assertThat(isOn(second)).isFalse();
    assertThat(second.number(TASK, "ExecutionsSucceeded")).isZero();
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThatThrownBy(() -> second.call(TASK, "enableEverywhere"))
            .hasStackTraceContaining("Connection to 127.0.0.1:1 refused"));
    assertThatThrownBy(() -> second.call(TASK, "enable"))
        .hasStackTraceContaining("every instance of the");
    assertThat(isOn(second)).isFalse();
    assertThat(programs.get(1).err().lines())
        .singleElement()
        .asString()
        .startsWith("[tlo] the state store cannot be reached, records wait for it: ");
  }

  @Test
  void theCommandLineSwitchesInOneAndInAll() {
    String url = TestDatabase.SQLITE.url(folder);
    startAll(url);
    String pid = Long.toString(programs.get(0).pid());

    assertThat(command("disable", pid, "Main.work", "--everywhere").out())
        .startsWith("Main.work is now disabled in every instance");
    millisUntilAll(false, System.nanoTime());
    assertThat(command("enable", pid, "Main.work"))
        .extracting(ForkedJvm.Result::exitCode)
        .isEqualTo(1);
    assertThat(command("enable", pid, "Main.work", "--everywhere").out())
        .startsWith("Main.work is no longer disabled in every instance");
    millisUntilAll(true, System.nanoTime());

    assertThat(command("disable", pid, "Main.*", "--everywhere").exitCode()).isEqualTo(2);
    assertThat(
            command("disable", pid, "Main.work", "--everywhere", "--for", "1m").exitCode())
        .isEqualTo(2);
  }

  /** Runs the finished command line. */
  private static ForkedJvm.Result command(String... arguments) {
    try (ForkedJvm.Running running =
        ForkedJvm.on().withoutAgent().startJar(Built.agent(), arguments)) {
      return running.await();
    }
  }
}
