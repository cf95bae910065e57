package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of results and failures; and that nothing of the application is. */
class ResultsIT {

  private static final String RESULTS = """
      package app;
      import io.tlo.Task;
      import java.math.*;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.*;
      public class Main {
        static int asked;
        public static void main(String[] arguments) throws Exception {
          Main main = new Main();
          // On a busy machine the first answers may come too late.
          for (int i = 0; i < 50 && !Warm.asked; i++) { main.warm(); }
          main.integer(); main.text(); main.longText(); main.secret(); main.uuid(); main.time();
          main.constant(); main.huge(); main.decimal(); main.list(); main.map(); main.view();
          main.throwing(); main.sleeping(); main.ownNumber(); main.ownList(); main.array(); main.nothing();
          main.page();
          main.kind();
          try { main.fails(); } catch (IllegalStateException expected) { }
          try { main.hostile(); } catch (HostileException expected) { }
          System.out.println("asked " + asked);
          System.out.println("ready");
          System.in.read();
        }
        @Task Object warm() { return new Warm(); }
        static class Warm {
          static volatile boolean asked;
          public String toString() { asked = true; return "warm"; }
        }
        @Task int integer() { return 7; }
        @Task String text() { return "text"; }
        @Task String longText() { return "x".repeat(5_000); }
        @Task String secret() { return "user=me password=hunter2 token: abc"; }
        @Task UUID uuid() { return new UUID(1, 2); }
        @Task Instant time() { return Instant.EPOCH; }
        @Task Kind constant() { return Kind.ONE; }
        @Task BigInteger huge() { return BigInteger.ONE.shiftLeft(1_000_000); }
        @Task BigDecimal decimal() { return new BigDecimal("1.50"); }
        @Task List<Object> list() { return new ArrayList<>(List.of(new Throwing(), new Throwing())); }
        @Task Map<Object, Object> map() { return Map.of("a", new Throwing()); }
        @Task Collection<Object> view() { return Collections.unmodifiableCollection(new OwnList()); }
        @Task Object throwing() { return new Throwing(); }
        @Task Object sleeping() { return new Sleeping(); }
        @Task Number ownNumber() { return new OwnNumber(); }
        @Task List<Object> ownList() { return new OwnList(); }
        @Task int[] array() { return new int[3]; }
        @Task Object nothing() { return null; }
        @Task String page() { return "<html><b>bold"; }
        @Task Kind kind() { return Kind.TWO; }
        @Task void fails() {
          throw new IllegalStateException("login with password=hunter2 failed", deep(200));
        }
        @Task void hostile() { throw new HostileException(); }
        static Throwable deep(int depth) {
          return depth == 0 ? new java.io.IOException("cause key: k-123 end") : deep(depth - 1);
        }
        enum Kind { ONE, TWO { public String toString() { asked++; return "two"; } } }
        static class Throwing {
          public String toString() { asked++; throw new IllegalStateException("toString"); }
          public boolean equals(Object other) { asked++; throw new IllegalStateException("equals"); }
          public int hashCode() { asked++; throw new IllegalStateException("hashCode"); }
        }
        static class Sleeping {
          public String toString() {
            asked++;
            try { Thread.sleep(600_000); } catch (InterruptedException e) { throw new IllegalStateException(e); }
            return "slept";
          }
        }
        static class OwnNumber extends BigInteger {
          OwnNumber() { super("5"); }
          public String toString() { asked++; return "own"; }
          public int bitLength() { asked++; return 1; }
        }
        static class OwnList extends ArrayList<Object> {
          public int size() { asked++; throw new IllegalStateException("size"); }
          public String toString() { asked++; return "own list"; }
        }
        static class HostileException extends RuntimeException {
          public String getMessage() { throw new IllegalStateException("getMessage"); }
          public String getLocalizedMessage() { throw new IllegalStateException("getLocalizedMessage"); }
          public StackTraceElement[] getStackTrace() { throw new IllegalStateException("getStackTrace"); }
          public synchronized Throwable getCause() { throw new IllegalStateException("getCause"); }
          public String toString() { throw new IllegalStateException("toString"); }
        }
      }
      """;

  /** Ends with exit code 0 only if all that it let go was collected, while its tasks stay. */
  private static final String HELD = """
      package app;
      import io.tlo.Task;
      import java.lang.management.ManagementFactory;
      import java.lang.ref.*;
      import java.net.*;
      import java.nio.file.*;
      import java.util.*;
      import java.util.concurrent.*;
      import javax.management.*;
      public class Main {
        static final Map<String, WeakReference<Object>> gone = new LinkedHashMap<>();
        static final CountDownLatch triggered = new CountDownLatch(1);
        public static void main(String[] arguments) throws Exception {
          use();
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          ObjectName task = new ObjectName("tlo:type=Task,group=Main,name=result()");
          ObjectName registry = new ObjectName("tlo:type=Registry");
          awaitRegistered(server, task);
          Main receiver = new Main();
          gone.put("triggered receiver", new WeakReference<>(receiver));
          receiver.result(receiver);
          server.invoke(task, "trigger", null, null);
          triggered.await();
          receiver = null;
          child(server, Path.of(arguments[0]));
          int before = (Integer) server.getAttribute(registry, "TasksTotal");
          long end = System.nanoTime() + 20_000_000_000L;
          ObjectName children = new ObjectName("tlo:type=Task,group=Child,*");
          while ((gone.values().stream().anyMatch(each -> each.get() != null)
              || !server.queryNames(children, null).isEmpty()) && System.nanoTime() < end) {
            System.gc();
            Thread.sleep(50);
          }
          for (Map.Entry<String, WeakReference<Object>> each : gone.entrySet()) {
            System.out.println(each.getKey() + (each.getValue().get() == null ? " is gone" : " IS HELD"));
          }
          System.out.println("tasks " + (before - (Integer) server.getAttribute(registry, "TasksTotal"))
              + " fewer, " + server.queryNames(children, null));
          Object ended = 0L;
          for (String each : List.of("ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsCancelled")) {
            ended = (Long) ended + (Long) server.getAttribute(registry, each);
          }
          long records = (Long) server.getAttribute(registry, "RecordsKept")
              + (Long) server.getAttribute(registry, "RecordsDropped");
          System.out.println(records == (Long) ended ? "accounted for" : ended + " ended, " + records + " records");
        }
        static void use() {
          Main main = new Main();
          gone.put("receiver", new WeakReference<>(main));
          Object argument = new Object();
          gone.put("argument", new WeakReference<>(argument));
          gone.put("result", new WeakReference<>(main.result(argument)));
          try {
            main.fails();
          } catch (IllegalStateException e) {
            gone.put("exception", new WeakReference<>(e));
          }
          CompletableFuture<Object> stage = main.stage();
          gone.put("stage", new WeakReference<>(stage));
          stage.completeExceptionally(new IllegalStateException());
          gone.put("abandoned stage", new WeakReference<>(main.stage()));
        }
        /** Tasks of another loader, one of them recurring and one with a stage that is never completed. */
        static void child(MBeanServer server, Path classes) throws Exception {
          URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()},
              Main.class.getClassLoader());
          Thread user = new Thread(() -> {
            try {
              Object child = loader.loadClass("child.Child").getConstructor().newInstance();
              child.getClass().getMethod("use").invoke(child);
            } catch (ReflectiveOperationException e) {
              throw new IllegalStateException(e);
            }
          });
          user.setContextClassLoader(loader);
          user.start();
          user.join();
          ObjectName recurring = new ObjectName("tlo:type=Task,group=Child,name=recurring");
          awaitRegistered(server, recurring);
          while ((Long) server.getAttribute(recurring, "ExecutionsSucceeded") == 0) {
            Thread.sleep(10);
          }
          gone.put("class loader", new WeakReference<>(loader));
          loader.close();
        }
        static void awaitRegistered(MBeanServer server, ObjectName name) throws Exception {
          for (int i = 0; i < 1_000 && !server.isRegistered(name); i++) {
            Thread.sleep(20);
          }
        }
        @Task Object result(Object argument) { return new Object() { Object held = argument; }; }
        @Task Object result() {
          Object made = new Object();
          gone.put("triggered result", new WeakReference<>(made));
          triggered.countDown();
          return made;
        }
        @Task void fails() { throw new IllegalStateException("x"); }
        @Task CompletableFuture<Object> stage() { return new CompletableFuture<>(); }
      }
      """;

  private static final String CHILD = """
      package child;
      import io.tlo.Task;
      import java.util.concurrent.CompletableFuture;
      public class Child {
        public void use() { abandoned(); work(); }
        @Task public CompletableFuture<Object> abandoned() { return new CompletableFuture<>(); }
        @Task public Object work() { return this; }
        @Task(interval = "20ms") public void recurring() {}
      }
      """;

  private static final String TOO_LATE = " (its toString() took longer than 50 ms)";

  private static final Map<String, String> LATE = Map.of(
      "view", "java.util.Collections$UnmodifiableCollection" + TOO_LATE,
      "throwing", "app.Main$Throwing" + TOO_LATE,
      "ownNumber", "app.Main$OwnNumber" + TOO_LATE,
      "ownList", "app.Main$OwnList" + TOO_LATE);

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"safe", "off"})
  void ofAResultOnlyWhatIsSafeIsKept(String results) throws Exception {
    assertKept(results, Map.of(), "asked 0\nready\n");
  }

  /** On a busy machine some of the texts come too late, and are marked so; not all of them. */
  @Test
  void inFullTheTextIsKeptThatAnObjectMakesOfItself() throws Exception {
    assertKept("full", LATE, "asked [1-5]\nready\n");
  }

  @Test
  @Tag("nightly")
  void inFullNoTextIsLateOnAMachineWithTime() throws Exception {
    assertKept("full", Map.of(), "asked 5\nready\n");
  }

  /**
   * Asserts what is kept.
   *
   * @param late what may be kept instead of some of the texts
   */
  private void assertKept(String results, Map<String, String> late, String out) throws Exception {
    Path classes = TestProgram.in(folder).compile(RESULTS);
    try (ForkedJvm.Running program = ForkedJvm.on(classes, Built.core())
            .agent("log=error,results=" + results)
            .start("app.Main")
            .awaitOut("ready\n");
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Main", "page"))) {
      Map<String, String> kept = results(client);
      int before = kept.size();
      boolean someLate = kept.entrySet().removeAll(late.entrySet());
      Map<String, String> expected = expected(results);
      if (someLate) {
        expected.keySet().retainAll(kept.keySet());
      }
      assertThat(kept).isEqualTo(expected);
      assertThat(before - kept.size()).isLessThanOrEqualTo(Math.max(0, late.size() - 1));
      assertThat(before).isEqualTo(expected(results).size());
      assertThat(program.out()).matches(out);

      String failure = failure(client, "Main.fails");
      assertThat(failure)
          .startsWith(
              "java.lang.IllegalStateException: login with password=*** failed\n\tat app.Main.fails(")
          .contains("\nCaused by: java.io.IOException: cause key: *** end\n\tat app.Main.deep(")
          .doesNotContain("hunter2")
          .doesNotContain("k-123");
      assertThat(failure
              .lines()
              .filter(line -> line.startsWith("\tat app.Main.deep("))
              .count())
          .isEqualTo(50);
      assertThat(failure(client, "Main.hostile")).startsWith("app.Main$HostileException");
      assertThat(client.get(JmxClient.task("Main", "fails"), "LastFailure"))
          .isEqualTo("IllegalStateException: login with password=*** failed");
      Numbers numbers = Numbers.of(client);
      Long warm = (Long) client.get(JmxClient.task("Main", "warm"), "ExecutionsSucceeded");
      assertThat(numbers.calls()).isEqualTo(22 + warm);
      assertThat(numbers.failed()).isEqualTo(2);
      assertThat(numbers.adviceFailures()).isZero();
      assertThat(program.err()).isEmpty();
    }
  }

  @Test
  @Tag("jdk")
  void nothingOfTheApplicationIsHeld() {
    Path classes = TestProgram.in(folder.resolve("main")).compile(HELD);
    Path child = TestProgram.in(folder.resolve("child")).compile(CHILD);
    ForkedJvm.Result result = ForkedJvm.on(classes, Built.core()).run("app.Main", child.toString());
    assertThat(result.out()).isEqualTo("""
        receiver is gone
        argument is gone
        result is gone
        exception is gone
        stage is gone
        abandoned stage is gone
        triggered receiver is gone
        triggered result is gone
        class loader is gone
        tasks 3 fewer, []
        accounted for
        """);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  private static Map<String, String> expected(String results) {
    Map<String, String> expected = new TreeMap<>(Map.of(
        "integer", "7",
        "text", "text",
        "longText", "x".repeat(1_023) + "…",
        "secret", "user=me password=*** token: ***",
        "uuid", "00000000-0000-0001-0000-000000000002",
        "time", "1970-01-01T00:00:00Z",
        "constant", "ONE",
        "decimal", "1.50",
        "list", "ArrayList of 2",
        "map", "Map of 1"));
    boolean full = results.equals("full");
    expected.put("page", "'<html><b>bold");
    expected.put("kind", "TWO");
    expected.put("huge", "java.math.BigInteger");
    expected.put("view", full ? "own list" : "java.util.Collections$UnmodifiableCollection");
    expected.put(
        "throwing",
        full
            ? "app.Main$Throwing (its toString() threw java.lang.IllegalStateException)"
            : "app.Main$Throwing");
    expected.put("sleeping", "app.Main$Sleeping" + (full ? TOO_LATE : ""));
    expected.put("ownNumber", full ? "own" : "app.Main$OwnNumber");
    expected.put("ownList", full ? "own list" : "app.Main$OwnList");
    expected.put("array", "[I");
    expected.put("nothing", null);
    if (full) {
      expected.remove("array");
      expected.remove("huge");
    }
    if (results.equals("off")) {
      expected.replaceAll((task, result) -> null);
    }
    return expected;
  }

  private static Map<String, String> results(JmxClient client) {
    Map<String, String> results = new TreeMap<>();
    CompositeData[] records =
        (CompositeData[]) client.call(JmxClient.REGISTRY, "findRecords", "*", "Succeeded", 100);
    boolean full = isFull(client);
    for (CompositeData each : records) {
      String name = ((String) each.get("task")).substring("Main.".length());
      // Of these the text that an object makes of itself is too long, or another each time.
      boolean isOther = full && (name.equals("array") || name.equals("huge"));
      if (!isOther && !name.equals("warm")) {
        results.put(name, (String) each.get("result"));
      }
    }
    return results;
  }

  private static boolean isFull(JmxClient client) {
    for (CompositeData each : (CompositeData[]) client.get(JmxClient.REGISTRY, "Settings")) {
      if (each.get("key").equals("results")) {
        return each.get("value").equals("full");
      }
    }
    return false;
  }

  private static String failure(JmxClient client, String task) {
    CompositeData[] found =
        (CompositeData[]) client.call(JmxClient.REGISTRY, "findRecords", task, "Failed", 1);
    return (String) found[0].get("failure");
  }
}
