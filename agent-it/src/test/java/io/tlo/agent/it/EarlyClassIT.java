package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks of a class that was loaded before the agent came, on the way to the application's first step. */
@Tag("jdk")
class EarlyClassIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.util.concurrent.CountDownLatch;
      public class Early {
        private static final CountDownLatch turns = new CountDownLatch(2);
        public static void main(String[] arguments) throws Exception {
          for (int i = 0; i < 5; i++) {
            work();
          }
          turns.await();
          System.out.println("ready");
          System.in.read();
        }
        @Task static void work() {}
        @Task(interval = "50ms") static void turn() { turns.countDown(); }
      }
      """;

  /** Another agent, as one that looks at the application's classes before they are used. */
  private static final String LOADER = """
      package other;
      public class Loader {
        public static void premain(String arguments) throws Exception {
          for (String name : arguments.split(";")) {
            Class.forName(name, false, ClassLoader.getSystemClassLoader());
          }
        }
      }
      """;

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"app.Early", "app.Early;io.tlo.TloContext"})
  void theyAreRecordedFromTheFirstCallOnAndGetTheirTurns(String loadedEarly) throws IOException {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(MAIN);
    ForkedJvm jvm = ForkedJvm.on(classes, Built.core())
        .agentAt(otherAgent().toString(), loadedEarly)
        .agent("log=error");
    try (ForkedJvm.Running running = jvm.start("app.Early").awaitOut("ready");
        JmxClient client = JmxClient.to(running)) {
      String task = JmxClient.task("Early", "work");
      assertThat(client.await(task).number(task, "ExecutionsSucceeded")).isEqualTo(5);
      assertThat(running.err()).isEmpty();
    }
  }

  private Path otherAgent() throws IOException {
    Path classes = TestProgram.alone(folder.resolve("other")).compile(LOADER);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "other.Loader");
    Path jar = folder.resolve("other.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new ZipEntry("other/Loader.class"));
      Files.copy(classes.resolve("other/Loader.class"), out);
    }
    return jar;
  }
}
