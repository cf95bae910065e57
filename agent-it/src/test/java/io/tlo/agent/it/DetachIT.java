package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.FreePort;
import io.tlo.testing.JmxClient;
import io.tlo.testing.JvmState;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import io.tlo.testing.Tier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.Deflater;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent is taken out of a program that goes on: nothing of it is left, and it can come again. */
class DetachIT {

  private static final int ROUNDS = Tier.size("tlo.it.attach.rounds", 8, 15);
  private static final int WARM = ROUNDS < 50 ? 5 : 10;
  private static final long MEGABYTE = 1 << 20;

  /** A program that gives the agent much to hold, and holds much of what it is given. */
  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      import java.util.concurrent.*;
      public class Main {
        static final List<Object> kept = new CopyOnWriteArrayList<>();
        static final CountDownLatch end = new CountDownLatch(1);
        public static void main(String[] arguments) throws Exception {
          Main main = new Main();
          for (int i = 0; i < 3; i++) kept.add(main.later());
          System.out.println("ready");
          for (Scanner in = new Scanner(System.in); in.hasNextLine(); ) {
            String word = in.nextLine();
            switch (word) {
              case "work" -> {
                kept.add(main.later());
                try { main.fails(); } catch (Odd expected) { kept.add(expected); }
                quick();
              }
              case "last" -> new Thread(() -> { main.lasting(); System.out.println("lasted"); }).start();
              case "end" -> end.countDown();
              case "complete" -> {
                for (Object each : kept) if (each instanceof CompletableFuture<?> future) future.complete(null);
              }
              default -> throw new IllegalArgumentException(word);
            }
            System.out.println("did " + word);
          }
        }
        @Task static void quick() {}
        @Task CompletableFuture<String> later() { return new CompletableFuture<>(); }
        @Task void fails() { throw new Odd(); }
        @Task void lasting() {
          try { end.await(); } catch (InterruptedException e) { throw new IllegalStateException(e); }
        }
        @Task(interval = "20ms") static void turn() {}
        @Task(interval = "20ms") void ownTurn() {}
        static class Odd extends RuntimeException {
          @Override public String getMessage() { return "odd"; }
          @Override public synchronized Throwable getCause() { return null; }
        }
      }
      """;

  private static final String STORING = """
      package app;
      import io.tlo.Task;
      public class Storing {
        public static void main(String[] arguments) throws Exception {
          System.out.println("ready");
          System.in.read();
          for (int i = 0; i < 2_000; i++) quick();
          System.out.println("done");
          while (System.in.read() >= 0) { }
        }
        @Task static void quick() {}
      }
      """;

  private static final String STORE = """
      package custom;
      import io.tlo.state.*;
      import java.io.*;
      import java.nio.file.*;
      import java.util.*;
      public class Store implements TaskStateStore {
        public void create(TaskStateRecord it) {}
        public void update(TaskStateRecord it) {
          try {
            Files.writeString(Path.of(System.getProperty("store.file")), it.status().text() + "\\n",
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
        public Optional<TaskStateRecord> get(long id) { return Optional.empty(); }
        public void delete(long id) {}
        public List<TaskStateRecord> latest(String name, int limit) { return List.of(); }
        public List<TaskStateRecord> latest(int limit) { return List.of(); }
        public long count() { return 0; }
      }
      """;

  /** Tells when it is made, and lets its maker wait until it is told to go on. */
  private static final String LATE_STORE = """
      package custom;
      import io.tlo.state.*;
      import java.util.*;
      import java.util.concurrent.CountDownLatch;
      public class LateStore implements TaskStateStore {
        public LateStore() throws Exception {
          CountDownLatch goOn = (CountDownLatch) ClassLoader.getSystemClassLoader()
              .loadClass("app.Late").getField("goOn").get(null);
          System.out.println("making");
          goOn.await();
          System.out.println("made");
        }
        public void create(TaskStateRecord it) { System.out.println("stored"); }
        public void update(TaskStateRecord it) {}
        public Optional<TaskStateRecord> get(long id) { return Optional.empty(); }
        public void delete(long id) {}
        public List<TaskStateRecord> latest(String name, int limit) { return List.of(); }
        public List<TaskStateRecord> latest(int limit) { return List.of(); }
        public long count() { return 0; }
      }
      """;

  private static final String LATE = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      import java.util.concurrent.*;
      public class Late {
        public static final CountDownLatch goOn = new CountDownLatch(1);
        public static void main(String[] arguments) throws Exception {
          System.out.println("ready");
          for (Scanner in = new Scanner(System.in); in.hasNextLine(); ) {
            if (in.nextLine().equals("work")) {
              for (int i = 0; i < 5; i++) quick();
              System.out.println("worked");
            } else {
              goOn.countDown();
            }
          }
        }
        @Task static void quick() {}
      }
      """;

  private static final String NOT_READY =
      "[tlo] the custom store was not ready, 5 records were not stored\n";

  private static final String CONTEXTS = """
      package app;
      import io.tlo.*;
      import java.util.*;
      import java.util.concurrent.*;
      public class Contexts {
        static final Set<String> loaders = new ConcurrentSkipListSet<>();
        static final Semaphore turns = new Semaphore(0);
        public static void main(String[] arguments) throws Exception {
          TloContext context = TloContext.create();
          context.register(Contexts.class);
          System.out.println("ready");
          for (Scanner in = new Scanner(System.in); in.hasNextLine(); ) {
            String word = in.nextLine();
            if (word.equals("turns")) {
              loaders.clear();
              turns.drainPermits();
              turns.acquire(20);
              System.out.println("loaders " + loaders);
            } else {
              TloContext.builder().name(word).build();
            }
            System.out.println("did " + word);
          }
        }
        @Task(interval = "20ms") static void turn() {
          loaders.add(Thread.currentThread().getClass().getClassLoader().getName());
          turns.release();
        }
      }
      """;

  private static final String LATER = JmxClient.task("Main", "later");
  private static final String QUICK = JmxClient.task("Main", "quick");
  private static final String LASTING = JmxClient.task("Main", "lasting");

  @TempDir
  Path folder;

  @Test
  @Tag("jdk")
  void manyTimesNothingIsLeftAndNothingGrows() {
    int port = FreePort.choose();
    ForkedJvm jvm = JvmCode.readable(BusyProgram.in(folder), port);
    try (ForkedJvm.Running running = BusyProgram.start(jvm, 200);
        JmxClient client = JmxClient.to(running)) {
      BusyProgram program = BusyProgram.of(running);
      JvmState before = JvmState.of(client);
      Map<String, String> code = JvmCode.read(port, "app.Works");
      JvmState warm = before;
      for (int round = 1; round <= ROUNDS; round++) {
        Attachment.attach(running, "log=error");
        assertThat(client.names("tlo:type=Task,*")).hasSize(BusyProgram.THREADS);
        assertThat(Numbers.of(client).adviceFailures()).isZero();
        if (round == 1 || round == ROUNDS) {
          assertThat(JvmCode.read(port, "app.Works")).isNotEqualTo(code);
          // A thread may have been stopped in the middle of a call of the one before.
          await().until(() -> JvmState.of(client).agents(), agents -> agents == 1);
        }
        Attachment.detach(running);
        if (round == WARM) {
          program.ask("pause");
          warm = state(client);
          program.ask("resume");
        }
      }
      program.ask("pause");
      JvmState after = settled(client, warm.heapBytes() + MEGABYTE);

      assertThat(JvmCode.read(port, "app.Works"))
          .hasSize(2 * BusyProgram.THREADS)
          .isEqualTo(code);
      assertThat(after.threads()).isEmpty();
      assertThat(after.mbeans()).isEqualTo(before.mbeans());
      assertThat(after.agents()).isZero();
      System.out.println("from round " + WARM + " to " + ROUNDS + ": heap "
          + (after.heapBytes() - warm.heapBytes()) + " bytes, metaspace "
          + (after.metaspaceBytes() - warm.metaspaceBytes()) + " bytes");
      assertThat(after.heapBytes() - warm.heapBytes()).isLessThan(MEGABYTE);
      // The classes of one agent alone take several; the JVM keeps a little of each round.
      assertThat(after.metaspaceBytes() - warm.metaspaceBytes()).isLessThan(8 * MEGABYTE);
      program.ask("keep");
      assertThat(settled(client, after.heapBytes() + MEGABYTE).heapBytes() - after.heapBytes())
          .as("control: what is kept is seen")
          .isGreaterThanOrEqualTo(MEGABYTE);
      program.ask("resume");
      long calls = program.ask("calls");
      await().until(() -> program.ask("calls") > calls);
      assertThat(JvmCode.withoutDebugging(running.err())).isEmpty();
    }
  }

  /** What was not collected at once is no growth: the state is read again some times while more of the heap is used. */
  private static JvmState settled(JmxClient client, long heapBytes) {
    JvmState state = state(client);
    for (int i = 0; i < 10 && state.heapBytes() >= heapBytes; i++) {
      state = state(client);
    }
    return state;
  }

  /** After threads had the time to end, and collections to follow one another. */
  private static JvmState state(JmxClient client) {
    return await()
        .until(
            () -> JvmState.of(client), state -> state.threads().isEmpty() && state.agents() == 0);
  }

  @Test
  @Tag("jdk")
  void whatTheProgramKeepsDoesNotKeepTheAgent() throws Exception {
    try (ForkedJvm.Running running = start();
        JmxClient client = JmxClient.to(running)) {
      JvmState before = JvmState.of(client);
      Attachment.attach(running, "log=error");
      client
          .server()
          .addNotificationListener(
              new ObjectName(JmxClient.REGISTRY), (notification, handback) -> {}, null, null);
      running.say("work").awaitOut("did work");
      client.call(QUICK, "trigger");
      client.call(QUICK, "disable");
      await()
          .untilAsserted(
              () -> assertThat(client.number(JmxClient.task("Main", "turn"), "ExecutionsSucceeded"))
                  .isGreaterThan(1));
      assertThat(client.number(LATER, "ExecutionsRunning")).isEqualTo(1);
      await()
          .untilAsserted(() -> assertThat(JvmState.of(client).threads())
              .contains("tlo-publisher", "tlo-timer", "tlo-worker-1"));

      Attachment.detach(running);

      assertThat(state(client).mbeans()).isEqualTo(before.mbeans());
      running.say("complete").awaitOut("did complete");
      assertThat(running.err()).isEmpty();
    }
  }

  @Test
  void whatRunsGoesOnAndTheNextAgentHearsNothingOfIt() {
    try (ForkedJvm.Running running = start();
        JmxClient client = JmxClient.to(running)) {
      Attachment.attach(running, "log=error,intervals=off");
      running.say("last").awaitOut("did last");
      await().until(() -> client.number(LASTING, "ExecutionsRunning") == 1);
      client.call(QUICK, "trigger");
      await().until(() -> client.number(QUICK, "ExecutionsSucceeded") == 1);

      Attachment.detach(running);
      await().until(() -> JvmState.of(client).threads().isEmpty());
      running.say("work").awaitOut("did work");
      Attachment.attach(running, "log=error,intervals=off");
      running.say("end").awaitOut("lasted");

      Numbers numbers = Numbers.of(client);
      assertThat(numbers.calls()).isZero();
      assertThat(numbers.ended()).isZero();
      Attachment.detach(running);
      // What was running held the first agent's classes; it has ended.
      state(client);
      assertThat(running.err()).isEmpty();
    }
  }

  @Test
  @Tag("jdk")
  void anAgentThatCameWithTheProgramGoesAsWellAndComesAgain() {
    Path classes = TestProgram.in(folder).compile(MAIN);
    int port = FreePort.choose();
    ForkedJvm jvm = JvmCode.readable(inProduction(classes), port);
    try (ForkedJvm.Running running = Attachment.open(jvm)
            .agent("log=error,intervals=off")
            .start("app.Main")
            .awaitOut("ready\n");
        JmxClient client = JmxClient.to(running)) {
      client.await(LATER);
      assertThat(client.number(LATER, "ExecutionsRunning")).isEqualTo(3);
      Map<String, String> woven = JvmCode.read(port, "app.Main");

      Attachment.detach(running);

      assertThat(state(client).mbeans()).noneMatch(name -> name.startsWith("tlo:"));
      assertThat(JvmCode.read(port, "app.Main")).hasSameSizeAs(woven).isNotEqualTo(woven);
      running.say("work").awaitOut("did work");
      Attachment.attach(running, "log=error,intervals=off");
      running.say("work").awaitOut("did work");
      await().until(() -> client.number(QUICK, "ExecutionsSucceeded") == 1);
      assertThat(client.number(LATER, "ExecutionsRunning")).isEqualTo(1);
      assertThat(JvmCode.withoutDebugging(running.err())).isEmpty();
    }
  }

  @Test
  void aCustomStoreHasEverythingBeforeDetachAnswers() throws IOException {
    Path classes = TestProgram.in(folder).compile(STORING, STORE);
    Path file = folder.resolve("stored.txt");
    ForkedJvm jvm =
        Attachment.open(inProduction(classes).withoutAgent()).option("-Dstore.file=" + file);
    try (ForkedJvm.Running running = jvm.start("app.Storing").awaitOut("ready\n");
        JmxClient client = JmxClient.to(running)) {
      Attachment.attach(running, "log=error,task.state.store=custom.Store");
      running.say("go").awaitOut("done");

      Attachment.detach(running);

      assertThat(Files.readAllLines(file)).hasSize(2_000).allMatch("Succeeded"::equals);
      assertThat(state(client).threads()).isEmpty();
      assertThat(running.err()).isEmpty();
    }
  }

  @Test
  void whatACustomStoreDoesNotGetSinceItIsStillBeingMadeIsToldAndItIsNotUsedLater() {
    Path classes = TestProgram.in(folder).compile(LATE, LATE_STORE);
    ForkedJvm jvm = Attachment.open(inProduction(classes).withoutAgent());
    try (ForkedJvm.Running running = jvm.start("app.Late").awaitOut("ready\n");
        JmxClient client = JmxClient.to(running)) {
      Attachment.attach(running, "log=error,task.state.store=custom.LateStore");
      running.awaitOut("making").say("work").awaitOut("worked");

      Attachment.detach(running);
      assertThat(running.err()).isEqualTo(NOT_READY);
      running.say("go on").awaitOut("made");

      assertThat(state(client).threads()).isEmpty();
      assertThat(running.out()).doesNotContain("stored");
      assertThat(running.err()).isEqualTo(NOT_READY);
    }
  }

  /** While the program starts, here as long as the class that it names has not come. */
  @Test
  void aCustomStoreThatIsNotYetBeingMadeIsNotMadeAnyMore() {
    Path classes = TestProgram.in(folder).compile(LATE, LATE_STORE);
    ForkedJvm jvm = Attachment.open(inProduction(classes))
        .option("-Djavax.management.builder.initial=app.Never")
        .agent("log=error,task.state.store=custom.LateStore");
    try (ForkedJvm.Running running = jvm.start("app.Late").awaitOut("ready\n")) {
      running.say("work").awaitOut("worked");

      Attachment.detach(running);

      running.say("go on");
      assertThat(running.err()).isEqualTo(NOT_READY);
      assertThat(running.out()).isEqualTo("ready\nworked\n");
    }
  }

  @Test
  void aContextThatWasThereKeepsItsTurnsAndOneThatComesAfterwardsPublishesItself() {
    Path classes = TestProgram.in(folder).compile(CONTEXTS);
    ForkedJvm jvm = Attachment.open(inProduction(classes).withoutAgent());
    try (ForkedJvm.Running running = jvm.start("app.Contexts").awaitOut("ready\n");
        JmxClient client = JmxClient.to(running)) {
      Attachment.attach(running, "log=info");
      assertThat(running.err())
          .contains("[tlo] the program was using TloContext before: intervals are left to it\n");
      running.say("turns").awaitOut("loaders [app]");

      Attachment.detach(running);
      running.say("another").awaitOut("did another");

      assertThat(client.names("tlo:type=Registry,*"))
          .containsExactlyInAnyOrder("tlo:type=Registry", "tlo:type=Registry,context=another");
      assertThat(running.err()).endsWith("[tlo] detached\n");
    }
  }

  /** As a deployment does: the file stays the same, and classes are no longer where they were in it. */
  @Test
  void aJarThatWasWrittenOverDoesNotHoldUpTheEnd() throws Exception {
    Path jar = Files.copy(Built.agent(), folder.resolve("agent.jar"));
    try (ForkedJvm.Running running = start();
        JmxClient client = JmxClient.to(running)) {
      JvmState before = JvmState.of(client);
      // Without a turn or a trigger: of the worker's classes the end is the first to ask for some.
      Attachment.load(running, jar, "log=error,intervals=off");
      client.await(QUICK);
      writeOver(jar);

      Attachment.load(running, jar, "detach");

      assertThat(running.err()).isEmpty();
      assertThat(state(client).mbeans()).isEqualTo(before.mbeans());
      Attachment.load(running, jar, "log=error");
      assertThat(client.names("tlo:type=Registry,*")).hasSize(1);
      running.say("work").awaitOut("did work");
      Attachment.load(running, jar, "detach");
      assertThat(running.err()).isEmpty();
    }
  }

  private static void writeOver(Path jar) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarFile old = new JarFile(jar.toFile());
        JarOutputStream out = new JarOutputStream(bytes, old.getManifest())) {
      out.setLevel(Deflater.NO_COMPRESSION);
      for (JarEntry each : Collections.list(old.entries())) {
        if (!each.getName().equals(JarFile.MANIFEST_NAME)) {
          out.putNextEntry(new JarEntry(each.getName()));
          out.write(old.getInputStream(each).readAllBytes());
        }
      }
    }
    Files.write(jar, bytes.toByteArray());
  }

  @Test
  void aJarThatIsGoneIsNamedAndTheProgramGoesOn() throws Exception {
    Path jar = Files.copy(Built.agent(), folder.resolve("agent.jar"));
    try (ForkedJvm.Running running = start();
        JmxClient client = JmxClient.to(running)) {
      Attachment.load(running, jar, "log=error");
      Attachment.load(running, jar, "detach");
      Files.delete(jar);

      Attachment.attach(running, "log=error");

      assertThat(running.err())
          .isEqualTo(
              "[tlo] the agent could not be attached or detached: this JVM keeps using the agent's"
                  + " jar at " + jar + ", which is gone: put it there again, or restart the"
                  + " program\n");
      Files.copy(Built.agent(), jar);
      Attachment.attach(running, "log=error");
      assertThat(client.names("tlo:type=Registry,*")).hasSize(1);
    }
  }

  @Test
  void withoutAnAgentDetachSaysSoAndDoesNothing() {
    try (ForkedJvm.Running running = start();
        JmxClient client = JmxClient.to(running)) {
      Attachment.detach(running);
      assertThat(running.err())
          .isEqualTo("[tlo] detach: the agent is not in this program, nothing was done\n");
      assertThat(client.names("tlo:*")).isEmpty();
    }
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  /** Where code goes away, the JVM's own collector and compilers count. */
  private static ForkedJvm inProduction(Path classes) {
    return ForkedJvm.on(classes, Built.core()).asInProduction();
  }

  private ForkedJvm.Running start() {
    ForkedJvm jvm = inProduction(TestProgram.in(folder).compile(MAIN)).withoutAgent();
    return Attachment.open(jvm).start("app.Main").awaitOut("ready\n");
  }
}
