package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiled code that is on a stack keeps alive the classes that it was made for. A thread of TLO's
 * that waits for the next turn must not stand in code into which a task that it ran was inlined.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Tag("jdk")
class CompiledWorkerIT {

  /** The compiler begins early, so that it is done with what the worker does. */
  private static final String EARLY = "-XX:CompileThresholdScaling=0.05";

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.lang.ref.WeakReference;
      import java.net.*;
      import java.nio.file.Path;
      import java.util.concurrent.atomic.AtomicLong;
      public class Main {
        static final AtomicLong visits = new AtomicLong();
        static final AtomicLong homes = new AtomicLong();
        static Object held;
        public static void visited() { visits.incrementAndGet(); }
        /** Has a thread of the worker's stay, and wait between its turns. */
        public static class Home {
          @Task(interval = "20ms") public void home() { homes.incrementAndGet(); }
        }
        public static void main(String[] arguments) throws Exception {
          Home home = new Home();
          long wanted = Long.parseLong(arguments[1]);
          WeakReference<Object> guests = host(Path.of(arguments[0]).toUri().toURL(), wanted, arguments[2]);
          for (int i = Integer.parseInt(arguments[3]); guests.get() != null && i > 0; i--) {
            System.gc();
            // The thread of the worker has been in its wait, and out of it.
            long turns = homes.get() + 2;
            while (homes.get() < turns) Thread.sleep(1);
          }
          System.out.println(guests.get() == null ? "gone" : "kept");
          java.lang.ref.Reference.reachabilityFence(home);
        }
        static WeakReference<Object> host(URL url, long wanted, String fate) throws Exception {
          URLClassLoader loader = new URLClassLoader(new URL[] {url}, Main.class.getClassLoader());
          Object guest = loader.loadClass("guest.Guest").getConstructor().newInstance();
          while (visits.get() < wanted) Thread.sleep(5);
          if (fate.equals("hold")) held = guest;
          loader.close();
          return new WeakReference<>(guest.getClass().getClassLoader());
        }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void whatATaskWasCompiledIntoDoesNotKeepItsClassLoader() {
    assertThat(run("6000", "leave", "500", EARLY).out()).isEqualTo("gone\n");
  }

  /** The control: what is held is seen to be kept. */
  @Test
  void aClassLoaderThatTheProgramHoldsIsKept() {
    assertThat(run("100", "hold", "10").out()).isEqualTo("kept\n");
  }

  @Test
  @Tag("nightly") // what the compiler has done by then, and says of it, is its own affair
  void noTaskIsInlinedIntoTheThreadThatWaits() {
    ForkedJvm.Result result = run(
        "12000",
        "leave",
        "500",
        EARLY,
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:CompileCommand=quiet",
        "-XX:+PrintCompilation",
        "-XX:+DisplayVMOutputToStderr",
        "-XX:CompileCommand=PrintInlining,io.tlo.execution.Worker::runNext",
        "-XX:CompileCommand=PrintInlining,io.tlo.execution.Worker::work",
        "-XX:CompileCommand=PrintInlining,io.tlo.execution.WorkerThread::run");
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

  /** Has so many turns of the guest's taken, and then so many collections made at most. */
  private ForkedJvm.Result run(String visits, String fate, String collections, String... options) {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(MAIN);
    Path guest = TestProgram.in(folder.resolve("guest")).seeing(classes).compile(guest());
    return ForkedJvm.on(classes, Built.core())
        .option("-Xmx64m", "-XX:SoftRefLRUPolicyMSPerMB=0")
        .option(options)
        .agent("log=error,worker.threads=1")
        .patience(Duration.ofMinutes(10))
        .run("app.Main", guest.toString(), visits, fate, collections);
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
