package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent comes into a program that runs: its classes are loaded, and their methods are being called. */
class AttachIT {

  private static final int CLASSES = 10_000;
  private static final int MOST_CLASSES_A_STOP = 25;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** Answers to words on stdin with a line. */
  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.io.*;
      import java.lang.invoke.MethodHandles;
      import java.util.*;
      import java.util.concurrent.*;
      public class Main {
        static final CountDownLatch end = new CountDownLatch(1);
        static final CountDownLatch ended = new CountDownLatch(1);
        static final CountDownLatch turns = new CountDownLatch(2);
        static final CountDownLatch ownTurns = new CountDownLatch(2);
        public static void main(String[] arguments) throws Exception {
          Main main = new Main();
          Recurs recurs = new Recurs();
          Runnable inMemory = make(new InMemory().define("app.Made"));
          Runnable hidden = make(MethodHandles.lookup().defineHiddenClass(InMemory.file("app.Secret"), true).lookupClass());
          Class.forName("app.Broken", false, Main.class.getClassLoader());
          Thread thread = new Thread(() -> { main.lasting(); ended.countDown(); });
          thread.start();
          while (thread.getState() != Thread.State.WAITING) Thread.onSpinWait();
          System.out.println("ready");
          for (Scanner in = new Scanner(System.in); in.hasNextLine(); ) {
            String word = in.nextLine();
            switch (word) {
              case "quick" -> quick();
              case "made" -> { inMemory.run(); hidden.run(); }
              case "lasting" -> { end.countDown(); ended.await(); main.lasting(); }
              case "turns" -> turns.await();
              case "own" -> { recurs.turn(); ownTurns.await(); }
              default -> throw new IllegalArgumentException(word);
            }
            System.out.println("did " + word);
          }
        }
        static Runnable make(Class<?> type) throws Exception {
          var constructor = type.getDeclaredConstructor();
          constructor.setAccessible(true);
          return (Runnable) constructor.newInstance();
        }
        @Task static void quick() {}
        @Task void lasting() {
          try { end.await(); } catch (InterruptedException e) { throw new IllegalStateException(e); }
        }
        @Task(interval = "50ms") static void turn() { turns.countDown(); }
      }
      class Recurs {
        @Task(interval = "50ms") void turn() { Main.ownTurns.countDown(); }
      }
      class Made implements Runnable {
        @Task public void run() {}
      }
      class Secret implements Runnable {
        @Task public void run() {}
      }
      class Broken {
        @Task void spoilt() { take(new Child()); }
        static void take(Parent parent) {}
      }
      class Parent {}
      class Child extends Parent {}
      class InMemory extends ClassLoader {
        InMemory() { super(InMemory.class.getClassLoader()); }
        Class<?> define(String name) throws IOException { byte[] file = file(name); return defineClass(name, file, 0, file.length); }
        @Override public InputStream getResourceAsStream(String path) { throw new UncheckedIOException(new IOException("none here")); }
        static byte[] file(String name) throws IOException {
          try (InputStream in = InMemory.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
            return in.readAllBytes();
          }
        }
      }
      """;

  private static final String FAILS = """
      package app;
      import java.lang.instrument.Instrumentation;
      import java.lang.reflect.*;
      public class Fails {
        public static void main(String[] arguments) throws Exception {
          Instrumentation failing = (Instrumentation) Proxy.newProxyInstance(
              Fails.class.getClassLoader(), new Class<?>[] {Instrumentation.class},
              (proxy, method, given) -> {
                System.out.println(method.getName());
                if (method.getName().equals("addTransformer")) throw new IllegalStateException("no more");
                return method.getReturnType() == boolean.class ? false : null;
              });
          Method agentmain = Class.forName("io.tlo.agent.TloAgent")
              .getMethod("agentmain", String.class, Instrumentation.class);
          agentmain.invoke(null, "log=error", failing);
          agentmain.invoke(null, "detach", failing);
        }
      }
      """;

  @TempDir
  Path folder;

  @Test
  @Tag("jdk")
  void ofPausedThreadsEveryCallIsCountedFromTheMomentTheyGoOn() {
    try (ForkedJvm.Running running = BusyProgram.start(BusyProgram.in(folder), 100)) {
      BusyProgram program = BusyProgram.of(running);
      long before = program.ask("pause");
      Attachment.attach(running, "log=error");
      try (JmxClient client = JmxClient.to(running)) {
        assertThat(client.get(JmxClient.REGISTRY, "TasksTotal")).isEqualTo(BusyProgram.THREADS);
        program.ask("resume");
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> Numbers.of(client).calls() > 20_000);
        long calls = program.ask("pause") - before;

        Numbers numbers = Numbers.of(client);
        assertThat(numbers.calls()).isEqualTo(calls);
        assertThat(numbers.succeeded()).isEqualTo(calls);
        assertThat(numbers.records()).isEqualTo(calls);
      }
      assertThat(running.err()).isEmpty();
    }
  }

  @Test
  @Tag("jdk")
  void ofBusyThreadsNoCallIsLostAfterAttachHasAnsweredAndTheyAreStoppedForAFewClassesAtATime()
      throws IOException {
    attachToBusyThreads(2_000);
  }

  @Test
  @Tag("nightly")
  void ofBusyThreadsNoCallIsLostAmongManyClassesEither() throws IOException {
    attachToBusyThreads(CLASSES);
  }

  private void attachToBusyThreads(int classes) throws IOException {
    Path stops = folder.resolve("stops.txt");
    ForkedJvm jvm = BusyProgram.in(folder).option("-Xlog:safepoint:file=" + stops);
    try (ForkedJvm.Running running = BusyProgram.start(jvm, classes)) {
      BusyProgram program = BusyProgram.of(running);
      assertThat(stopsForNewCode(stops)).isZero();
      long asked = program.ask("calls");
      Attachment.attach(running, "log=error");
      long answered = program.ask("calls");
      assertThat(stopsForNewCode(stops))
          .isGreaterThanOrEqualTo(BusyProgram.THREADS / MOST_CLASSES_A_STOP);
      try (JmxClient client = JmxClient.to(running)) {
        long ended = program.ask("pause");
        Numbers numbers = Numbers.of(client);
        assertThat(numbers.calls()).isGreaterThan(0).isBetween(ended - answered, ended - asked);
        assertThat(numbers.succeeded()).isEqualTo(numbers.calls());
        assertThat(client.number("java.lang:type=ClassLoading", "LoadedClassCount"))
            .isGreaterThan(classes);
      }
      assertThat(running.err()).isEmpty();
    }
  }

  private static long stopsForNewCode(Path stops) throws IOException {
    try (Stream<String> lines = Files.lines(stops)) {
      return lines
          .filter(line -> line.contains("Safepoint \"RedefineClasses\""))
          .count();
    }
  }

  /** A busy machine makes a pause longer and never shorter, so the shortest of some is looked at. */
  @Test
  @Tag("nightly")
  void noBusyThreadWaitsLong() {
    Duration shortest = Duration.ofDays(1);
    try (ForkedJvm.Running running = BusyProgram.start(BusyProgram.in(folder), CLASSES)) {
      BusyProgram program = BusyProgram.of(running);
      for (int i = 0; i < 5 && shortest.compareTo(LONGEST_PAUSE) >= 0; i++) {
        program.ask("gap");
        Attachment.attach(running, "log=error");
        Duration pause = Duration.ofNanos(program.ask("gap") * 1_000);
        Attachment.detach(running);
        System.out.println(
            "longest pause while the agent was attached: " + pause.toMillis() + " ms");
        shortest = pause.compareTo(shortest) < 0 ? pause : shortest;
      }
      assertThat(running.err()).isEmpty();
    }
    assertThat(shortest).isLessThan(LONGEST_PAUSE);
  }

  @Test
  void whatRunsWhileItIsWovenIsNotCountedAndItsEndDisturbsNothing() {
    try (ForkedJvm.Running running = start()) {
      Attachment.attach(running, "log=error,intervals=off");
      try (JmxClient client = JmxClient.to(running)) {
        String lasting = JmxClient.task("Main", "lasting");
        assertThat(client.number(lasting, "ExecutionsRunning")).isZero();

        running.say("lasting").awaitOut("did lasting");

        assertThat(client.number(lasting, "ExecutionsSucceeded")).isEqualTo(1);
        assertThat(client.number(lasting, "ExecutionsRunning")).isZero();
        assertThat(client.number(JmxClient.REGISTRY, "AdviceFailures")).isZero();
      }
    }
  }

  @Test
  @Tag("jdk")
  void aClassThatWasMadeInMemoryIsWovenAndAHiddenOneIsNot() {
    try (ForkedJvm.Running running = start()) {
      Attachment.attach(running, "log=error,intervals=off");
      try (JmxClient client = JmxClient.to(running)) {
        running.say("made").awaitOut("did made");

        assertThat(client.names("tlo:type=Task,*"))
            .containsExactlyInAnyOrder(
                JmxClient.task("Made", "run"),
                JmxClient.task("Main", "quick"),
                JmxClient.task("Main", "lasting"),
                JmxClient.task("Main", "turn"),
                JmxClient.task("Recurs", "turn"),
                JmxClient.task("Broken", "spoilt"));
        assertThat(client.number(JmxClient.task("Made", "run"), "ExecutionsSucceeded"))
            .isEqualTo(1);
      }
      assertThat(running.err()).isEmpty();
    }
  }

  @Test
  void recurringTasksGetTheirTurnsOnceAnInstanceIsSeen() {
    try (ForkedJvm.Running running = start()) {
      Attachment.attach(running, "log=error");
      running.say("turns").awaitOut("did turns");
      String own = JmxClient.task("Recurs", "turn");
      try (JmxClient client = JmxClient.to(running).await(own)) {
        assertThat(client.get(own, "Schedule")).isEqualTo("every 50 ms, once an instance is seen");
        assertThat(client.get(JmxClient.task("Main", "turn"), "Schedule")).isEqualTo("every 50 ms");
        running.say("own").awaitOut("did own");
        assertThat(client.get(own, "Schedule")).isEqualTo("every 50 ms");
      }
      assertThat(running.err()).isEmpty();
    }
  }

  @Test
  void tasksThatAreToBeOffAreOffFromTheirFirstCall() {
    try (ForkedJvm.Running running = start()) {
      Attachment.attach(running, "log=error,intervals=off,disabled=app.Main.qu*");
      running.say("quick").awaitOut("did quick");
      try (JmxClient client = JmxClient.to(running)) {
        String quick = JmxClient.task("Main", "quick");
        assertThat(client.number(quick, "ExecutionsSkipped")).isEqualTo(1);
        assertThat(client.number(quick, "ExecutionsSucceeded")).isZero();
      }
    }
  }

  @Test
  @Tag("jdk")
  void aClassThatCannotBeVerifiedSpoilsNoOther() throws IOException {
    Path classes = TestProgram.in(folder).compile(MAIN);
    // Broken is loaded, but not yet verified; now it cannot be.
    Files.delete(classes.resolve("app").resolve("Child.class"));
    try (ForkedJvm.Running running = start(classes)) {
      Attachment.attach(running, "log=error,intervals=off");
      running.say("quick").awaitOut("did quick");
      try (JmxClient client = JmxClient.to(running)) {
        Set<String> tasks = client.names("tlo:type=Task,*");
        assertThat(tasks).contains(JmxClient.task("Made", "run"));
        assertThat(tasks).doesNotContain(JmxClient.task("Broken", "spoilt"));
        assertThat(running.err())
            .startsWith("[tlo] app.Broken: cannot be woven now that it is loaded, its tasks are not"
                + " recorded: ")
            .hasLineCount(1);
        assertThat(client.number(JmxClient.task("Main", "quick"), "ExecutionsSucceeded"))
            .isEqualTo(1);
      }
    }
  }

  @Test
  void attachSaysTheSameLineAsAStart() {
    try (ForkedJvm.Running running = start()) {
      Attachment.attach(running, "log=info");
      assertThat(running.err()).matches("\\[tlo] TLO for Java .*: watching, 0 settings changed\n");
    }
  }

  @Test
  void aFaultInTheSettingsRefusesTheAttachWhereThatIsAskedForAndTheProgramGoesOn() {
    try (ForkedJvm.Running running = start()) {
      Attachment.attach(running, "on.error=fail,history.per.task=none");
      assertThat(running.err().lines())
          .hasSize(2)
          .satisfiesExactly(
              line -> assertThat(line).startsWith("[tlo] history.per.task: 'none' is not"),
              line -> assertThat(line)
                  .isEqualTo(
                      "[tlo] the agent was not attached, since on.error=fail asks for that"));
      running.say("quick").awaitOut("did quick");
      try (JmxClient client = JmxClient.to(running)) {
        assertThat(client.names("tlo:*")).isEmpty();
        Attachment.attach(running, "log=error");
        assertThat(client.names("tlo:*")).contains(JmxClient.REGISTRY);
      }
    }
  }

  @Test
  void aSecondAttachIsOneLine() {
    try (ForkedJvm.Running running = start()) {
      Attachment.attach(running, "log=error");
      Attachment.attach(running, "log=error");
      String first =
          "[tlo] attach: the agent is there already with these arguments, nothing was" + " done\n";
      assertThat(running.err()).isEqualTo(first);
      Attachment.attach(running, "log=debug");
      assertThat(running.err())
          .isEqualTo(
              first + "[tlo] the agent was given twice with different arguments; the first are in"
                  + " force: 'log=error'\n");
    }
  }

  @Test
  @Tag("jdk")
  void theJvmWarnsFromJdk21OnUnlessItIsTold() {
    ForkedJvm jvm = inProduction(TestProgram.in(folder).compile(MAIN), Built.core());
    try (ForkedJvm.Running running = jvm.start("app.Main").awaitOut("ready\n")) {
      Attachment.attach(running, "log=error");
      String warning = Runtime.version().feature() < 21
          ? ""
          : "WARNING: A Java agent has been loaded dynamically (" + Built.agent() + ")\n"
              + "WARNING: If a serviceability tool is in use, please run with"
              + " -XX:+EnableDynamicAgentLoading to hide this warning\n"
              + "WARNING: If a serviceability tool is not in use, please run with"
              + " -Djdk.instrument.traceUsage for more information\n"
              + "WARNING: Dynamic loading of agents will be disallowed by default in a future"
              + " release\n";
      assertThat(running.err()).isEqualTo(warning);
      assertThat(running.out()).isEqualTo("ready\n");
    }
  }

  /** A program may call the agent's entry as well: here with an instrumentation that fails when it is begun. */
  @Test
  void anAgentThatBeganAndFailedIsTakenOutAgain() {
    Path classes = TestProgram.in(folder).compile(FAILS);
    ForkedJvm.Result result = inProduction(classes, Built.agent()).run("app.Fails");
    assertThat(result).isEqualTo(new ForkedJvm.Result(0, """
            addTransformer
            removeTransformer
            """, """
            [tlo] the agent could not be attached or detached: no more
            [tlo] detach: the agent is not in this program, nothing was done
            """));
  }

  /** Where code is changed as it runs, the JVM's own collector and compilers count. */
  private static ForkedJvm inProduction(Path... classPath) {
    return ForkedJvm.on(classPath).withoutAgent().asInProduction();
  }

  private ForkedJvm.Running start() {
    return start(TestProgram.in(folder).compile(MAIN));
  }

  private static ForkedJvm.Running start(Path classes) {
    ForkedJvm jvm = inProduction(classes, Built.core());
    return Attachment.open(jvm).start("app.Main").awaitOut("ready\n");
  }
}
