package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task that overrides another and calls it through {@code super}: one call is one execution of one task. */
class OverrideIT {

  /** For each line, calls each bean once; the classes are loaded in the order of the arguments. */
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
      class Between extends Report {
        @Override public Object execute() { return super.execute(); }
      }
      class Regional extends Between {
        @Override @Task public String execute() { Main.body("regional"); super.execute(); return ""; }
      }
      interface Cleaned extends Runnable {
        @Override default void run() { clean(); }
        @Task default void clean() { Main.body("cleaned of " + getClass().getSimpleName()); }
      }
      class Cellar implements Cleaned {}
      class Attic implements Cleaned {
        @Override @Task public void clean() { Main.body("attic"); Cleaned.super.clean(); }
      }
      """;

  @TempDir
  private Path folder;

  @Tag("jdk")
  @ParameterizedTest
  @ValueSource(strings = {"Report Regional Cellar Attic", "Regional Report Attic Cellar"})
  void whatATaskCallsThroughSuperCountsAsItsOwnAndIsNotCutShort(String order) {
    try (ForkedJvm.Running program = start(order.split(" ", -1));
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Attic", "clean"))) {
      program.say("").awaitOut("regional=1, report of Regional=1, report of Report=1}\n");
      client.call(JmxClient.task("Report", "execute"), "disable");
      client.call(JmxClient.task("Cleaned", "clean"), "disable");
      program
          .say("")
          .awaitOut("bodies {attic=2, cleaned of Attic=2, cleaned of Cellar=1, regional=2,"
              + " report of Regional=2, report of Report=1}\n");

      assertThat(succeeded(client, "Report", "execute")).isOne();
      assertThat(succeeded(client, "Regional", "execute")).isEqualTo(2);
      assertThat(succeeded(client, "Cleaned", "clean")).isOne();
      assertThat(succeeded(client, "Attic", "clean")).isEqualTo(2);
      Numbers numbers = Numbers.of(client);
      assertThat(numbers.skipped()).isEqualTo(2);
      assertThat(numbers.calls()).isEqualTo(8);
      assertThat(program.err()).isEmpty();
    }
  }

  private ForkedJvm.Running start(String... order) {
    Path classes = TestProgram.in(folder).compile(MAIN);
    return ForkedJvm.on(classes, Built.core())
        .agent("log=error")
        .start("app.Main", order)
        .awaitOut("ready\n");
  }

  private static long succeeded(JmxClient client, String group, String name) {
    return client.number(JmxClient.task(group, name), "ExecutionsSucceeded");
  }
}
