package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program may come from a loader of its launcher's, as an executable jar of Spring Boot does: its turns share
 * threads that go on. What it loads itself it may throw away: each turn of that ends its thread.
 */
@Tag("jdk")
class WorkerThreadsIT {

  private static final int TURNS = 20;

  // Two of the worker's, and one that ended before the agent knew where the program comes from.
  private static final int FEW = 3;

  private static final String LAUNCHER = """
      package launch;
      import java.net.*;
      import java.nio.file.Path;
      public class Launcher {
        public static void main(String[] arguments) throws Exception {
          ClassLoader own = over(arguments[0], Launcher.class.getClassLoader());
          Thread.currentThread().setContextClassLoader(own);
          own.loadClass("app.Main").getMethod("main", String[].class).invoke(null, (Object) arguments);
        }
        public static ClassLoader over(String folder, ClassLoader parent) throws Exception {
          return new URLClassLoader(new URL[] {Path.of(folder).toUri().toURL()}, parent);
        }
      }
      """;

  private static final String MAIN = """
      package app;
      import java.util.*;
      public class Main {
        private static final List<Thread> threads = new ArrayList<>();
        public static void main(String[] arguments) throws Exception {
          ClassLoader own = Main.class.getClassLoader();
          if (own == ClassLoader.getSystemClassLoader()) throw new IllegalStateException();
          ClassLoader below = launch.Launcher.over(arguments[1], own);
          Class.forName(arguments[2], true, below);
          System.out.println("ready");
          while (System.in.read() == '\\n') System.out.println("threads " + count(Integer.parseInt(arguments[3])) + ".");
        }
        public static synchronized void taken() {
          threads.add(Thread.currentThread());
          Main.class.notifyAll();
        }
        static synchronized int count(int turns) throws InterruptedException {
          threads.clear();
          while (threads.size() < turns) Main.class.wait();
          return new HashSet<>(threads.subList(0, turns)).size();
        }
      }
      """;

  private static final String OWN = """
      package app;
      import io.tlo.Task;
      public class Own {
        @Task(interval = "50ms") static void turn() { Main.taken(); }
      }
      """;

  private static final String DEPLOYED = """
      package web;
      import io.tlo.Task;
      public class Deployed {
        @Task(interval = "50ms") static void turn() { app.Main.taken(); }
      }
      """;

  @TempDir
  private Path folder;

  @Test
  void turnsOfTheProgramShareThreads() {
    assertThat(threads("app.Own", false)).isLessThanOrEqualTo(FEW);
  }

  @Test
  void turnsOfTheProgramShareThreadsWhereTheAgentIsAttached() {
    assertThat(threads("app.Own", true)).isLessThanOrEqualTo(FEW);
  }

  @Test
  void turnsOfWhatTheProgramLoadsEndTheirThreads() {
    assertThat(threads("web.Deployed", false)).isEqualTo(TURNS);
  }

  /** Returns on how many threads some turns were that followed one another. */
  private int threads(String type, boolean isAttached) {
    Path launcher = TestProgram.alone(folder.resolve("launcher")).compile(LAUNCHER);
    Path own = TestProgram.in(folder.resolve("own")).seeing(launcher).compile(MAIN, OWN);
    Path below = TestProgram.in(folder.resolve("below")).seeing(own).compile(DEPLOYED);
    ForkedJvm jvm = Attachment.open(ForkedJvm.on(launcher, Built.core()));
    if (isAttached) {
      jvm.withoutAgent();
    }
    try (ForkedJvm.Running running = jvm.start(
                "launch.Launcher", own.toString(), below.toString(), type, Integer.toString(TURNS))
            .awaitOut("ready");
        JmxClient client = JmxClient.to(running)) {
      if (isAttached) {
        Attachment.attach(running, "log=error");
      }
      client.await(JmxClient.task(type.substring(type.indexOf('.') + 1), "turn"));
      String out = running.say("").awaitOut(".\n").out();
      assertThat(running.err()).isEmpty();
      return Integer.parseInt(out.substring(out.indexOf("threads ") + 8, out.lastIndexOf('.')));
    }
  }
}
