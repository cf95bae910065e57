package io.tlo.trust.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Between being woven and being there a class waits for its superclass, and that may take long:
 * where many threads load at once, or a loader goes over a network. Its task is taken back then,
 * and must come again.
 */
@Tag("jdk")
class SlowDefinitionIT {

  private static final String PROGRAM = """
      package app;

      import java.io.InputStream;
      import java.lang.management.ManagementFactory;
      import java.lang.reflect.Method;
      import java.util.ArrayList;
      import java.util.List;
      import java.util.concurrent.CyclicBarrier;
      import javax.management.MBeanServer;
      import javax.management.ObjectName;

      public class Main {
        static MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        static int patienceSeconds = 60;

        public static void main(String[] arguments) throws Exception {
          Slow loader = new Slow();
          if (arguments.length > 0 && arguments[0].equals("together")) {
            together(loader);
            return;
          }
          loader.fails = arguments.length > 0;
          Class<?> type = null;
          try {
            type = Class.forName("app.Child", false, loader);
          } catch (NoClassDefFoundError e) {
            patienceSeconds = 5;
          }
          await(1);
          System.out.println("back");
          type.getMethod("work").invoke(null);
          System.out.println("executions " + attribute("ExecutionsSucceeded"));
        }

        /** Many threads call the task as soon as its class is there: before the agent has looked for it again. */
        static void together(Slow loader) throws Exception {
          Method work = Class.forName("app.Child", false, loader).getMethod("work");
          List<Thread> threads = new ArrayList<>();
          CyclicBarrier together = new CyclicBarrier(64);
          for (int i = 0; i < 64; i++) {
            threads.add(new Thread(() -> {
              try {
                together.await();
                work.invoke(null);
              } catch (Exception e) {
                System.out.println(e);
              }
            }));
          }
          threads.forEach(Thread::start);
          for (Thread each : threads) {
            each.join();
          }
          System.out.println("executions " + attribute("ExecutionsSucceeded")
              + ", running " + attribute("ExecutionsRunning"));
        }

        static int attribute(String name) throws Exception {
          ObjectName registry = new ObjectName("tlo:type=Registry");
          return server.isRegistered(registry)
              ? ((Number) server.getAttribute(registry, name)).intValue()
              : -1;
        }

        static void await(int tasks) throws Exception {
          long end = System.nanoTime() + patienceSeconds * 1_000_000_000L;
          while (attribute("TasksTotal") != tasks) {
            if (System.nanoTime() > end) {
              System.out.println("in vain for " + tasks + ": " + attribute("TasksTotal"));
              System.exit(3);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
          }
        }

        /** Gives the superclass only when the agent has given up the class that waits for it. */
        static class Slow extends ClassLoader {
          boolean fails;

          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals("app.Child") && !name.equals("app.Parent")) {
              return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
              Class<?> loaded = findLoadedClass(name);
              return loaded == null ? define(name) : loaded;
            }
          }

          private Class<?> define(String name) {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
              if (name.equals("app.Parent")) {
                await(1);
                System.out.println("woven");
                await(0);
                System.out.println("given up");
                if (fails) throw new NoClassDefFoundError(name);
              }
              byte[] file = in.readAllBytes();
              return defineClass(name, file, 0, file.length);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }
        }
      }

      class Parent {}
      """;

  private static final String CHILD = """
      package app;

      import io.tlo.Task;

      public class Child extends Parent {
        @Task public static void work() {}
      }
      """;

  @TempDir
  Path folder;

  @Test
  void theTaskOfAClassThatIsThereAfterAllComesBack() throws IOException {
    Path classes = TestProgram.in(folder).compile(PROGRAM, CHILD);
    ForkedJvm.Result result = ForkedJvm.on(classes, Built.core()).run("app.Main");
    assertThat(result.out().lines()).containsExactly("woven", "given up", "back", "executions 1");
    assertThat(result.err()).isEmpty();
    Figures.of(6)
        .check(
            "a definition that outlasts the agent's patience",
            "the task is back before its first call, which is recorded");
  }

  @Test
  void firstCallsOfManyThreadsAreAllRecorded() throws IOException {
    Path classes = TestProgram.in(folder).compile(PROGRAM, CHILD);
    ForkedJvm.Result result = ForkedJvm.on(classes, Built.core()).run("app.Main", "together");
    assertThat(result.out().lines())
        .containsExactly("woven", "given up", "executions 64, running 0");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void theTaskOfAClassThatNeverComesIsMissed() throws IOException {
    Path classes = TestProgram.in(folder).compile(PROGRAM, CHILD);
    ForkedJvm.Result result = ForkedJvm.on(classes, Built.core()).run("app.Main", "never");
    assertThat(result.out().lines()).containsExactly("woven", "given up", "in vain for 1: 0");
    Figures.of(6)
        .control(
            "a definition that fails in the end",
            result.out().lines().reduce("", (before, line) -> line));
  }
}
