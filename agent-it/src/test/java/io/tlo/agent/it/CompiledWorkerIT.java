package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiled code that is on a stack keeps alive the classes that it was made for. A thread of TLO's
 * that waits for the next turn must not stand in code into which a task that it ran was inlined.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CompiledWorkerIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.lang.ref.WeakReference;
      import java.net.*;
      import java.nio.file.Path;
      import java.util.concurrent.atomic.AtomicLong;
      public class Main {
        static final AtomicLong visits = new AtomicLong();
        public static void visited() { visits.incrementAndGet(); }
        /** Has a thread of the worker's stay, and wait between its turns. */
        public static class Home {
          @Task(interval = "20ms") public void home() {}
        }
        public static void main(String[] arguments) throws Exception {
          Home home = new Home();
          WeakReference<Object> guests = host(Path.of(arguments[0]).toUri().toURL());
          long end = System.nanoTime() + 20_000_000_000L;
          while (guests.get() != null && System.nanoTime() - end < 0) {
            System.gc();
            Thread.sleep(20);
          }
          System.out.println(guests.get() == null ? "gone" : "kept");
          java.lang.ref.Reference.reachabilityFence(home);
        }
        static WeakReference<Object> host(URL url) throws Exception {
          URLClassLoader loader = new URLClassLoader(new URL[] {url}, Main.class.getClassLoader());
          Object guest = loader.loadClass("guest.Guest").getConstructor().newInstance();
          while (visits.get() < 12_000) Thread.sleep(5);
          loader.close();
          return new WeakReference<>(guest.getClass().getClassLoader());
        }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void whatATaskWasCompiledIntoDoesNotKeepItsClassLoader() {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(MAIN);
    Path guest = TestProgram.in(folder.resolve("guest")).seeing(classes).compile(guest());
    ForkedJvm jvm = ForkedJvm.on(classes, Built.core())
        // The compiler begins early, so that it is done with what the worker does, and says what it
        // inlines.
        .option("-XX:CompileThresholdScaling=0.05", "-XX:+UnlockDiagnosticVMOptions")
        .option("-XX:CompileCommand=quiet", "-XX:+PrintCompilation")
        .option("-XX:+DisplayVMOutputToStderr")
        .option("-XX:CompileCommand=PrintInlining,io.tlo.execution.Worker::runNext")
        .option("-XX:CompileCommand=PrintInlining,io.tlo.execution.Worker::work")
        .option("-XX:CompileCommand=PrintInlining,io.tlo.execution.WorkerThread::run")
        .option("-Xmx64m")
        .agent("log=error,worker.threads=1");
    ForkedJvm.Result result = jvm.run("app.Main", guest.toString());
    assertThat(result.out()).isEqualTo("gone\n");
    // Threads are started by the thousand here; if Thread.run were compiled for that, every
    // thread of the JVM would stand in it.
    assertThat(result.err())
        .contains(" io.tlo.execution.WorkerThread::run (")
        .doesNotContain(" java.lang.Thread::run (");
    List<String> inlined =
        result.err().lines().filter(line -> line.contains("inline (hot)")).toList();
    assertThat(inlined).as("%s", result).anyMatch(line -> line.contains("Worker::next "));
    assertThat(inlined)
        .noneMatch(line -> line.contains("Worker::run ") || line.contains("MethodCaller"));
  }

  private static String guest() {
    StringBuilder source =
        new StringBuilder("package guest;\nimport io.tlo.Task;\npublic class Guest {\n");
    for (int i = 0; i < 20; i++) {
      source.append("  @Task(interval = \"10ms\") public void visit").append(i);
      source.append("() { app.Main.visited(); }\n");
    }
    return source.append("}\n").toString();
  }
}
