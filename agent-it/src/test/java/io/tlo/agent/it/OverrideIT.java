package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
      class Handler<T> {
        @Task public void handle(T subject) { Main.body("handled for " + getClass().getSimpleName()); }
      }
      class Texts extends Handler<String> implements Runnable {
        @Override public void run() { handle("text"); }
        @Override @Task public void handle(String text) { Main.body("texts"); super.handle(text); }
      }
      """;

  /** Calls its bean once for each line. */
  private static final String TURNS = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      import java.util.concurrent.*;
      public class Main {
        static final Map<String, Integer> bodies = new ConcurrentSkipListMap<>();
        static void body(String name) { bodies.merge(name, 1, Integer::sum); }
        public static void main(String[] arguments) throws Exception {
          Shift bean = new Holiday();
          System.out.println("ready");
          for (Scanner in = new Scanner(System.in); in.hasNextLine(); ) {
            if (in.nextLine().equals("call")) { bean.work(); }
            System.out.println("bodies " + bodies);
          }
        }
      }
      class Shift {
        @Task(interval = "50ms") public Object work() { Main.body("shift"); return ""; }
      }
      class Night extends Shift {
        @Override @Task public String work() { Main.body("night"); super.work(); return ""; }
      }
      class Holiday extends Night {
        @Override @Task public String work() { Main.body("holiday"); super.work(); return ""; }
      }
      """;

  private static final String SHIFT = JmxClient.task("Shift", "work");
  private static final String NIGHT = JmxClient.task("Night", "work");
  private static final String HOLIDAY = JmxClient.task("Holiday", "work");

  @TempDir
  private Path folder;

  @Tag("jdk")
  @ParameterizedTest
  @ValueSource(
      strings = {"Report Regional Cellar Attic Texts", "Texts Regional Report Attic Cellar"})
  void whatATaskCallsThroughSuperCountsAsItsOwnAndIsNotCutShort(String order) {
    try (ForkedJvm.Running program = start(MAIN, order.split(" ", -1));
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Attic", "clean"))) {
      program.say("").awaitOut("regional=1, report of Regional=1, report of Report=1, texts=1}\n");
      client.call(JmxClient.task("Report", "execute"), "disable");
      client.call(JmxClient.task("Cleaned", "clean"), "disable");
      client.call(JmxClient.task("Handler", "handle"), "disable");
      program
          .say("")
          .awaitOut(
              "bodies {attic=2, cleaned of Attic=2, cleaned of Cellar=1,"
                  + " handled for Texts=2, regional=2, report of Regional=2, report of Report=1, texts=2}\n");

      assertThat(succeeded(client, "Report", "execute")).isOne();
      assertThat(succeeded(client, "Regional", "execute")).isEqualTo(2);
      assertThat(succeeded(client, "Cleaned", "clean")).isOne();
      assertThat(succeeded(client, "Attic", "clean")).isEqualTo(2);
      assertThat(succeeded(client, "Handler", "handle")).isZero();
      assertThat(succeeded(client, "Texts", "handle")).isEqualTo(2);
      Numbers numbers = Numbers.of(client);
      assertThat(numbers.skipped()).isEqualTo(2);
      assertThat(numbers.calls()).isEqualTo(10);
      assertThat(program.err()).isEmpty();
    }
  }

  @Tag("jdk")
  @Test
  void aTurnOrATriggerOfAnOverriddenTaskIsOneExecutionOfThatTask() {
    try (ForkedJvm.Running program = start(TURNS);
        JmxClient client = JmxClient.to(program).await(HOLIDAY)) {
      until(() -> client.number(SHIFT, "ExecutionsSucceeded") >= 3);
      client.call(SHIFT, "disable");
      until(() -> client.number(SHIFT, "ExecutionsRunning") == 0);

      long turns = client.number(SHIFT, "ExecutionsSucceeded");
      program.say("").awaitOut(bodies(turns));
      assertThat(Numbers.of(client).ended()).isEqualTo(turns);
      assertThat(client.number(SHIFT, "ExecutionsFailed")).isZero();

      program.say("call").awaitOut(bodies(turns + 1));
      client.call(NIGHT, "trigger");
      until(() -> client.number(NIGHT, "ExecutionsSucceeded") == 1);
      client.call(HOLIDAY, "trigger");
      until(() -> client.number(HOLIDAY, "ExecutionsSucceeded") == 2);
      program.say("").awaitOut(bodies(turns + 3));
      assertThat(client.number(SHIFT, "ExecutionsSucceeded")).isEqualTo(turns);

      Numbers numbers = Numbers.of(client);
      assertThat(numbers.calls() - numbers.skipped()).isEqualTo(1 + turns + 2);
      assertThat(numbers.succeeded()).isEqualTo(1 + turns + 2);
      assertThat(numbers.records()).isEqualTo(numbers.ended());
      assertThat(program.err()).isEmpty();
    }
  }

  /** Calls each bean once for each line; neither overriding method calls {@code super}. */
  private static final String MUTE = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      import java.util.concurrent.*;
      public class Main {
        static final Map<String, Integer> bodies = new ConcurrentSkipListMap<>();
        static void body(String name) { bodies.merge(name, 1, Integer::sum); }
        public static void main(String[] arguments) throws Exception {
          Shift turned = new Early();
          Letter triggered = new Parcel();
          System.out.println("ready");
          for (Scanner in = new Scanner(System.in); in.hasNextLine(); ) {
            if (in.nextLine().equals("call")) { turned.work(); triggered.send(); }
            System.out.println("bodies " + bodies);
          }
        }
      }
      class Shift {
        @Task(interval = "50ms") public void work() { Main.body("shift"); }
      }
      class Early extends Shift {
        @Override @Task public void work() { Main.body("early"); }
      }
      class Letter {
        @Task(interval = "1h") public String send() { Main.body("letter"); return ""; }
      }
      class Parcel extends Letter {
        @Override @Task public String send() { Main.body("parcel"); return ""; }
      }
      """;

  @Tag("jdk")
  @Test
  void aTurnOrATriggerIsOneExecutionAlsoWhereTheOverridingTaskDoesNotCallSuper() {
    String early = JmxClient.task("Early", "work");
    String letter = JmxClient.task("Letter", "send");
    String parcel = JmxClient.task("Parcel", "send");
    try (ForkedJvm.Running program = start(MUTE);
        JmxClient client = JmxClient.to(program).await(parcel)) {
      until(() -> client.number(SHIFT, "ExecutionsSucceeded") >= 3);
      client.call(SHIFT, "disable");
      until(() -> client.number(SHIFT, "ExecutionsRunning") == 0);
      long turns = client.number(SHIFT, "ExecutionsSucceeded");
      program.say("").awaitOut("bodies {early=" + turns + "}\n");
      assertThat(client.number(early, "ExecutionsSucceeded")).isZero();

      program.say("call").awaitOut("bodies {early=" + (turns + 1) + ", parcel=1}\n");
      client.call(letter, "trigger");
      until(() -> client.number(letter, "ExecutionsSucceeded") == 1);
      program.say("").awaitOut("bodies {early=" + (turns + 1) + ", parcel=2}\n");
      assertThat(client.number(parcel, "ExecutionsSucceeded")).isOne();

      Numbers numbers = Numbers.of(client);
      assertThat(numbers.calls() - numbers.skipped()).isEqualTo(turns + 2 + 1);
      assertThat(numbers.succeeded()).isEqualTo(turns + 2 + 1);
      assertThat(numbers.records()).isEqualTo(numbers.ended());
      assertThat(program.err()).isEmpty();
    }
  }

  /** Calls its bean once for each line; its method calls the overridden one only for one of the texts. */
  private static final String GENERIC = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      import java.util.concurrent.*;
      public class Main {
        static final Map<String, Integer> bodies = new ConcurrentSkipListMap<>();
        static void body(String name) { bodies.merge(name, 1, Integer::sum); }
        public static void main(String[] arguments) throws Exception {
          Parcels bean = new Parcels();
          System.out.println("ready");
          for (Scanner in = new Scanner(System.in); in.hasNextLine(); ) {
            String line = in.nextLine();
            if (!line.isEmpty()) { bean.send(line); }
            System.out.println("bodies " + bodies);
          }
        }
      }
      class Letters<T extends CharSequence> {
        @Task public String send(T text) { Main.body("letter"); return ""; }
      }
      class Sorted extends Letters<String> {
        String sort(String text) { return super.send(text); }
      }
      class Parcels extends Sorted {
        @Override @Task public String send(String text) {
          Main.body("parcel");
          return text.equals("sort") ? sort(text) : text;
        }
      }
      """;

  @Tag("jdk")
  @Test
  void aTriggerOfATaskOfAGenericClassIsOneExecutionAlsoWhereTheOverridingTaskDoesNotCallSuper() {
    String letters = JmxClient.task("Letters", "send");
    String parcels = JmxClient.task("Parcels", "send");
    try (ForkedJvm.Running program = start(GENERIC);
        JmxClient client = JmxClient.to(program).await(parcels)) {
      program.say("sort").awaitOut("bodies {letter=1, parcel=1}\n");
      client.call(letters, "triggerWith", "plain");
      until(() -> client.number(letters, "ExecutionsSucceeded") == 1);
      client.call(letters, "triggerWith", "sort");
      until(() -> client.number(letters, "ExecutionsSucceeded") == 2);
      program.say("").awaitOut("bodies {letter=2, parcel=3}\n");
      assertThat(client.number(parcels, "ExecutionsSucceeded")).isOne();

      Numbers numbers = Numbers.of(client);
      assertThat(numbers.calls()).isEqualTo(1 + 2);
      assertThat(numbers.succeeded()).isEqualTo(1 + 2);
      assertThat(numbers.records()).isEqualTo(numbers.ended());
      assertThat(program.err()).isEmpty();
    }
  }

  /** Its bean waits in the overriding method until it is interrupted. */
  private static final String WAITING = """
      package app;
      import io.tlo.Task;
      import java.util.concurrent.CountDownLatch;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          Shift bean = new Night();
          System.out.println("ready");
          System.in.read();
          System.out.println(bean);
        }
      }
      class Shift {
        @Task(interval = "1h") public void work() throws InterruptedException {}
      }
      class Night extends Shift {
        @Override @Task public void work() throws InterruptedException {
          System.out.println("waiting");
          new CountDownLatch(1).await();
        }
      }
      """;

  @Tag("jdk")
  @Test
  void anInterruptOfTheOverridingTaskReachesItsMethodWhereThatRunsAsAnExecutionOfTheOther() {
    try (ForkedJvm.Running program = start(WAITING);
        JmxClient client = JmxClient.to(program).await(NIGHT)) {
      client.call(SHIFT, "trigger");
      program.awaitOut("waiting\n");
      assertThat(client.call(NIGHT, "interruptRunning"))
          .isEqualTo("Interrupted 1 execution of Night.work;\n"
              + "1 execution is recorded under Shift.work, whose method Night.work overrides");
      until(() -> client.number(SHIFT, "ExecutionsCancelled") == 1);

      assertThat(client.call(NIGHT, "interruptRunning")).isEqualTo("None is running");
      Numbers numbers = Numbers.of(client);
      assertThat(numbers.calls()).isOne();
      assertThat(numbers.records()).isOne();
      assertThat(program.err()).isEmpty();
    }
  }

  private static String bodies(long of) {
    return "bodies {holiday=" + of + ", night=" + of + ", shift=" + of + "}\n";
  }

  private static void until(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  private ForkedJvm.Running start(String program, String... order) {
    Path classes = TestProgram.in(folder).compile(program);
    return ForkedJvm.on(classes, Built.core())
        .agent("log=error")
        .start("app.Main", order)
        .awaitOut("ready\n");
  }

  private static long succeeded(JmxClient client, String group, String name) {
    return client.number(JmxClient.task(group, name), "ExecutionsSucceeded");
  }
}
