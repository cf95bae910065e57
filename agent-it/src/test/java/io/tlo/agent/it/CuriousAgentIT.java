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
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside another agent that loads the agent's own classes while they are being defined. */
@Tag("jdk")
class CuriousAgentIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      public class Watched {
        public static void main(String[] arguments) throws Exception {
          for (int i = 0; i < 5; i++) {
            work();
          }
          System.out.println("ready");
          System.in.read();
        }
        @Task static void work() {}
      }
      """;

  private static final String CURIOUS = """
      package other;
      import java.lang.instrument.*;
      import java.security.ProtectionDomain;
      import java.util.*;
      public class Curious implements ClassFileTransformer {
        private final ThreadLocal<Set<String>> seen = ThreadLocal.withInitial(HashSet::new);
        public static void premain(String arguments, Instrumentation instrumentation) {
          instrumentation.addTransformer(new Curious());
        }
        @Override
        public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
          if (loader != null && "tlo-agent".equals(loader.getName()) && seen.get().add(name)) {
            try {
              Class.forName(name.replace('/', '.'), false, loader);
            } catch (ClassNotFoundException e) {
              throw new IllegalStateException(e);
            }
          }
          return null;
        }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void eachCallIsRecordedAndPublished() throws IOException {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(MAIN);
    ForkedJvm jvm = ForkedJvm.on(classes, Built.core())
        .agentAt(curiousAgent().toString(), "")
        .agent("log=error");
    try (ForkedJvm.Running running = jvm.start("app.Watched").awaitOut("ready");
        JmxClient client = JmxClient.to(running)) {
      String task = JmxClient.task("Watched", "work");
      assertThat(client.await(task).number(task, "ExecutionsSucceeded")).isEqualTo(5);
      assertThat(client.number(JmxClient.REGISTRY, "AdviceFailures")).isZero();
      assertThat(running.err()).isEmpty();
    }
  }

  private Path curiousAgent() throws IOException {
    Path classes = TestProgram.alone(folder.resolve("other")).compile(CURIOUS);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "other.Curious");
    Path jar = folder.resolve("other.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.list(classes.resolve("other"))) {
      for (Path each : files.toList()) {
        out.putNextEntry(new ZipEntry("other/" + each.getFileName()));
        Files.copy(each, out);
      }
    }
    return jar;
  }
}
