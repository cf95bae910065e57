package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLO initialises no class: of a static task it begins nothing before the program has initialised its class. */
@Tag("jdk")
class StaticTaskIT {

  /** The initialiser of a class needs what the program sets later; another loader only looks at the class. */
  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.io.*;
      import java.util.*;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          ClassLoader own = Main.class.getClassLoader();
          Class<?> looked = Class.forName("app.Rates", false, own);
          Class<?> copied = new Looking(own).loadClass("app.Rates");
          System.out.println("ready");
          for (Scanner in = new Scanner(System.in); in.hasNextLine(); ) {
            if (in.nextLine().equals("use")) {
              System.setProperty("rates.url", "rates.example.org");
              System.out.println("used " + Rates.url());
            }
          }
          System.out.println(looked == copied);
        }
        @Task(interval = "20ms") static void pace() {}
      }
      class Rates {
        private static final String URL = Objects.requireNonNull(System.getProperty("rates.url"));
        static String url() { return URL; }
        @Task(interval = "20ms") static void refresh() {}
      }
      class Looking extends ClassLoader {
        Looking(ClassLoader parent) { super(parent); }
        @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
          if (!name.equals("app.Rates")) return super.loadClass(name, resolve);
          try (InputStream in = getParent().getResourceAsStream("app/Rates.class")) {
            byte[] file = in.readAllBytes();
            return defineClass(name, file, 0, file.length);
          } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
          }
        }
      }
      """;

  private static final String PACE = JmxClient.task("Main", "pace");
  private static final String REFRESH = JmxClient.task("Rates", "refresh");
  private static final String COPY = JmxClient.task("Rates", "refresh#2");

  @TempDir
  private Path folder;

  @Test
  void turnsBeginWhenTheProgramHasInitialisedTheClass() {
    try (ForkedJvm.Running program = start();
        JmxClient client = JmxClient.to(program).await(COPY)) {
      awaitTurns(client, PACE, 20);
      assertThat(client.number(REFRESH, "ExecutionsSucceeded")).isZero();
      assertThat(client.number(REFRESH, "ExecutionsFailed")).isZero();
      assertThat(client.getOrNull(REFRESH, "NextRunAt")).isNull();

      program.say("use").awaitOut("used rates.example.org\n");
      awaitTurns(client, REFRESH, 3);
      assertThat(client.getOrNull(REFRESH, "NextRunAt")).isNotNull();
      assertThat(client.number(COPY, "ExecutionsSucceeded")).isZero();
      assertThat(client.getOrNull(COPY, "NextRunAt")).isNull();
      assertThat(client.number(JmxClient.REGISTRY, "ExecutionsFailed")).isZero();
      assertThat(client.number(JmxClient.REGISTRY, "AdviceFailures")).isZero();
      assertThat(program.err()).isEmpty();
    }
  }

  @Test
  void aTriggerIsRefusedUntilTheProgramHasInitialisedTheClass() {
    try (ForkedJvm.Running program = start();
        JmxClient client = JmxClient.to(program).await(COPY)) {
      assertThat(catchThrowable(() -> client.call(REFRESH, "trigger")).getMessage())
          .isEqualToNormalizingWhitespace("task 'Rates.refresh' cannot be run: app.Rates is not"
              + " initialised; the program must use it first");

      program.say("use").awaitOut("used rates.example.org\n");
      assertThat((String) client.call(REFRESH, "trigger")).startsWith("Started Rates.refresh");
      assertThat(program.err()).isEmpty();
    }
  }

  private ForkedJvm.Running start() {
    Path classes = TestProgram.in(folder).compile(MAIN);
    return ForkedJvm.on(classes, Built.core())
        .agent("log=error")
        .start("app.Main")
        .awaitOut("ready\n");
  }

  private static void awaitTurns(JmxClient client, String task, long times) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.number(task, "ExecutionsSucceeded") >= times);
  }
}
