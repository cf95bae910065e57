package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.FreePort;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every command of the finished jar, on a program of its own, that has a JMX port with passwords as well. */
class CommandLineIT {

  private static final int REFUSED = 1;
  private static final int USAGE = 2;
  private static final int CANNOT_CONNECT = 3;
  private static final int NOT_WRITTEN = 5;

  /** No other program of this machine has this name, though other tests run the same one. */
  private static final String NAME = "Named" + ProcessHandle.current().pid();

  private static final List<String> COMMANDS = List.of(
      "jvms",
      "attach",
      "detach",
      "tasks",
      "history",
      "failures",
      "record",
      "enable",
      "disable",
      "trigger",
      "interrupt",
      "audit",
      "watch",
      "settings",
      "completion");

  @TempDir
  static Path folder;

  private static int port;
  private static ForkedJvm.Running program;
  private static JmxClient client;

  @BeforeAll
  static void start() throws IOException {
    port = FreePort.choose();
    Path passwords = PasswordPort.secret(folder, "password", "reader look\noperator touch\n");
    Path access = PasswordPort.secret(folder, "access", "reader readonly\noperator readwrite\n");
    program = QuietProgram.named(NAME, folder)
        .option(PasswordPort.options(port, passwords, access))
        .start("app." + NAME)
        .awaitOut("ready\n");
    client = JmxClient.to(program).await(QuietProgram.HOURLY).await(JmxClient.REGISTRY);
  }

  @AfterAll
  static void theProgramHasNoticedNothing() {
    try {
      assertThat(program.isAlive()).isTrue();
      assertThat(program.err()).isEmpty();
    } finally {
      client.close();
      program.close();
    }
  }

  private static String remote() {
    return "127.0.0.1:" + port;
  }

  private static String label() {
    return "app." + NAME + " (" + program.pid() + ")";
  }

  @Test
  @Tag("jdk")
  void jvmsTellsWhoHasTheAgentAndAsksNobody() {
    ForkedJvm.Result result = Tlo.run("jvms");
    assertThat(result.out())
        // The width of the column is that of the longest process id, whatever that is.
        .containsPattern("\\A *PID  AGENT  ")
        .containsPattern("(?m)^ *" + program.pid() + "  yes    .*app\\." + NAME + "$");
    assertThat(result.err()).isEmpty();

    JsonNode jvms = Tlo.json(Tlo.run("jvms", "--json")).get("jvms");
    assertThat(jvms.values())
        .filteredOn(each -> each.get("pid").asLong() == program.pid())
        .singleElement()
        .satisfies(each -> {
          assertThat(each.get("name").asString()).isEqualTo("app." + NAME);
          assertThat(each.get("agent").asBoolean()).isTrue();
          assertThat(each.get("user").isNull()).isTrue();
        });
    assertThat(program.err()).isEmpty();
  }

  @Test
  void tasksIsATableOfAlignedColumns() {
    ForkedJvm.Result result = Tlo.run("tasks", program.pid());
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(1 + QuietProgram.TASKS);
    int state = lines.get(0).indexOf("STATE");
    assertThat(lines.get(0))
        .matches("TASK +STATE +LAST +RUN +OK +FAILED +SKIPPED +STARTED +SCHEDULE +SOURCE");
    assertThat(lines.subList(1, lines.size()))
        .allMatch(line -> line.startsWith("on ", state) || line.startsWith("OFF", state));
    assertThat(result.out())
        .containsPattern("(?m)^Quiet\\.hourly +on +- .* every 1 h +io\\.tlo\\.Task$");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aJvmIsNamedByItsMainClass() {
    for (String name : List.of("app." + NAME, NAME)) {
      assertThat(Tlo.json(Tlo.run("tasks", name, "--json")).get("tasks").size())
          .as(name)
          .isEqualTo(QuietProgram.TASKS);
    }
  }

  @Test
  void tasksAsJsonHaveTheNamesOfTheMBean() {
    JsonNode task =
        Tlo.json(Tlo.run("tasks", program.pid(), "--json")).get("tasks").get(1);
    assertThat(task.propertyNames())
        .containsExactly(
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
  }

  @Test
  void aTableIsCutToTheWidthOfTheTerminal() {
    ForkedJvm.Result result =
        Tlo.run(Tlo.jvm().variable("COLUMNS", "60"), "history", program.pid());
    assertThat(result.out().lines()).isNotEmpty().allMatch(line -> line.length() <= 60);
    assertThat(result.out()).contains("...");
  }

  @Test
  @Tag("jdk")
  void whoHasAPasswordComesInByThePort() throws IOException {
    Path file = Files.writeString(folder.resolve("word"), "look\n");
    assertThat(
            Tlo.run("tasks", remote(), "--user", "reader", "--password", "look").exitCode())
        .isZero();
    assertThat(Tlo.run("tasks", remote(), "--user", "reader", "--password-file", file)
            .exitCode())
        .isZero();
    assertThat(Tlo.run(
                Tlo.jvm().variable("JMX_USER", "reader").variable("JMX_PASSWORD", "look"),
                "tasks",
                "service:jmx:rmi:///jndi/rmi://" + remote() + "/jmxrmi")
            .exitCode())
        .isZero();
    try (ForkedJvm.Running asked =
        Tlo.start(Tlo.jvm(), "tasks", remote(), "--user", "reader", "--password")) {
      ForkedJvm.Result result = asked.say("look").await();
      assertThat(result.exitCode()).isZero();
      assertThat(result.out()).contains("Quiet.hourly");
      assertThat(result.err()).isEmpty();
    }
  }

  @Test
  void whoHasNoPasswordIsToldSo() {
    assertThat(Tlo.run("tasks", remote()))
        .isEqualTo(Tlo.failure(
            CANNOT_CONNECT,
            remote() + " asks for a user and a password: give --user and --password"));
    assertThat(Tlo.run("tasks", remote(), "--user", "reader", "--password", "touch"))
        .isEqualTo(Tlo.failure(
            CANNOT_CONNECT, remote() + " does not let in 'reader': user or password is wrong"));
    assertThat(Tlo.run("tasks", remote(), "--password", "touch"))
        .isEqualTo(Tlo.failure(USAGE, "a password is given but no user: add --user NAME"));
  }

  @Test
  void whoMayOnlyReadSeesWhatAttributesTellAndChangesNothing() {
    String note =
        "this user may only read attributes: shown are at most the newest 50 records of all"
            + " tasks, or 20 of one, with their texts cut\n";
    ForkedJvm.Result history = asReader("history", "Quiet.fails", "-n", "2");
    assertThat(history.out().lines()).hasSize(3);
    assertThat(history.err()).isEqualTo(note);
    assertThat(history.exitCode()).isZero();
    ForkedJvm.Result failures = asReader("failures");
    assertThat(failures.out().lines().skip(1))
        .isNotEmpty()
        .allMatch(each -> each.contains("Failed"));
    assertThat(failures.err()).isEqualTo(note);
    assertThat(asReader("audit").exitCode()).isZero();
    for (String command : List.of("disable", "enable", "trigger")) {
      String operation = command;
      assertThat(asReader(command, "Quiet.later"))
          .isEqualTo(Tlo.failure(
              REFUSED,
              "the user that " + remote() + " let in may only read: " + operation
                  + " needs one with readwrite in its access file"));
    }
  }

  private static ForkedJvm.Result asReader(String command, Object... more) {
    Object[] all = new Object[2 + more.length];
    all[0] = command;
    all[1] = remote();
    System.arraycopy(more, 0, all, 2, more.length);
    return Tlo.run(Tlo.jvm().variable("JMX_USER", "reader").variable("JMX_PASSWORD", "look"), all);
  }

  @Test
  @Tag("jdk")
  void aPortThatNobodyListensOn() {
    int nobody = FreePort.choose();
    assertThat(Tlo.run("tasks", "127.0.0.1:" + nobody))
        .isEqualTo(Tlo.failure(
            CANNOT_CONNECT,
            "nobody answers at 127.0.0.1:" + nobody + ": start the application with"
                + " -Dcom.sun.management.jmxremote.port=PORT, or name a process of this machine"));
  }

  @Test
  void historyIsNewestFirstAndOfOneTaskIfAsked() {
    JsonNode all = Tlo.json(Tlo.run("history", program.pid(), "--json")).get("records");
    List<Long> ids = all.values().stream().map(each -> each.get("id").asLong()).toList();
    assertThat(ids).hasSizeGreaterThanOrEqualTo(QuietProgram.SUCCEEDED + QuietProgram.FAILED);
    assertThat(Instant.parse(all.get(0).get("createdAt").asString()))
        .isAfterOrEqualTo(Instant.parse(all.get(1).get("createdAt").asString()));
    JsonNode one = Tlo.json(Tlo.run("history", program.pid(), "Quiet.succeeds", "-n", 2, "--json"));
    assertThat(one.get("records").values()).hasSize(2).allSatisfy(each -> {
      assertThat(each.get("task").asString()).isEqualTo("Quiet.succeeds");
      assertThat(each.get("durationMillis").isNumber()).isTrue();
      assertThat(each.get("failure").isNull()).isTrue();
    });
    assertThat(Tlo.run("history", program.pid(), "app.Quiet.succeeds()").out())
        .contains("Quiet.succeeds");
  }

  @Test
  void failuresAndTheRecordOfOneTellWhatHappened() {
    ForkedJvm.Result failures = Tlo.run("failures", program.pid());
    assertThat(failures.out().lines().skip(1))
        .hasSizeGreaterThanOrEqualTo(QuietProgram.FAILED)
        .allMatch(line -> line.contains("Quiet.fails"));
    assertThat(failures.out()).contains("refused by the till");
    String bound =
        "the newest 10,000 records were looked through at most, fewer where their texts are long\n";
    assertThat(Tlo.run("failures", program.pid(), "-n", 1_000).err()).isEqualTo(bound);
    assertThat(Tlo.run("failures", program.pid(), "-n", 1_000, "--json").err()).isEqualTo(bound);
    assertThat(Tlo.run("failures", program.pid(), "-n", 1).err()).isEmpty();
    assertThat(Tlo.run("history", program.pid(), "-n", 1_000).err()).isEmpty();

    JsonNode newest = Tlo.json(Tlo.run("failures", program.pid(), "-n", 1, "--json"))
        .get("records")
        .get(0);
    long id = newest.get("id").asLong();
    assertThat(newest.get("failure").asString()).contains("Quiet$Refused", "\n");
    ForkedJvm.Result record = Tlo.run("record", program.pid(), id);
    assertThat(record.out())
        .startsWith("Record   #" + id + "\nTask   Quiet.fails\nStatus   Failed\n")
        .contains("    at app.Quiet.fails(");
    assertThat(Tlo.json(Tlo.run("record", program.pid(), id, "--json"))).isEqualTo(newest);
    assertThat(Tlo.run("record", program.pid(), 987654321))
        .isEqualTo(
            Tlo.failure(REFUSED, "no record 987654321 is kept; 'history' lists those that are"));
  }

  @Test
  void aTaskIsSwitchedOffForAWhileAndOn() {
    ForkedJvm.Result off = Tlo.run("disable", program.pid(), "Quiet.greets", "--for", "15m");
    assertThat(off.out()).startsWith("Quiet.greets is now disabled for 15 min\n  until ");
    assertThat(client.get(QuietProgram.GREETS, "Enabled")).isEqualTo(false);
    assertThat(Tlo.run("enable", program.pid(), "Quiet.greets"))
        .isEqualTo(Tlo.answer("Quiet.greets is now enabled"));
    assertThat(Tlo.json(Tlo.run("enable", program.pid(), "Quiet.greets", "--json"))
            .get("message")
            .asString())
        .isEqualTo("Quiet.greets was already enabled");
    assertThat(client.get(QuietProgram.GREETS, "Enabled")).isEqualTo(true);
  }

  @Test
  void allTasksOfAPatternAreSwitched() {
    assertThat(Tlo.run("disable", program.pid(), "*.hour*"))
        .isEqualTo(Tlo.answer("Now disabled: 1 of 1 task\n  Quiet.hourly"));
    assertThat(Tlo.run("enable", program.pid(), "*.hour*"))
        .isEqualTo(Tlo.answer("Now enabled: 1 of 1 task\n  Quiet.hourly"));
    assertThat(Tlo.run("disable", program.pid(), "Nobody*"))
        .isEqualTo(Tlo.failure(
            REFUSED,
            "no task's name or full method matches 'Nobody*'; * stands for any characters, 'tasks'"
                + " lists the names"));
    assertThat(Tlo.run("disable", program.pid(), "Quiet*", "--for", "1h"))
        .isEqualTo(Tlo.failure(
            USAGE, "--for takes one task, and 'Quiet*' is a pattern: 'tasks' lists the names"));
    assertThat(Tlo.run("disable", program.pid(), "Quiet.later", "--for", "soon"))
        .isEqualTo(Tlo.failure(
            USAGE,
            "--for: 'soon' is not a duration, allowed: 10ms to 365d, such as 30s, 5m or PT30S"));
  }

  @Test
  void anUnknownTaskIsAnsweredWithTheOneThatWasMeant() {
    assertThat(Tlo.run("disable", program.pid(), "fails"))
        .isEqualTo(Tlo.failure(
            REFUSED, "no task 'fails' is registered; the nearest one is 'Quiet.fails'"));
    assertThat(Tlo.run("trigger", program.pid(), "Quiet.suceeds"))
        .isEqualTo(Tlo.failure(
            REFUSED, "no task 'Quiet.suceeds' is registered; the nearest one is 'Quiet.succeeds'"));
  }

  @Test
  @Tag("jdk")
  void aTriggerIsWaitedForAndItsOutcomeIsTheExitCode() {
    ForkedJvm.Result succeeded = Tlo.run("trigger", program.pid(), "Quiet.later", "--wait");
    assertThat(succeeded.out())
        .matches("Quiet\\.later succeeded after .* \\(record \\d+\\): BUSY\n");
    assertThat(succeeded.exitCode()).isZero();
    ForkedJvm.Result failed = Tlo.run("trigger", program.pid(), "Quiet.fails", "--wait");
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .matches(
            "Quiet\\.fails failed after .* \\(record \\d+\\): .*Refused: refused by the till\n");
    assertThat(failed.exitCode()).isEqualTo(REFUSED);

    ForkedJvm.Result given =
        Tlo.run("trigger", program.pid(), "Quiet.greets", "--args", "Bob,3,BUSY");
    assertThat(given.out()).matches("Started Quiet\\.greets as record \\d+\n");
    assertThat(
            Tlo.run("trigger", program.pid(), "Quiet.greets", "--args", "Bob").exitCode())
        .isEqualTo(REFUSED);
    JsonNode json = Tlo.json(Tlo.run("trigger", program.pid(), "Quiet.later", "--wait", "--json"));
    assertThat(json.get("message").asString()).startsWith("Started Quiet.later as record ");
    assertThat(json.get("record").get("status").asString()).isEqualTo("Succeeded");
    assertThat(json.get("record").get("trigger").asString()).isEqualTo("MANUAL");
  }

  @Test
  void aTriggerWithoutArgumentsNamesTheOptionForThem() {
    assertThat(Tlo.run("trigger", program.pid(), "Quiet.greets"))
        .isEqualTo(Tlo.failure(
            REFUSED,
            "task 'Quiet.greets' cannot be run: it takes 3 arguments and got 0; use --args"));
  }

  @Test
  void whatRunsIsInterrupted() {
    assertThat(Tlo.run("interrupt", program.pid(), "Quiet.hourly"))
        .isEqualTo(Tlo.answer("None is running"));
    assertThat(Tlo.json(Tlo.run("interrupt", program.pid(), "Quiet.hourly", "--json"))
            .get("message")
            .asString())
        .isEqualTo("None is running");
    assertThat(asReader("interrupt", "Quiet.hourly").exitCode()).isEqualTo(REFUSED);
  }

  /** Every write to that device fails, as on a disk that is full. */
  @Test
  @Tag("jdk")
  void whatCouldNotBeWrittenIsNotDone() {
    assumeTrue(Files.exists(Path.of("/dev/full")), "needs /dev/full");
    for (List<Object> command : List.<List<Object>>of(
        List.of("settings"),
        List.of("--help"),
        List.of("tasks", program.pid(), "--json"),
        List.of("watch", program.pid(), "--count", 1))) {
      ForkedJvm full = Tlo.jvm().startedBy("sh", "-c", "exec \"$0\" \"$@\" >/dev/full");
      ForkedJvm.Result result = Tlo.run(full, command.toArray());
      assertThat(result.err())
          .as("%s", command)
          .startsWith("the command is done, but standard output could not be written: ")
          .hasLineCount(1);
      assertThat(result.exitCode()).as("%s", command).isEqualTo(NOT_WRITTEN);
    }
  }

  @Test
  @Tag("jdk")
  void aReaderThatWantsNoMoreIsNoFailure() {
    ForkedJvm unread =
        Tlo.jvm().startedBy("sh", "-c", "{ \"$0\" \"$@\"; echo \"exit $?\" >&2; } | true");
    assertThat(Tlo.run(unread, "settings")).isEqualTo(new ForkedJvm.Result(0, "", "exit 0\n"));
  }

  @Test
  void auditTellsWhoDidWhat() {
    Tlo.run(
        Tlo.jvm().variable("JMX_PASSWORD", "touch"),
        "enable",
        remote(),
        "Quiet.later",
        "--user",
        "operator");
    assertThat(Tlo.json(Tlo.run("audit", program.pid(), "-n", 100, "--json"))
            .get("entries")
            .values())
        .anySatisfy(entry -> {
          assertThat(entry.get("by").asString()).isEqualTo("operator");
          assertThat(entry.get("from").asString()).contains("127.0.0.1");
          assertThat(entry.get("action").asString()).isEqualTo("enable");
          assertThat(entry.get("task").asString()).isEqualTo("Quiet.later");
          assertThat(Instant.parse(entry.get("at").asString())).isBefore(Instant.now());
        });
    assertThat(Tlo.run("audit", program.pid()).out())
        .containsPattern(
            "operator +\\S*127\\.0\\.0\\.1\\S* +enable +Quiet\\.later +Quiet\\.later was already enabled");
  }

  @Test
  void watchPrintsOneTableAfterTheOtherWhereThereIsNoTerminal() {
    ForkedJvm.Result result = Tlo.run("watch", program.pid(), "--count", 2, "--interval", "100ms");
    assertThat(result.out())
        .doesNotContain("\u001b")
        .startsWith(label() + "  ")
        .containsPattern("(?s)TASK +STATE.*\n\n.*TASK +STATE");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    ForkedJvm.Result json =
        Tlo.run("watch", program.pid(), "--count", 2, "--interval", "100ms", "--json");
    assertThat(json.out().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(
                Tlo.json(new ForkedJvm.Result(0, line, "")).get("tasks").size())
            .isEqualTo(QuietProgram.TASKS));
  }

  @Test
  void watchEndsWithTheProgram() {
    try (ForkedJvm.Running other = QuietProgram.start(QuietProgram.in(folder.resolve("other")));
        ForkedJvm.Running watch =
            Tlo.start(Tlo.jvm(), "watch", other.pid(), "--interval", "100ms")) {
      watch.awaitOut("TASK");
      other.terminate();
      other.await();
      ForkedJvm.Result result = watch.await();
      assertThat(result.exitCode()).isEqualTo(CANNOT_CONNECT);
      assertThat(result.err())
          .startsWith("the connection to app.Quiet (" + other.pid() + ") broke: ")
          .hasLineCount(1);
    }
  }

  @Test
  void timesAreInTheZoneThatTheProgramHasSet() {
    Path classes = TestProgram.in(folder.resolve("zoned")).compile("""
        package app;
        import io.tlo.Task;
        import java.util.Scanner;
        import java.util.TimeZone;
        public class Zoned {
          public static void main(String[] arguments) {
            work();
            System.out.println("ready");
            for (Scanner in = new Scanner(System.in); in.hasNextLine(); ) {
              TimeZone.setDefault(TimeZone.getTimeZone(in.nextLine()));
              System.out.println("set");
            }
          }
          @Task static void work() {}
        }
        """);
    try (ForkedJvm.Running zoned =
        ForkedJvm.on(classes, Built.core()).start("app.Zoned").awaitOut("ready\n")) {
      assertThat(Tlo.run("tasks", zoned.pid()).out())
          .contains("Zoned.work")
          .doesNotContain("+05:45");
      assertThat(Tlo.run("record", zoned.pid(), 0).out()).doesNotContain("+05:45");
      // No machine that tests run on has this zone.
      zoned.say("Asia/Kathmandu").awaitOut("set\n");
      assertThat(Tlo.run("tasks", zoned.pid()).out()).contains("STARTED (+05:45)");
      assertThat(Tlo.run("history", zoned.pid()).out()).contains("STARTED (+05:45)");
      assertThat(Tlo.run("record", zoned.pid(), 0).out()).contains(" +05:45\n");
    }
  }

  @Test
  void theHelpListsEveryCommand() {
    List<String> listed = Pattern.compile("(?m)^  (\\w+) ")
        .matcher(Tlo.run("--help").out())
        .results()
        .map(match -> match.group(1))
        .toList();
    assertThat(listed).containsAll(COMMANDS);
  }

  @Test
  void aCommandHasHelp() {
    assertHelp("tasks");
  }

  static List<String> commands() {
    return COMMANDS;
  }

  @ParameterizedTest
  @MethodSource("commands")
  @Tag("nightly")
  void everyCommandHasHelp(String command) {
    assertHelp(command);
  }

  private static void assertHelp(String command) {
    ForkedJvm.Result result = Tlo.run(command, "--help");
    assertThat(result.out())
        .startsWith("Usage: java -jar tlo-agent.jar " + command)
        .contains("Options:", "Exit codes:", "3   the JVM could not be reached");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void whatIsWrittenWronglyIsOneSentence() {
    assertThat(Tlo.run("taks", program.pid()))
        .isEqualTo(Tlo.failure(
            USAGE,
            "Unmatched arguments from index 0: 'taks', '" + program.pid()
                + "'; the nearest known one is 'tasks'; see java -jar tlo-agent.jar --help"));
    assertThat(Tlo.run("tasks", program.pid(), "--jsn"))
        .isEqualTo(Tlo.failure(
            USAGE,
            "Unknown option: '--jsn'; the nearest known one is '--json'; see java -jar tlo-agent.jar"
                + " tasks --help"));
    assertThat(Tlo.run("pause"))
        .isEqualTo(Tlo.failure(
            USAGE, "Unmatched argument at index 0: 'pause'; see java -jar tlo-agent.jar --help"));
    assertThat(Tlo.run("tasks"))
        .isEqualTo(Tlo.failure(
            USAGE,
            "Missing required parameter: 'TARGET'; see java -jar tlo-agent.jar tasks --help"));
    assertThat(Tlo.run("record", program.pid(), "newest"))
        .isEqualTo(Tlo.failure(
            USAGE,
            "Invalid value for positional parameter at index 1 (ID): 'newest' is not a long; see java"
                + " -jar tlo-agent.jar record --help"));
    assertThat(Tlo.run("history", program.pid(), "-n", 0))
        .isEqualTo(Tlo.failure(USAGE, "--limit: 0 is not allowed, allowed: 1 to 1000"));
    assertThat(Tlo.run("attach", remote()))
        .isEqualTo(Tlo.failure(
            USAGE,
            "'" + remote()
                + "' is a JMX port, and only processes of this machine can be attached to:"
                + " give a process number or a name"));
  }

  @Test
  void aPortAndAnIntervalHaveBounds() {
    for (int none : List.of(0, 65536, 999999)) {
      assertThat(Tlo.run("tasks", "localhost:" + none))
          .isEqualTo(Tlo.failure(
              USAGE, "localhost:" + none + ": " + none + " is no port, allowed: 1 to 65535"));
    }
    for (String interval : List.of("1ms", "99ms", "often")) {
      assertThat(Tlo.run("watch", program.pid(), "--interval", interval))
          .isEqualTo(Tlo.failure(
              USAGE,
              "--interval: '" + interval
                  + "' is not allowed, allowed: 100ms to 365d, such as 500ms, 2s or PT2S"));
    }
  }

  /** A file's name may hold a blank, and orders for a terminal. */
  @Test
  void aJarIsNamedInFullAndPlainly() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "app.Steady");
    Path classes = SteadyProgram.compile(folder.resolve("steady"));
    Path jar = Files.createDirectories(folder.resolve("My App")).resolve("a \u001b[2Jb.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new ZipEntry("app/Steady.class"));
      Files.copy(classes.resolve("app/Steady.class"), out);
    }
    try (ForkedJvm.Running other = new ForkedJvm().startJar(jar, "serve").awaitOut("ready\n")) {
      assertThat(Tlo.run("watch", other.pid(), "--count", 1).out())
          .startsWith("a \\u001b[2Jb.jar (" + other.pid() + ")  ")
          .doesNotContain("\u001b");
      assertThat(Tlo.run("jvms").out())
          .containsPattern("(?m)^ *" + other.pid() + " .*  a \\\\u001b\\[2Jb\\.jar$");
    }
  }

  @Test
  void aStackTraceIsShownOnlyIfAskedFor() {
    assertThat(Tlo.run("tasks", "127.0.0.1:1", "--debug").err())
        .contains("\tat ", "java.net.ConnectException");
  }

  @Test
  void theShellCompletesCommandsAndOptions() throws Exception {
    Path script = folder.resolve("completion");
    Files.writeString(script, Tlo.run("completion", "bash").out());
    Process bash = new ProcessBuilder(
            "bash",
            "-c",
            "source " + script
                + " && COMP_WORDS=(tlo trigger --wa) COMP_CWORD=2 COMP_LINE='tlo trigger"
                + " --wa' && _complete_tlo 2>/dev/null && echo \"${COMPREPLY[@]}\" && complete -p tlo")
        .redirectErrorStream(true)
        .start();
    String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(answer).startsWith("--wait\n").contains("-F _complete_tlo tlo");
    assertThat(Tlo.run("completion", "zsh").out()).contains("ZSH_VERSION");
    assertThat(Tlo.run("completion", "fish").exitCode()).isEqualTo(USAGE);
  }

  @Test
  @Tag("jdk")
  void aPortWithTlsNeedsToBeTrusted() throws Exception {
    Path keys = keyStore();
    int secured = FreePort.choose();
    ForkedJvm jvm = QuietProgram.in(folder.resolve("tls"))
        .option(
            "-Dcom.sun.management.jmxremote.port=" + secured,
            "-Dcom.sun.management.jmxremote.host=127.0.0.1",
            "-Djava.rmi.server.hostname=127.0.0.1",
            "-Dcom.sun.management.jmxremote.authenticate=false",
            "-Dcom.sun.management.jmxremote.ssl=true",
            "-Dcom.sun.management.jmxremote.registry.ssl=true",
            "-Djavax.net.ssl.keyStore=" + keys,
            "-Djavax.net.ssl.keyStorePassword=changeit");
    try (ForkedJvm.Running other = QuietProgram.start(jvm)) {
      JmxClient.to(other).await(QuietProgram.HOURLY).close();
      assertThat(Tlo.run("tasks", "127.0.0.1:" + secured))
          .isEqualTo(Tlo.failure(
              CANNOT_CONNECT,
              "127.0.0.1:" + secured
                  + " speaks TLS with a certificate that is not trusted here: start"
                  + " the command line as java -Djavax.net.ssl.trustStore=FILE"
                  + " -Djavax.net.ssl.trustStorePassword=WORD -jar tlo-agent.jar"));
      ForkedJvm trusting = Tlo.jvm()
          .option(
              "-Djavax.net.ssl.trustStore=" + keys, "-Djavax.net.ssl.trustStorePassword=changeit");
      JsonNode tasks = Tlo.json(Tlo.run(trusting, "tasks", "127.0.0.1:" + secured, "--json"));
      assertThat(tasks.get("tasks").size()).isEqualTo(QuietProgram.TASKS);
    }
  }

  private static Path keyStore() throws Exception {
    Path keys = folder.resolve("keys.p12").toAbsolutePath();
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process made = new ProcessBuilder(
            keytool.toString(),
            "-genkeypair",
            "-alias",
            "it",
            "-keyalg",
            "EC",
            "-dname",
            "CN=127.0.0.1",
            "-ext",
            "san=ip:127.0.0.1",
            "-storepass",
            "changeit",
            "-keystore",
            keys.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    assertThat(made.waitFor()).isZero();
    return keys;
  }
}
