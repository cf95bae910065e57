package io.tlo.trust.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.ControlAgent;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A contended map of the JDK asks {@code ThreadLocalRandom}. Where a transformer uses such a map
 * while that class is being loaded, it needs what it is just looking at.
 */
@Tag("jdk")
class EarlyThreadLocalRandomIT {

  private static final String RANDOM = "java.util.concurrent.ThreadLocalRandom ";

  private static final String PROGRAM = """
      package app;

      import io.tlo.Task;
      import java.util.concurrent.ConcurrentHashMap;
      import java.util.concurrent.ThreadLocalRandom;

      public class Main {
        static final ConcurrentHashMap<Integer, Integer> MAP = new ConcurrentHashMap<>();

        public static void main(String[] arguments) throws Exception {
          Thread[] threads = new Thread[64];
          for (int i = 0; i < threads.length; i++) {
            int number = i;
            threads[i] = new Thread() {
              @Override public void run() { fill(number); }
            };
            threads[i].start();
          }
          for (Thread each : threads) {
            each.join();
          }
          String random;
          try {
            random = ThreadLocalRandom.current().nextInt(1) + "";
          } catch (Throwable e) {
            random = e.toString();
          }
          System.out.println("entries " + MAP.size() + " random " + random);
        }

        @Task static void fill(int number) {
          for (int i = 0; i < 1_000; i++) {
            MAP.put(number * 1_000 + i, i);
          }
        }
      }
      """;

  private static final String NEEDY = """
      package needy;

      import java.lang.instrument.ClassFileTransformer;
      import java.lang.instrument.Instrumentation;
      import java.security.ProtectionDomain;
      import java.util.concurrent.ThreadLocalRandom;

      public class Needy implements ClassFileTransformer {
        public static void premain(String arguments, Instrumentation instrumentation) {
          instrumentation.addTransformer(new Needy());
        }

        @Override
        public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
          try {
            if ("java/util/concurrent/ThreadLocalRandom".equals(name)) {
              ThreadLocalRandom.current();
            }
          } catch (Throwable e) {
            System.out.println("needy " + e);
          }
          return null;
        }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void theTransformerNeedsNoThreadLocalRandomBeforeItIsThere() throws IOException {
    Path program = TestProgram.in(folder.resolve("program")).compile(PROGRAM);
    ForkedJvm.Result result = ForkedJvm.on(program, Built.core())
        .option("-Xlog:class+load:file=" + folder.resolve("classes.log"))
        .run("app.Main");
    assertThat(result.out().strip()).isEqualTo("entries 64000 random 0");
    assertThat(result.err()).isEmpty();
    assertThat(loadedAfterTheTransformer()).isTrue();

    Path needy = ControlAgent.in(folder, "needy.Needy").jar(NEEDY);
    ForkedJvm.Result broken =
        ForkedJvm.on(program, Built.core()).agentAt(needy.toString(), "").run("app.Main");
    assertThat(broken.out()).contains("ClassCircularityError");
    Figures.of(6)
        .check(
            "64 threads fill one map, ThreadLocalRandom loaded after the transformer",
            "64,000 entries, no ClassCircularityError");
    Figures.of(6).control("a transformer that needs ThreadLocalRandom", "ClassCircularityError");
  }

  private boolean loadedAfterTheTransformer() throws IOException {
    List<String> log = Files.readAllLines(folder.resolve("classes.log"));
    int random = -1;
    int transformer = -1;
    for (int i = 0; i < log.size(); i++) {
      random = log.get(i).contains(RANDOM) ? i : random;
      transformer = log.get(i).contains("io.tlo.agent.weaving.TaskTransformer ") ? i : transformer;
    }
    return transformer >= 0 && random > transformer;
  }
}
