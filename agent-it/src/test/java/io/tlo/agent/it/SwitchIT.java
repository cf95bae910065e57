package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.util.List;
import javax.management.InvalidAttributeValueException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Switching tasks off and on over JMX while the program calls them. */
class SwitchIT {

  /** For each line on stdin, four threads call every task once; what each task returned is printed. */
  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      import java.util.concurrent.*;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          Main main = new Main();
          ExecutorService threads = Executors.newFixedThreadPool(4);
          Scanner in = new Scanner(System.in);
          Map<String, Callable<Object>> tasks = new TreeMap<>();
          tasks.put("aVoid", () -> { main.aVoid(); return "returned"; });
          tasks.put("aBoolean", main::aBoolean);
          tasks.put("aChar", () -> (int) main.aChar());
          tasks.put("aByte", main::aByte);
          tasks.put("aShort", main::aShort);
          tasks.put("anInt", Main::anInt);
          tasks.put("aLong", main::aLong);
          tasks.put("aFloat", main::aFloat);
          tasks.put("aDouble", main::aDouble);
          tasks.put("text", main::text);
          tasks.put("array", main::array);
          tasks.put("list", main::list);
          tasks.put("stage", () -> main.stage().toCompletableFuture().get());
          tasks.put("completable", () -> main.completable().get());
          tasks.put("future", () -> main.future().get());
          tasks.put("optional", main::optional);
          tasks.put("optionalInt", main::optionalInt);
          tasks.put("optionalLong", main::optionalLong);
          tasks.put("optionalDouble", main::optionalDouble);
          tasks.put("publisher", () -> main.publisher() == null ? "null" : "publisher");
          tasks.put("mono", () -> main.mono() == null ? "null" : "mono");
          tasks.put("ownFuture", () -> main.ownFuture() == null ? "null" : "own");
          tasks.put("ownCompletable", () -> main.ownCompletable() == null ? "null" : "own");
          tasks.put("suspending", () -> main.suspending("a", null));
          tasks.put("startsOff", main::startsOff);
          System.out.println("ready");
          for (int round = 1; in.hasNextLine(); round++) {
            in.nextLine();
            for (Map.Entry<String, Callable<Object>> each : tasks.entrySet()) {
              Set<String> results = new TreeSet<>();
              for (Future<Object> result : threads.invokeAll(Collections.nCopies(4, each.getValue()))) {
                results.add(String.valueOf(result.get()));
              }
              System.out.println(round + " " + each.getKey() + " " + results);
            }
            System.out.println("round " + round);
          }
          System.exit(0);
        }
        @Task void aVoid() {}
        @Task boolean aBoolean() { return true; }
        @Task char aChar() { return 'c'; }
        @Task byte aByte() { return 1; }
        @Task short aShort() { return 2; }
        @Task static int anInt() { return 3; }
        @Task long aLong() { return 4; }
        @Task float aFloat() { return 5; }
        @Task double aDouble() { return 6; }
        @Task String text() { return "text"; }
        @Task int[] array() { return new int[0].clone().length == 0 ? null : new int[1]; }
        @Task List<String> list() { return List.of("one"); }
        @Task CompletionStage<String> stage() { return CompletableFuture.completedFuture("s"); }
        @Task CompletableFuture<String> completable() { return CompletableFuture.completedFuture("c"); }
        @Task Future<String> future() { return CompletableFuture.completedFuture("f"); }
        @Task Optional<String> optional() { return Optional.of("o"); }
        @Task OptionalInt optionalInt() { return OptionalInt.of(1); }
        @Task OptionalLong optionalLong() { return OptionalLong.of(1); }
        @Task OptionalDouble optionalDouble() { return OptionalDouble.of(1); }
        @Task Flow.Publisher<String> publisher() { return subscriber -> {}; }
        @Task reactor.core.publisher.Mono<String> mono() { return new reactor.core.publisher.Mono<>(); }
        @Task OwnFuture<String> ownFuture() { return new OwnFuture.Made<>(); }
        @Task OwnFuture.Made<String> ownCompletable() { return new OwnFuture.Made<>(); }
        @Task Object suspending(String a, kotlin.coroutines.Continuation<Object> next) { return "suspended"; }
        @Task(enabled = false) String startsOff() { return "ran"; }
      }
      """;

  private static final List<String> OTHERS = List.of(
      "package org.reactivestreams;\npublic interface Publisher<T> {}",
      "package reactor.core.publisher;\npublic class Mono<T> extends CorePart<T> {}\n"
          + "abstract class CorePart<T> implements org.reactivestreams.Publisher<T> {}",
      "package kotlin.coroutines;\npublic interface Continuation<T> {}",
      "package app;\npublic interface OwnFuture<T> extends java.util.concurrent.Future<T> {"
          + " class Made<T> extends java.util.concurrent.CompletableFuture<T> implements OwnFuture<T> {} }");

  private static final List<String> SWITCHABLE = List.of(
      "aVoid",
      "aBoolean",
      "aChar",
      "aByte",
      "aShort",
      "anInt",
      "aLong",
      "aFloat",
      "aDouble",
      "text",
      "array",
      "list",
      "stage",
      "completable",
      "future",
      "optional",
      "optionalInt",
      "optionalLong",
      "optionalDouble",
      "startsOff");

  private static final String TEXT = JmxClient.task("Main", "text");

  @TempDir
  Path folder;

  private ForkedJvm.Running program;
  private JmxClient client;

  @BeforeEach
  void start() {
    String[] sources = new String[OTHERS.size() + 1];
    OTHERS.toArray(sources);
    sources[OTHERS.size()] = MAIN;
    Path classes = TestProgram.in(folder).compile(sources);
    program = ForkedJvm.on(classes, Built.core())
        .option("-Xverify:all")
        .start("app.Main")
        .awaitOut("ready\n");
    client = JmxClient.to(program).await(TEXT);
  }

  @AfterEach
  void end() throws Exception {
    try {
      client.close();
      assertThat(program.err()).isEmpty();
    } finally {
      program.close();
    }
  }

  @Test
  @Tag("jdk")
  void aTaskThatIsOffIsSkippedInEveryThreadWithAnEmptyResult() {
    for (String task : SWITCHABLE) {
      String answer = (String) client.call(JmxClient.task("Main", task), "disable");
      assertThat(answer).startsWith("Main." + task + (task.equals("startsOff") ? " was" : " is"));
    }
    assertThat(round(1)).isEqualTo("""
        aBoolean [false]
        aByte [0]
        aChar [0]
        aDouble [0.0]
        aFloat [0.0]
        aLong [0]
        aShort [0]
        aVoid [returned]
        anInt [0]
        array [null]
        completable [null]
        future [null]
        list [null]
        mono [mono]
        optional [Optional.empty]
        optionalDouble [OptionalDouble.empty]
        optionalInt [OptionalInt.empty]
        optionalLong [OptionalLong.empty]
        ownCompletable [own]
        ownFuture [own]
        publisher [publisher]
        stage [null]
        startsOff [null]
        suspending [suspended]
        text [null]
        """);
    for (String task : SWITCHABLE) {
      assertThat(client.number(JmxClient.task("Main", task), "ExecutionsSkipped"))
          .isEqualTo(4);
      assertThat(client.call(JmxClient.task("Main", task), "enable"))
          .isEqualTo("Main." + task + " is now enabled");
    }
    assertThat(round(2)).isEqualTo("""
        aBoolean [true]
        aByte [1]
        aChar [99]
        aDouble [6.0]
        aFloat [5.0]
        aLong [4]
        aShort [2]
        aVoid [returned]
        anInt [3]
        array [null]
        completable [c]
        future [f]
        list [[one]]
        mono [mono]
        optional [Optional[o]]
        optionalDouble [OptionalDouble[1.0]]
        optionalInt [OptionalInt[1]]
        optionalLong [OptionalLong[1]]
        ownCompletable [own]
        ownFuture [own]
        publisher [publisher]
        stage [s]
        startsOff [ran]
        suspending [suspended]
        text [text]
        """);
    Numbers numbers = Numbers.of(client);
    assertThat(numbers.skipped()).isEqualTo(4L * SWITCHABLE.size());
    assertThat(numbers.calls()).isEqualTo(2L * 4 * (SWITCHABLE.size() + 5));
    assertThat(numbers.records()).isEqualTo(numbers.ended());
  }

  @Test
  void tasksWhoseCallersWouldBeHarmedCannotBeSwitchedOffAndSayWhy() {
    assertRefused(
        "publisher",
        "task 'Main.publisher' cannot be switched off: it returns a\n"
            + "java.util.concurrent.Flow$Publisher, which is asked for once and then lives on");
    assertRefused(
        "mono",
        "task 'Main.mono' cannot be switched off: it returns a\n"
            + "reactor.core.publisher.Mono, which is asked for once and then lives on");
    assertRefused(
        "ownFuture",
        "task 'Main.ownFuture' cannot be switched off: it returns a app.OwnFuture, for\n"
            + "which its callers would wait in vain");
    assertRefused(
        "ownCompletable",
        "task 'Main.ownCompletable' cannot be switched off: it returns a\n"
            + "app.OwnFuture$Made, for which its callers would wait in vain");
    assertRefused(
        "suspending",
        "task 'Main.suspending' cannot be switched off: it is a Kotlin suspend function,\n"
            + "which is resumed in the middle of its body");
    assertThat(client.number(JmxClient.REGISTRY, "TasksEnabled"))
        .isEqualTo(client.number(JmxClient.REGISTRY, "TasksTotal") - 1);
  }

  private void assertRefused(String task, String sentence) {
    String name = JmxClient.task("Main", task);
    assertThatThrownBy(() -> client.call(name, "disable"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(sentence)
        .hasNoCause();
    assertThatThrownBy(() -> client.call(JmxClient.REGISTRY, "toggle", "Main." + task))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(sentence);
    assertThatThrownBy(() -> client.set(name, "Enabled", false))
        .isInstanceOf(InvalidAttributeValueException.class)
        .hasMessage(sentence);
    assertThat(client.get(name, "Enabled")).isEqualTo(true);
    assertThat(client.call(name, "enable")).isEqualTo("Main." + task + " was already enabled");
  }

  @Test
  void theFirstSkipAfterEachSwitchOffLeavesOneRecord() throws Exception {
    client.call(TEXT, "disable");
    round(1);
    round(2);
    client.set(TEXT, "Enabled", true);
    round(3);
    client.set(TEXT, "Enabled", false);
    assertThat(client.call(TEXT, "disable")).isEqualTo("Main.text was already disabled");
    round(4);
    CompositeData[] skips =
        (CompositeData[]) client.call(JmxClient.REGISTRY, "findRecords", "Main.text", "Skipped", 0);
    assertThat(skips).hasSize(2).allSatisfy(skip -> {
      assertThat(skip.get("result")).isEqualTo("DISABLED");
      assertThat(skip.get("trigger")).isEqualTo("APPLICATION");
      assertThat(skip.get("startedAt")).isNull();
      assertThat(skip.get("createdAt")).isEqualTo(skip.get("finishedAt"));
    });
    assertThat(client.number(TEXT, "ExecutionsSkipped")).isEqualTo(12);
    assertThat(client.number(TEXT, "ExecutionsSucceeded")).isEqualTo(4);
  }

  @Test
  void theSwitchIsAnAttributeThatTakesNothingButABoolean() throws Exception {
    assertThat(client.get(JmxClient.task("Main", "startsOff"), "Enabled")).isEqualTo(false);
    client.set(TEXT, "Enabled", false);
    assertThat(client.get(TEXT, "Enabled")).isEqualTo(false);
    for (Object wrong : new Object[] {"true", 1, null}) {
      assertThatThrownBy(() -> client.set(TEXT, "Enabled", wrong))
          .isInstanceOf(InvalidAttributeValueException.class)
          .hasMessage("Enabled: '" + wrong + "' is not allowed, allowed: true, false");
    }
    assertThat(client.get(TEXT, "Enabled")).isEqualTo(false);
  }

  @Test
  void theRegistryTakesATaskByItsNameAndByItsMethodAndRefusesOthers() {
    assertThat(client.call(JmxClient.REGISTRY, "disable", "Main.text"))
        .isEqualTo("Main.text is now disabled");
    assertThat(client.call(JmxClient.REGISTRY, "toggle", "app.Main.text()"))
        .isEqualTo("Main.text is now enabled");
    String suspending = "app.Main.suspending(java.lang.String,kotlin.coroutines.Continuation)";
    assertThat(client.call(JmxClient.REGISTRY, "enable", suspending))
        .isEqualTo("Main.suspending was already enabled");
    for (String operation : List.of("disable", "enable", "toggle", "trigger")) {
      assertThatThrownBy(() -> client.call(JmxClient.REGISTRY, operation, "Main.absent"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no task 'Main.absent' is registered; showTasks lists them");
    }
  }

  /** Lets the program call every task and returns what each returned. */
  private String round(int number) {
    program.say("").awaitOut("round " + number + "\n");
    StringBuilder lines = new StringBuilder();
    program
        .out()
        .lines()
        .filter(line -> line.startsWith(number + " "))
        .forEach(line -> lines.append(line.substring(2)).append('\n'));
    return lines.toString();
  }
}
