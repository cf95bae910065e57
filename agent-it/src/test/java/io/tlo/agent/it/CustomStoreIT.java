package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application's own registry and store, named by class name. */
class CustomStoreIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          Main main = new Main();
          for (int i = 0; i < 5; i++) {
            main.work(i);
          }
          try { main.fails(); } catch (IllegalStateException expected) { }
          main.off();
          main.off();
          System.out.println("done");
          if (arguments.length > 0) System.in.read();
          System.exit(7);
        }
        @Task(description = "works") int work(int i) { return i; }
        @Task void fails() { throw new IllegalStateException("no"); }
        @Task(enabled = false) void off() { throw new IllegalStateException("runs"); }
      }
      """;

  private static final String UNASKED = """
      package app;
      import io.tlo.Task;
      import java.util.Properties;
      public class Unasked {
        public static void main(String[] arguments) {
          Thread.setDefaultUncaughtExceptionHandler((thread, e) -> System.out.println("uncaught " + e));
          work();
          System.setProperties(new Properties(System.getProperties()) {
            @Override public String getProperty(String key) {
              if (key.equals("java.class.path")) throw new IllegalStateException("not to be asked");
              return super.getProperty(key);
            }
          });
          System.out.println("done");
        }
        @Task static void work() {}
      }
      """;

  /** Writes what it gets to a file, or does what no store should. */
  private static final String STORE = """
      package custom;
      import io.tlo.state.*;
      import java.nio.file.*;
      import java.util.*;
      import java.util.concurrent.*;
      public class Store implements TaskStateStore {
        static final String MODE = System.getProperty("store.mode", "");
        static final Path FILE = Path.of(System.getProperty("store.file"));
        final Map<Long, TaskStateRecord> records = new ConcurrentHashMap<>();
        public Store() throws Exception {
          write("store made, its TLO from " + TaskStateStore.class.getClassLoader().getName());
          if (MODE.equals("constructor")) new CountDownLatch(1).await();
        }
        static synchronized void write(String line) {
          try {
            Files.writeString(FILE, line + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        }
        private boolean misbehaves() {
          if (MODE.equals("throw")) throw new OwnException();
          if (MODE.equals("error")) throw new NoClassDefFoundError("driver");
          if (MODE.equals("block")) {
            try { new CountDownLatch(1).await(); } catch (InterruptedException e) { }
          }
          return MODE.equals("null");
        }
        static class OwnException extends RuntimeException {}
        public void create(TaskStateRecord it) {
          misbehaves();
          records.put(it.id(), it);
          write("create " + it.taskName() + " " + it.status().text() + " " + it.result());
        }
        public void update(TaskStateRecord it) {
          if (records.put(it.id(), it) == null) write("never created");
          write("update " + it.taskName() + " " + it.status().text() + " " + it.result() + " " + it.failed());
        }
        public Optional<TaskStateRecord> get(long id) {
          return misbehaves() ? null : Optional.ofNullable(records.get(id));
        }
        public void delete(long id) { records.remove(id); }
        public List<TaskStateRecord> latest(String name, int limit) { return misbehaves() ? null : List.of(); }
        public List<TaskStateRecord> latest(int limit) { return misbehaves() ? null : List.of(); }
        public long count() { return records.size(); }
      }
      """;

  private static final String REGISTRY = """
      package custom;
      import io.tlo.registry.*;
      import java.util.*;
      public class Registry implements TaskRegistry {
        public Registry() { Store.write("registry made"); }
        public void register(TaskDefinition it) {
          Store.write("define " + it.name() + " " + it.method() + " " + it.description() + it.enabled());
        }
        public Optional<TaskDefinition> find(String name) { return Optional.empty(); }
        public List<TaskDefinition> list() { return List.of(); }
        public List<String> names() { return List.of(); }
        public boolean contains(String name) { return false; }
        public boolean remove(String name) { return false; }
      }
      """;

  private static final List<String> EXECUTIONS = List.of(
      "create Main.work Running null",
      "update Main.work Succeeded 0 false",
      "create Main.work Running null",
      "update Main.work Succeeded 1 false",
      "create Main.work Running null",
      "update Main.work Succeeded 2 false",
      "create Main.work Running null",
      "update Main.work Succeeded 3 false",
      "create Main.work Running null",
      "update Main.work Succeeded 4 false",
      "create Main.fails Running null",
      "update Main.fails Failed null true",
      "create Main.off Skipped DISABLED");

  private static final List<String> DEFINITIONS = List.of(
      "define Main.work app.Main.work(int) workstrue",
      "define Main.fails app.Main.fails() true",
      "define Main.off app.Main.off() false");

  @TempDir
  Path folder;

  @Test
  void aStoreAndARegistryOnTheClassPathReceiveAllThatAShortProgramDid() throws Exception {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(MAIN, STORE, REGISTRY);
    ForkedJvm.Result result = jvm("", classes, Built.core())
        .variable("TLO_TASK_REGISTRY", "custom.Registry")
        .variable("TLO_TASK_STATE_STORE", "custom.Store")
        .run("app.Main");
    assertThat(result).isEqualTo(new ForkedJvm.Result(7, "done\n", ""));
    List<String> lines = lines();
    assertThat(lines)
        .startsWith("registry made", "store made, its TLO from tlo-agent")
        .containsSubsequence(DEFINITIONS)
        .containsSubsequence(EXECUTIONS)
        .hasSize(2 + DEFINITIONS.size() + EXECUTIONS.size());
  }

  @Test
  void aStoreInAJarOfItsOwnIsFoundThroughTheSettingExtensions() throws Exception {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(MAIN);
    Path jar = jar(TestProgram.in(folder.resolve("store")).compile(STORE));
    ForkedJvm.Result result = jvm("", classes, Built.core())
        .agent("log=error,task.state.store=custom.Store,extensions=" + jar)
        .run("app.Main");
    assertThat(result).isEqualTo(new ForkedJvm.Result(7, "done\n", ""));
    assertThat(lines())
        .startsWith("store made, its TLO from tlo-agent")
        .endsWith(EXECUTIONS.toArray(new String[0]));
  }

  @Test
  void aStoreThatThrowsCostsTheApplicationNothing() throws Exception {
    assertCostsNothing("throw");
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "null", "block", "constructor"})
  @Tag("nightly")
  void aStoreThatMisbehavesCostsTheApplicationNothing(String mode) throws Exception {
    assertCostsNothing(mode);
  }

  private void assertCostsNothing(String mode) throws Exception {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(MAIN, STORE);
    try (ForkedJvm.Running program = jvm(mode, classes, Built.core())
        .variable("TLO_TASK_STATE_STORE", "custom.Store")
        .start("app.Main", "wait")
        .awaitOut("done")) {
      if (!mode.equals("constructor")) {
        assertNumbers(program, mode);
      }
      ForkedJvm.Result result = program.say("").await();
      assertThat(result.exitCode()).isEqualTo(7);
      assertThat(result.out()).isEqualTo("done\n");
      if (mode.equals("constructor")) {
        assertThat(result.err())
            .isEqualTo("[tlo] the custom store was not ready, 7 records were not stored\n");
      } else {
        assertThat(result.err().lines())
            .hasSize(mode.equals("throw") || mode.equals("error") ? 1 : 0);
      }
    }
  }

  /** It is needed to find the store's class, here as the program ends. */
  @Test
  void aClassPathThatCannotBeAskedForIsToldInTheLogAndNotToTheProgram() {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(STORE, UNASKED);
    ForkedJvm.Result result = jvm("", classes, Built.core())
        .variable("TLO_TASK_STATE_STORE", "custom.Store")
        .run("app.Unasked");
    assertThat(result)
        .isEqualTo(new ForkedJvm.Result(
            0,
            "done\n",
            "[tlo] no custom registry or store could be made; those in memory are used:"
                + " java.lang.IllegalStateException: not to be asked\n"));
  }

  private static void assertNumbers(ForkedJvm.Running program, String mode) throws IOException {
    try (JmxClient client = JmxClient.to(program).await(JmxClient.task("Main", "off"))) {
      boolean fails = mode.equals("throw") || mode.equals("error");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(Numbers.of(client).dropped()).isEqualTo(fails ? 6 : 0));
      Numbers numbers = Numbers.of(client);
      assertThat(numbers.calls()).isEqualTo(8);
      assertThat(numbers.records()).isEqualTo(numbers.ended()).isEqualTo(6);
      assertThat(numbers.adviceFailures()).isZero();
      if (!mode.equals("block")) {
        assertThat((CompositeData[]) client.call(JmxClient.REGISTRY, "findRecords", "*", "*", 100))
            .hasSize(7);
        assertThatThrownBy(() -> client.call(JmxClient.REGISTRY, "findRecord", 4711L))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("no record 4711");
      }
    }
  }

  @Test
  void theStoreIsAskedForWhatMemoryNoLongerHolds() throws Exception {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(MAIN, STORE);
    try (ForkedJvm.Running program = jvm("", classes, Built.core())
            .agent("log=error,history.per.task=1,task.state.store=custom.Store")
            .start("app.Main", "wait")
            .awaitOut("done");
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Main", "off"))) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(lines()).containsSubsequence(EXECUTIONS));
      CompositeData[] kept =
          (CompositeData[]) client.call(JmxClient.REGISTRY, "findRecords", "Main.work", "*", 100);
      assertThat(kept).hasSize(1);
      long first = (Long) kept[0].get("id") - 4;
      CompositeData found = (CompositeData) client.call(JmxClient.REGISTRY, "findRecord", first);
      assertThat(found.get("result")).isEqualTo("0");
      assertThat((String) client.call(JmxClient.task("Main", "work"), "showRecord", first))
          .contains("Record   #" + first)
          .contains("Result   0");
      Numbers numbers = Numbers.of(client);
      assertThat(numbers.kept()).isEqualTo(6);
      assertThat(numbers.dropped()).isZero();
    }
  }

  private ForkedJvm jvm(String mode, Path... classPath) {
    return ForkedJvm.on(classPath)
        .option("-Dstore.file=" + folder.resolve("store.txt"), "-Dstore.mode=" + mode);
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("store.txt"));
  }

  private Path jar(Path classes) throws IOException {
    Path jar = folder.resolve("store.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        out.write(Files.readAllBytes(file));
      }
    }
    return jar;
  }
}
