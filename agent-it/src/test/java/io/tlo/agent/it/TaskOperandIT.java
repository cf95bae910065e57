package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Which tasks the commands take a text for: names that hold a star, and a class that two loaders have. */
class TaskOperandIT {

  private static final int REFUSED = 1;
  private static final int USAGE = 2;

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      public class Main {
        static class Anew extends ClassLoader {
          Anew() { super(Main.class.getClassLoader()); }
          @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals("app.Work") && !name.equals("app.Past")) {
              return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
              Class<?> loaded = findLoadedClass(name);
              if (loaded != null) {
                return loaded;
              }
              try (java.io.InputStream in = Main.class.getResourceAsStream(name.substring(4) + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
              } catch (java.io.IOException e) {
                throw new ClassNotFoundException(name, e);
              }
            }
          }
        }
        static Runnable load(String name) throws Exception {
          return (Runnable) new Anew().loadClass(name).getDeclaredConstructor().newInstance();
        }
        static void awaitPast(boolean isThere) throws Exception {
          javax.management.ObjectName first = new javax.management.ObjectName("tlo:type=Task,group=Past,name=work");
          while (java.lang.management.ManagementFactory.getPlatformMBeanServer().isRegistered(first) != isThere) {
            System.gc();
            Thread.sleep(20);
          }
        }
        public static void main(String[] arguments) throws Exception {
          Runnable first = load("app.Work");
          first.run();
          Runnable second = load("app.Work");
          second.run();
          Runnable past = load("app.Past");
          past.run();
          Runnable present = load("app.Past");
          present.run();
          awaitPast(true);
          past = null;
          awaitPast(false);
          star();
          question();
          pays();
          odd();
          System.out.println("ready");
          System.in.read();
          System.out.println(first.getClass() != second.getClass() && present != null);
        }
        @Task(name = "pay*") static void star() {}
        @Task(name = "pay?") static void question() {}
        @Task static void pays() {}
        @Task(name = "as record 1") static void odd() {}
      }
      """;

  private static final String WORK = """
      package app;
      import io.tlo.Task;
      public class Work implements Runnable {
        @Task public void work() {}
        public void run() { work(); }
      }
      """;

  private static final String PAST = WORK.replace("Work", "Past");

  @TempDir
  static Path folder;

  private static ForkedJvm.Running program;

  @BeforeAll
  static void start() {
    program = ForkedJvm.on(TestProgram.in(folder).compile(MAIN, WORK, PAST), Built.core())
        .start("app.Main")
        .awaitOut("ready\n");
    JmxClient.to(program)
        .await(JmxClient.task("Work", "work#2"))
        .await(JmxClient.task("Main", "pays"))
        .close();
  }

  @AfterAll
  static void end() {
    try {
      assertThat(program.err()).isEmpty();
    } finally {
      program.close();
    }
  }

  private static List<String> off() {
    return Tlo.json(Tlo.run("tasks", program.pid(), "--json")).get("tasks").values().stream()
        .filter(each -> !each.get("enabled").asBoolean())
        .map(each -> each.get("name").asString())
        .toList();
  }

  @Test
  void aNameThatHoldsAStarMeansItsTaskAlone() {
    assertThat(Tlo.run("disable", program.pid(), "Main.pay*", "--for", "1h").out())
        .startsWith("Main.pay* is now disabled for 1 h\n");
    assertThat(off()).containsExactly("Main.pay*");
    assertThat(Tlo.run("enable", program.pid(), "Main.pay*"))
        .isEqualTo(Tlo.answer("Main.pay* is now enabled"));
    assertThat(Tlo.run("disable", program.pid(), "app.Main.star()"))
        .isEqualTo(Tlo.answer("Main.pay* is now disabled"));

    assertThat(Tlo.run("enable", program.pid(), "Main.pa*"))
        .isEqualTo(Tlo.answer("Now enabled: 1 of 3 tasks\n  Main.pay*\nAlready enabled: 2"));
    assertThat(Tlo.run("disable", program.pid(), "Main.pa*", "--for", "1h"))
        .isEqualTo(Tlo.failure(
            USAGE, "--for takes one task, and 'Main.pa*' is a pattern: 'tasks' lists the names"));
    assertThat(off()).isEmpty();
  }

  @Test
  void aNameMeansTheCopyWithANumberOnceTheFirstIsGone() {
    assertThat(Tlo.run("disable", program.pid(), "Past.work"))
        .isEqualTo(Tlo.answer("Past.work#2 is now disabled"));
    assertThat(off()).containsExactly("Past.work#2");
    assertThat(Tlo.run("enable", program.pid(), "Past.work"))
        .isEqualTo(Tlo.answer("Past.work#2 is now enabled"));
    JsonNode records =
        Tlo.json(Tlo.run("history", program.pid(), "Past.work", "--json")).get("records");
    assertThat(records.values().stream().map(each -> each.get("task").asString()))
        .containsExactly("Past.work#2");
  }

  @Test
  void theRecordThatIsWaitedForIsTheOneThatWasStartedWhateverTheNameIs() {
    assertThat(Tlo.run("trigger", program.pid(), "Main.as record 1", "--wait").out())
        .startsWith("Main.as record 1 succeeded after ");
  }

  @Test
  void aFullMethodMeansTheCopiesOfEveryClassLoader() {
    assertThat(Tlo.run("disable", program.pid(), "app.Work.work()"))
        .isEqualTo(Tlo.answer(
            "Work.work is now disabled\n  Work.work#2, of the same method, is now disabled"));
    assertThat(off()).containsExactly("Work.work", "Work.work#2");
    assertThat(Tlo.run("enable", program.pid(), "Work.work"))
        .isEqualTo(Tlo.answer(
            "Work.work is now enabled\n  Work.work#2, of the same method, is now enabled"));

    assertThat(Tlo.run("trigger", program.pid(), "app.Work.work()"))
        .isEqualTo(Tlo.failure(
            REFUSED, "'app.Work.work()' means 2 tasks: Work.work, Work.work#2; name one of them"));
    JsonNode records =
        Tlo.json(Tlo.run("history", program.pid(), "app.Work.work()", "--json")).get("records");
    assertThat(records.values().stream().map(each -> each.get("task").asString()))
        .containsExactly("Work.work#2", "Work.work");
  }
}
