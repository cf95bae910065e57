package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import jakarta.enterprise.concurrent.Asynchronous;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.annotation.AliasFor;
import org.springframework.scheduling.annotation.Scheduled;

/** Tasks under frameworks' real annotations, in a program that calls them itself; no framework runs. */
class AdoptionIT {

  private static final String MAIN = """
      package app;
      import jakarta.enterprise.concurrent.Asynchronous;
      import jakarta.enterprise.concurrent.Schedule;
      import java.lang.annotation.*;
      import java.util.*;
      import java.util.concurrent.*;
      import org.springframework.core.annotation.AliasFor;
      import org.springframework.scheduling.annotation.*;
      public class Main {
        @Retention(RetentionPolicy.RUNTIME) @Scheduled(cron = "0 0 3 * * *") @interface Nightly {
          @AliasFor(annotation = Scheduled.class) String zone() default "";
        }
        static class Beans {
          int ran;
          @Scheduled(fixedRateString = "${app.rate}") void rate() { ran++; }
          @Async void elsewhere() { ran++; }
          @Asynchronous(runAt = @Schedule(cron = "0 3 * * *"))
          CompletableFuture<String> series() { ran++; return null; }
        }
        static class Composed {
          int ran;
          @Nightly(zone = "Europe/Kyiv") void report() { ran++; }
        }
        static abstract class Base extends TimerTask {}
        static class Parent extends Base { int ran; public void run() { ran++; } }
        static class Child extends Parent { public void run() { super.run(); ran++; } }

        static class Chain extends Parent {
          Parent other = new Parent();
          public void run() { other.run(); super.run(); }
        }
        static class Again extends TimerTask {
          int left = 4;
          public void run() { if (--left > 0) run(); }
        }
        static TimerTask cancelled;
        public static void main(String[] arguments) throws Exception {
          Beans beans = new Beans();
          Composed composed = new Composed();
          Child child = new Child();
          Timer timer = new Timer(true);
          CountDownLatch three = new CountDownLatch(3);
          cancelled = new TimerTask() {
            public void run() { three.countDown(); if (three.getCount() == 0) cancel(); }
          };
          timer.schedule(cancelled, 0, 5);
          timer.scheduleAtFixedRate(new Parent(), 3_600_000L, 1_550L);
          three.await();
          System.out.println("ready");
          Scanner commands = new Scanner(System.in);
          while (commands.hasNextLine()) {
            switch (commands.nextLine()) {
              case "call" -> {
                beans.rate();
                beans.elsewhere();
                System.out.println("series " + beans.series());
                composed.report();
                child.run();
                new Chain().run();
                new Again().run();
                System.out.println("called " + beans.ran + " " + composed.ran + " " + child.ran);
              }
              case "quit" -> { return; }
            }
          }
        }
      }
      """;

  @TempDir
  Path folder;

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private ForkedJvm.Running start(String arguments) {
    Path spring = jarOf(Scheduled.class);
    Path core = jarOf(AliasFor.class);
    Path concurrency = jarOf(Asynchronous.class);
    Path classes = TestProgram.alone(folder)
        .seeing(spring)
        .seeing(core)
        .seeing(concurrency)
        .compile(MAIN);
    return ForkedJvm.on(classes, spring, core, concurrency)
        .agent("log=error" + arguments)
        .start("app.Main")
        .awaitOut("ready\n");
  }

  private static Map<String, String> schedules(JmxClient client) {
    Map<String, String> schedules = new TreeMap<>();
    for (CompositeData each : (CompositeData[]) client.get(JmxClient.REGISTRY, "Tasks")) {
      schedules.put((String) each.get("name"), String.valueOf(each.get("schedule")));
    }
    return schedules;
  }

  @Test
  void tasksOfFrameworksAreListedWithTheirSchedulesBeforeAnyHasRun() {
    try (ForkedJvm.Running program = start("");
        JmxClient client = connect(program)) {
      assertThat(schedules(client))
          .isEqualTo(Map.of(
              "Main.Beans.rate", "every ${app.rate} (fixed rate)",
              "Main.Beans.series", "cron 0 3 * * *",
              "Main.Composed.report", "cron 0 0 3 * * * Europe/Kyiv",
              "Main.1.run", "cancelled",
              "Main.Parent.run", "every 1550 ms (fixed rate)",
              "Main.Child.run", "null"));
      assertThat(client.get(JmxClient.task("Main.Composed", "report"), "Source"))
          .isEqualTo("org.springframework.scheduling.annotation.Scheduled, carried by"
              + " app.Main$Nightly");
      assertThat(client.get(JmxClient.task("Main.Parent", "run"), "NextRunAt")).isNotNull();
      assertThat(client.getOrNull(JmxClient.task("Main.1", "run"), "NextRunAt")).isNull();
      assertThat(succeeded(client, JmxClient.task("Main.1", "run"))).isEqualTo(3);
      assertThat(program.err()).isEmpty();
    }
  }

  /** Waits for the tasks of the classes that the program loads at its start. */
  private static JmxClient connect(ForkedJvm.Running program) {
    JmxClient client = JmxClient.to(program);
    List.of(
            "Beans,name=rate",
            "Beans,name=series",
            "Composed,name=report",
            "1,name=run",
            "Parent,name=run",
            "Child,name=run")
        .forEach(task -> client.await("tlo:type=Task,group=Main." + task));
    return client;
  }

  /** Tasks are published one after the other, so the MBean may come later than others. */
  private static long succeeded(JmxClient client, String task) {
    return client.await(task).number(task, "ExecutionsSucceeded");
  }

  @Test
  void callsAreCountedOnceAlsoWhereOneTaskCallsItsSuperclass() {
    try (ForkedJvm.Running program = start("");
        JmxClient client = connect(program)) {
      program.say("call").awaitOut("called");
      assertThat(program.out()).endsWith("series null\ncalled 3 1 2\n");
      for (String task :
          new String[] {"Beans,name=rate", "Beans,name=series", "Composed,name=report"}) {
        assertThat(succeeded(client, "tlo:type=Task,group=Main." + task))
            .as(task)
            .isOne();
      }
      assertThat(succeeded(client, JmxClient.task("Main.Child", "run"))).isOne();
      // Called on an object of its own, within the run of another, it is an execution; called by
      // its subclass it is part of one.
      assertThat(succeeded(client, JmxClient.task("Main.Parent", "run"))).isOne();
      assertThat(succeeded(client, JmxClient.task("Main.Chain", "run"))).isOne();
      assertThat(succeeded(client, JmxClient.task("Main.Again", "run"))).isEqualTo(4);
      assertThat(program.err()).isEmpty();
    }
  }

  @Test
  void aSkippedRunOfASeriesReturnsNullSinceAnythingElseWouldEndIt() {
    try (ForkedJvm.Running program = start(",disabled=*.series;*.rate;app.Main$Composed.*");
        JmxClient client = connect(program)) {
      program.say("call").awaitOut("called");
      assertThat(program.out()).endsWith("series null\ncalled 1 0 2\n");
      assertThat(client.number(JmxClient.task("Main.Beans", "series"), "ExecutionsSkipped"))
          .isOne();
      assertThat(client.call(JmxClient.task("Main.Beans", "series"), "enable"))
          .isEqualTo("Main.Beans.series is now enabled");
      program.say("call").awaitOut("called 3 0 4");
      assertThat(succeeded(client, JmxClient.task("Main.Beans", "series"))).isOne();
      assertThat(program.err()).isEmpty();
    }
  }

  @Test
  void triggerSaysOnWhichWayItRunsTheTask() {
    try (ForkedJvm.Running program = start("");
        JmxClient client = connect(program)) {
      String rate = JmxClient.task("Main.Beans", "rate");
      assertThatThrownBy(() -> client.call(rate, "trigger"))
          .hasMessage(
              "task 'Main.Beans.rate' cannot be run: no instance of app.Main$Beans is known;\n"
                  + "the program must call the task first");
      program.say("call").awaitOut("called");
      assertThat((String) client.call(rate, "trigger"))
          .matches("Started Main.Beans.rate as record \\d+\n  on the bean itself, past any proxy");
      // A timer's task can be run before the timer has run it: it was seen as it was made.
      assertThat((String) client.call(JmxClient.task("Main.Parent", "run"), "trigger"))
          .matches("Started Main.Parent.run as record \\d+");
    }
  }

  @Test
  void whatIsAdoptedCanBeChosen() {
    try (ForkedJvm.Running program = start(",adopt=concurrency;spring-async");
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Main.Beans", "elsewhere"))) {
      assertThat(schedules(client).keySet())
          .containsExactlyInAnyOrder("Main.Beans.series", "Main.Beans.elsewhere");
    }
    try (ForkedJvm.Running program = start(",adopt=none");
        JmxClient client = JmxClient.to(program).await(JmxClient.REGISTRY)) {
      assertThat(schedules(client)).isEmpty();
    }
    try (ForkedJvm.Running program = start(",adopt=all");
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Main.Composed", "report"))) {
      assertThat(schedules(client)).hasSize(7);
    }
  }

  @Test
  void aWordThatIsNoneOfTheFrameworksIsNamedAndTheDefaultHolds() {
    try (ForkedJvm.Running program = start(",adopt=spring;sprong");
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Main.Parent", "run"))) {
      assertThat(program.err())
          .isEqualTo(
              "[tlo] adopt: 'spring;sprong' is not allowed, allowed: spring, spring-async, ejb,"
                  + " concurrency, quarkus, micronaut, jobrunr, quartz, timer, helidon, xxl-job, all, none;"
                  + " several separated by ';' (from agent argument); it is ignored"
                  + System.lineSeparator());
      assertThat(schedules(client)).hasSize(6);
    }
  }
}
