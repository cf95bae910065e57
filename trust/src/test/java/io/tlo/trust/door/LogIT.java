package io.tlo.trust.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.StoreSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that a task, its failure, a store or an operator says can pass for a line of the
 * agent's, or flood.
 */
class LogIT {

  private static final int FAULTS = Extent.of(100, 400, 5_000);
  private static final int FEW = 40;
  private static final int MOST_LINES_A_MINUTE = 60;

  /** Begins a line, goes back over it, turns it round. */
  private static final String FORGED =
      "x\n[tlo] all is well\r\u001b[2K[tlo] all is well\u2028\u202e\u0085\u2066[tlo] all is well";

  private static final String MAIN = """
      package app;
      import java.io.*;
      import java.lang.reflect.Method;
      import java.nio.file.*;
      public class Main {
        static class Loader extends ClassLoader {
          Loader() { super(Main.class.getClassLoader()); }
          Class<?> define(byte[] bytes) { return defineClass(null, bytes, 0, bytes.length); }
        }
        @io.tlo.Task static void fails() { throw new IllegalStateException(System.getenv("FORGED")); }
        @io.tlo.Task static String says(String text) { return text + System.getenv("FORGED"); }
        public static void main(String[] arguments) throws Exception {
          Loader loader = new Loader();
          int calls = 0;
          try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(arguments[0]))))) {
            while (in.available() > 0) {
              for (Method each : loader.define(in.readNBytes(in.readInt())).getDeclaredMethods()) {
                each.invoke(null);
                calls++;
                if (arguments.length > 1) System.err.println("[tlo] " + each + ": interval: '" + System.getenv("FORGED") + "'");
              }
            }
          }
          try { fails(); } catch (IllegalStateException expected) { }
          says("");
          System.out.println("called " + calls + ".");
          System.in.read();
        }
      }
      """;

  private static final String STORE = StoreSource.of("app", "public class Store", """
      public void create(TaskStateRecord record) {
        throw new IllegalStateException(System.getenv("FORGED"), new Error("[tlo] all is well\\n[tlo] all is well"));
      }
      public void update(TaskStateRecord record) {}
      """);

  @TempDir
  Path folder;

  private Path classes = Path.of("");

  @BeforeEach
  void compile() {
    classes = TestProgram.in(folder.resolve("classes")).compile(MAIN, STORE);
  }

  /** Makes tasks of hostile names, each of which is a fault. */
  private String hostile(int tasks) throws IOException {
    return new HostileClasses(11, FORGED)
        .make(tasks)
        .write(folder.resolve("classes.bin"))
        .toString();
  }

  private ForkedJvm program() {
    return ForkedJvm.on(classes, Built.core())
        .variable("FORGED", FORGED)
        .option("-Dfile.encoding=UTF-8");
  }

  @Test
  void noTextForgesALineEvenInATrace() throws Exception {
    try (ForkedJvm.Running program = program()
            .agent("log=debug,task.state.store=app.Store")
            .start("app.Main", hostile(FEW))
            .awaitOut("called " + FEW + ".");
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Main", "says"))) {
      operate(client);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> program.err().contains("the custom store app.Store failed")
              && program.err().contains("audit: disableMatching"));

      assertThat(Forgeries.in(program.err())).isEmpty();
      assertThat(program.err()).contains("[tlo]     Caused by: java.lang.Error", "audit: trigger");
      Figures.of(11)
          .check(
              "forged lines in names, intervals, failures, results, arguments, a store's trace",
              Forgeries.in(program.err()).size() + " of "
                  + program.err().lines().count() + " lines");
    }
  }

  private static void operate(JmxClient client) {
    client.call(JmxClient.task("Main", "says"), "triggerWith", FORGED);
    client.call(JmxClient.task("Main", "fails"), "trigger");
    for (String operation : List.of("enable", "disable", "trigger", "disableMatching")) {
      try {
        client.call(JmxClient.REGISTRY, operation, FORGED);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("no task");
      }
    }
  }

  @Test
  void aStormOfFaultsIsAFewLinesAMinute() throws IOException {
    try (ForkedJvm.Running program = program()
        .agent("log=error")
        .start("app.Main", hostile(FAULTS))
        .awaitOut("called " + FAULTS + ".")) {
      long lines = awaitLastLine(program);
      assertThat(lines).isEqualTo(MOST_LINES_A_MINUTE);
      if (Extent.isFull()) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(3))
            .until(() -> program.err().contains((FAULTS - lines) + " more faults were held back"));
      }
      Figures.of(11).check(FAULTS + " faults at once", lines + " lines in the minute");
    }
  }

  /** Returns the number of lines once it grows no more: a thread of the agent's own writes too. */
  private static long awaitLastLine(ForkedJvm.Running program) {
    AtomicLong seen = new AtomicLong();
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> {
          long lines = program.err().lines().count();
          return seen.getAndSet(lines) == lines && lines >= MOST_LINES_A_MINUTE;
        });
    return seen.get();
  }

  @Test
  void aProgramThatPrintsTheSameTextsAsTheyAreIsSeen() throws IOException {
    try (ForkedJvm.Running program = program()
        .withoutAgent()
        .start("app.Main", hostile(FAULTS), "print")
        .awaitOut("called " + FAULTS + ".")) {
      List<String> forgeries = Forgeries.in(program.err());
      long lines = program.err().lines().count();
      assertThat(forgeries).isNotEmpty();
      assertThat(lines).isGreaterThan(MOST_LINES_A_MINUTE);
      Figures.of(11)
          .control(
              "a program that prints the same texts as they are",
              forgeries.size() + " forgeries in " + lines + " lines, caught");
    }
  }
}
