package io.tlo.trust.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Class loaders that are thrown away with the tasks of their classes are collected, in little
 * memory.
 */
@Tag("jdk")
class ThrowAwayLoadersIT {

  private static final int LOADERS = Extent.of(500, 10_000, 20_000);
  // So little that the many loaders of a night, or of all, do not fit in there together.
  private static final int METASPACE_MB = Extent.of(64, 40, 64);

  /** Each call has a result of a class of its own, or throws an exception of one. */
  private static final String WORK = """
      package work;
      import io.tlo.Task;
      import java.util.function.IntFunction;
      public class Work implements IntFunction<Object> {
        public static final class Result {
          private final byte[] content = new byte[1024];
        }
        public static final class Refusal extends RuntimeException {
          private final Object refused = new Result();
        }
        @Task public Object apply(int number) {
          if (number % 10 == 0) {
            throw new Refusal();
          }
          return new Result();
        }
      }
      """;

  private static final String MAIN = """
      package app;
      import java.io.*;
      import java.nio.file.*;
      import java.util.*;
      import java.util.function.IntFunction;
      public class Main {
        private static final Map<String, byte[]> files = new HashMap<>();

        static final class ThrowAway extends ClassLoader {
          ThrowAway(ClassLoader parent) { super(parent); }
          @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = files.get(name);
            if (bytes == null) {
              throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
          }
        }

        public static void main(String[] arguments) throws Exception {
          for (String each : List.of("Work", "Work$Result", "Work$Refusal")) {
            files.put("work." + each, Files.readAllBytes(Path.of(arguments[0], "work", each + ".class")));
          }
          boolean keeps = arguments.length > 2;
          List<ClassLoader> kept = new ArrayList<>();
          int succeeded = 0;
          int failed = 0;
          long begin = System.nanoTime();
          for (int i = 1; i <= Integer.parseInt(arguments[1]); i++) {
            ClassLoader loader = new ThrowAway(Main.class.getClassLoader());
            if (call(loader, i)) {
              succeeded++;
            } else {
              failed++;
            }
            if (keeps) {
              kept.add(loader);
            }
          }
          long micros = (System.nanoTime() - begin) / 1000;
          System.out.println("called: " + succeeded + " returned, " + failed + " threw, micros " + micros + " end");
          while (System.in.read() == '\\n') {
            System.gc();
            // So that the list is still there.
            if (keeps == kept.isEmpty()) throw new IllegalStateException("kept " + kept.size());
            System.out.println("collected");
          }
        }

        @SuppressWarnings("unchecked")
        private static boolean call(ClassLoader loader, int number) throws Exception {
          IntFunction<Object> work = (IntFunction<Object>) Class.forName("work.Work", true, loader)
              .getDeclaredConstructor().newInstance();
          try {
            return work.apply(number) != null;
          } catch (RuntimeException e) {
            if (e.getClass().getClassLoader() != loader) {
              throw e;
            }
            return false;
          }
        }
      }
      """;

  @TempDir
  Path folder;

  private Path work;
  private Path main;

  @BeforeEach
  void compile() {
    work = TestProgram.in(folder.resolve("work")).compile(WORK);
    main = TestProgram.alone(folder.resolve("main")).compile(MAIN);
  }

  private ForkedJvm program() {
    return ForkedJvm.on(main, Built.core())
        .patience(Duration.ofMinutes(5))
        .option("-Xmx64m", "-XX:MaxMetaspaceSize=" + METASPACE_MB + "m");
  }

  @Test
  void loadersThatAreDroppedAreCollectedAndTheirExecutionsStayCounted() {
    int failed = LOADERS / 10;
    int succeeded = LOADERS - failed;
    try (ForkedJvm.Running running = program()
            .start("app.Main", work.toString(), Integer.toString(LOADERS))
            .awaitOut(" end");
        JmxClient client = JmxClient.to(running)) {
      assertThat(running.out())
          .contains("called: " + succeeded + " returned, " + failed + " threw,");
      client.await(JmxClient.REGISTRY);
      Numbers numbers = Numbers.of(client);
      assertThat(numbers.succeeded()).isEqualTo(succeeded);
      assertThat(numbers.failed()).isEqualTo(failed);
      assertThat(numbers.calls()).isEqualTo(LOADERS);
      assertThat(numbers.adviceFailures()).isZero();
      awaitNoTask(running, client);
      Numbers after = Numbers.of(client);
      assertThat(after.calls()).isEqualTo(LOADERS);
      assertThat(after.ended()).isEqualTo(after.records());
      assertThat(running.err()).isEmpty();
      Figures.of(3)
          .check(
              String.format(
                  Locale.ROOT,
                  "%,d loaders with a task each, 64 MB heap, %d MB metaspace",
                  LOADERS,
                  METASPACE_MB),
              String.format(
                  Locale.ROOT,
                  "%,d executions recorded, %,d of them failed; %d tasks left; %d us a loader",
                  after.calls(),
                  after.failed(),
                  client.number(JmxClient.REGISTRY, "TasksTotal"),
                  micros(running.out()) / LOADERS));
    }
  }

  private static void awaitNoTask(ForkedJvm.Running running, JmxClient client) {
    // Each collection may leave what was found unreachable to the next one.
    Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
      running.say("");
      assertThat(client.names("tlo:*")).containsExactly(JmxClient.REGISTRY);
      assertThat(client.number(JmxClient.REGISTRY, "TasksTotal")).isZero();
    });
  }

  private static long micros(String out) {
    String after = out.substring(out.indexOf("micros ") + "micros ".length());
    return Long.parseLong(after.substring(0, after.indexOf(' ')));
  }

  @Test
  void theTasksOfAProgramThatKeepsItsLoadersStay() {
    int kept = 100;
    try (ForkedJvm.Running running = program()
            .start("app.Main", work.toString(), Integer.toString(kept), "keep")
            .awaitOut(" end");
        JmxClient client = JmxClient.to(running).await(JmxClient.REGISTRY)) {
      for (int i = 1; i <= 3; i++) {
        running.say("").awaitOut("collected\n".repeat(i));
        assertThat(client.number(JmxClient.REGISTRY, "TasksTotal")).isEqualTo(kept);
      }
      Figures.of(3)
          .control(
              "100 loaders in a list, after 3 collections",
              client.number(JmxClient.REGISTRY, "TasksTotal") + " tasks left");
    }
  }

  @Tag("nightly")
  @Test
  void aProgramThatKeepsItsLoadersRunsOutOfMemory() {
    ForkedJvm.Result result =
        program().run("app.Main", work.toString(), Integer.toString(LOADERS), "keep");
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.out()).doesNotContain("called:");
    assertThat(result.err()).contains("java.lang.OutOfMemoryError: Metaspace");
    Figures.of(3)
        .control("the same program with its loaders in a list", "OutOfMemoryError: Metaspace");
  }
}
