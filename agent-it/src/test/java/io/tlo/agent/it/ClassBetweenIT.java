package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A task that overrides another one, and a class between the two without a task, which calls the overridden method through
 * {@code super}: one call is one execution of one task.
 */
class ClassBetweenIT {

  /**
   * For each line, calls each bean once; the classes are loaded in the order of the arguments. Kotlin keeps the body of
   * an interface's method as {@code Swept} does.
   */
  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      public class Main {
        static final Map<String, Integer> bodies = new TreeMap<>();
        static void body(String name) { bodies.merge(name, 1, Integer::sum); }
        public static void main(String[] arguments) throws Exception {
          List<Runnable> beans = new ArrayList<>();
          for (String name : arguments) {
            beans.add((Runnable) Class.forName("app." + name).getDeclaredConstructor().newInstance());
          }
          System.out.println("ready");
          for (Scanner in = new Scanner(System.in); in.hasNextLine(); ) {
            in.nextLine();
            beans.forEach(Runnable::run);
            System.out.println("bodies " + bodies);
          }
        }
      }
      class Report implements Runnable {
        @Override public void run() { execute(); }
        @Task public Object execute() { Main.body("report of " + getClass().getSimpleName()); return ""; }
      }
      class Prepared extends Report {
        Object prepare() { return super.execute(); }
      }
      class Regional extends Prepared {
        @Override @Task public String execute() { Main.body("regional"); prepare(); return ""; }
      }
      class Local extends Regional {
        @Override public String execute() { return super.execute(); }
      }
      class Again extends Prepared {
        private int calls;
        @Override @Task public Object execute() {
          Main.body("again");
          if (calls++ % 2 == 0) { execute(); new Report().execute(); }
          return prepare();
        }
      }
      class Outside extends Prepared {
        @Override public void run() { prepare(); }
        @Override @Task public Object execute() { Main.body("outside"); return ""; }
      }
      interface Cleaned extends Runnable {
        @Override default void run() { clean(); }
        @Task default void clean() { Main.body("cleaned"); }
      }
      interface Tidied extends Cleaned {
        default void tidy() { Cleaned.super.clean(); }
      }
      class Attic implements Tidied {
        @Override @Task public void clean() { Main.body("attic"); tidy(); }
      }
      class Handler<T> {
        @Task public void handle(T subject) { Main.body("handled"); }
      }
      class Worded extends Handler<String> {
        @Override public void handle(String text) { super.handle(text); }
        void word(String text) { super.handle(text); }
      }
      class Texts extends Worded implements Runnable {
        @Override public void run() { handle("text"); }
        @Override @Task public void handle(String text) { Main.body("texts"); super.handle(text); }
      }
      class Words extends Worded implements Runnable {
        @Override public void run() { handle("word"); }
        @Override @Task public void handle(String text) { Main.body("words"); word(text); }
      }
      interface Swept extends Runnable {
        void sweep();
      }
      class Swept$DefaultImpls {
        @Task public static void sweep(Swept it) { Main.body("swept of " + it.getClass().getSimpleName()); }
      }
      class Bristles implements Swept {
        static final Class<?> BODIES = Swept$DefaultImpls.class;
        @Override public void run() { sweep(); }
        @Override public void sweep() { Swept$DefaultImpls.sweep(this); }
        void bristle() { Swept$DefaultImpls.sweep(this); }
      }
      class Broom extends Bristles {
        @Override @Task public void sweep() { Main.body("broom"); bristle(); new Bristles().run(); }
      }
      """;

  private static final String ONE_ORDER =
      "Report Regional Local Again Outside Attic Texts Words Broom";

  @TempDir
  private Path folder;

  @Tag("jdk")
  @ParameterizedTest
  @ValueSource(strings = {ONE_ORDER, "Broom Words Texts Attic Outside Again Local Regional Report"})
  void whatAClassBetweenCallsThroughSuperIsAPartOfTheExecutionAroundIt(String order) {
    try (ForkedJvm.Running program = start(false, order)) {
      count(program, 0);
    }
  }

  @Tag("jdk")
  @Test
  void itIsAPartAlsoWhereTheAgentComesLater() {
    try (ForkedJvm.Running program = start(true, ONE_ORDER)) {
      program.say("").awaitOut(bodies(1, 1));
      Attachment.attach(program, "log=error");
      count(program, 1);
    }
  }

  /** Has each bean called, and once more while the overridden tasks are off. */
  private static void count(ForkedJvm.Running program, int before) {
    try (JmxClient client = JmxClient.to(program).await(JmxClient.task("Attic", "clean"))) {
      program.say("").awaitOut(bodies(before + 1, before + 1));
      assertThat(succeeded(client, "Report", "execute")).isEqualTo(3);
      client.call(JmxClient.task("Report", "execute"), "disable");
      client.call(JmxClient.task("Cleaned", "clean"), "disable");
      client.call(JmxClient.task("Handler", "handle"), "disable");
      client.call(JmxClient.task("Swept.DefaultImpls", "sweep"), "disable");
      program.say("").awaitOut(bodies(before + 2, before + 1));

      assertThat(succeeded(client, "Report", "execute")).isEqualTo(3);
      assertThat(succeeded(client, "Cleaned", "clean")).isZero();
      assertThat(succeeded(client, "Handler", "handle")).isZero();
      assertThat(succeeded(client, "Regional", "execute")).isEqualTo(4);
      assertThat(succeeded(client, "Again", "execute")).isEqualTo(4);
      assertThat(succeeded(client, "Outside", "execute")).isZero();
      assertThat(succeeded(client, "Attic", "clean")).isEqualTo(2);
      assertThat(succeeded(client, "Texts", "handle")).isEqualTo(2);
      assertThat(succeeded(client, "Words", "handle")).isEqualTo(2);
      assertThat(succeeded(client, "Broom", "sweep")).isEqualTo(2);
      assertThat(succeeded(client, "Swept.DefaultImpls", "sweep")).isOne();
      Numbers numbers = Numbers.of(client);
      assertThat(numbers.skipped()).isEqualTo(4);
      assertThat(numbers.calls()).isEqualTo(2 * 12);
      assertThat(program.err()).isEmpty();
    }
  }

  /**
   * What has run after so many lines.
   *
   * @param on lines while the overridden tasks were on: bodies that are executions of those
   */
  private static String bodies(int lines, int on) {
    return "bodies {again=" + 2 * lines + ", attic=" + lines + ", broom=" + lines + ", cleaned="
        + lines + ", handled=" + 2 * lines + ", regional=" + 2 * lines + ", report of Again="
        + 2 * lines + ", report of Local=" + lines + ", report of Outside=" + on
        + ", report of Regional=" + lines + ", report of Report=" + 2 * on
        + ", swept of Bristles=" + on + ", swept of Broom=" + lines + ", texts=" + lines
        + ", words=" + lines + "}\n";
  }

  private ForkedJvm.Running start(boolean withoutAgent, String order) {
    Path classes = TestProgram.in(folder).compile(MAIN);
    ForkedJvm jvm = ForkedJvm.on(classes, Built.core());
    return (withoutAgent ? Attachment.open(jvm.withoutAgent()) : jvm.agent("log=error"))
        .start("app.Main", order.split(" ", -1))
        .awaitOut("ready\n");
  }

  private static long succeeded(JmxClient client, String group, String name) {
    return client.number(JmxClient.task(group, name), "ExecutionsSucceeded");
  }
}
