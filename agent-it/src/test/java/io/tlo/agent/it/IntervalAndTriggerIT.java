package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executions that TLO begins: at an interval, or because an operator asks. */
class IntervalAndTriggerIT {

  private static final String INTERVALS = """
      package app;
      import io.tlo.Task;
      import java.lang.ref.WeakReference;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.*;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          Class.forName("app.Recurring");
          System.out.println("ready");
          Scanner in = new Scanner(System.in);
          Recurring held = null;
          for (int i = 1; in.hasNextLine(); i++) {
            String line = in.nextLine();
            if (line.startsWith("make")) {
              held = new Recurring(line);
            } else if (line.equals("drop")) {
              WeakReference<Recurring> dropped = new WeakReference<>(held);
              held = null;
              while (dropped.get() != null) { System.gc(); Thread.sleep(1); }
            } else if (line.equals("rest")) {
              rest();
            } else if (line.equals("block")) {
              Recurring.blocked = true;
            } else if (line.equals("unblock")) {
              synchronized (Recurring.class) { Recurring.blocked = false; Recurring.class.notifyAll(); }
            }
            System.out.println(line + " done, first " + Recurring.firstMillis + ", on " + Recurring.last + ", blocked "
                + Recurring.blocking);
          }
        }
        /** Waits for as long as ten turns take. */
        static void rest() throws InterruptedException {
          CountDownLatch beats = new CountDownLatch(10);
          ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
          heart.scheduleAtFixedRate(beats::countDown, 50, 50, TimeUnit.MILLISECONDS);
          beats.await();
          heart.shutdown();
        }
        @Task(interval = "300ms") private static void fixed() {}
        @Task(interval = "50ms") private static void pace() {}
      }
      class Recurring {
        static final AtomicLong firstMillis = new AtomicLong(-1);
        static volatile long madeNanos;
        static volatile String last;
        static volatile boolean blocked;
        static volatile boolean blocking;
        final String name;
        Recurring(String name) {
          madeNanos = System.nanoTime();
          this.name = name;
        }
        @Task(interval = "PT0.05S") private void turn() throws InterruptedException {
          firstMillis.compareAndSet(-1, (System.nanoTime() - madeNanos) / 1_000_000);
          last = name;
          synchronized (Recurring.class) {
            while (blocked) { blocking = true; Recurring.class.wait(); }
            blocking = false;
          }
        }
      }
      """;

  private static final String TRIGGERS = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      import java.util.concurrent.atomic.*;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          Hidden.main();
        }
      }
      class Hidden {
        static final AtomicInteger atOnce = new AtomicInteger();
        static final AtomicInteger most = new AtomicInteger();
        static final Object gate = new Object();
        static volatile boolean open;
        static Hidden kept;
        static void main() throws Exception {
          Class.forName("app.Unseen");
          kept = new Hidden();
          kept.onInstance();
          System.out.println("ready");
          System.in.read();
          synchronized (gate) { open = true; gate.notifyAll(); }
          System.in.read();
          System.out.println("most " + most);
          System.exit(0);
        }
        @Task private String onInstance() {
          Thread thread = Thread.currentThread();
          return thread.getName() + " " + (thread.getContextClassLoader() == Hidden.class.getClassLoader())
              + " " + thread.isDaemon();
        }
        @Task private static void fails() { throw new IllegalStateException("as ever"); }
        @Task static void gated() throws InterruptedException {
          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          synchronized (gate) { while (!open) gate.wait(); }
          atOnce.decrementAndGet();
        }
        @Task static void withArgument(String text, int number) {}
        @Task static void other() {}
      }
      class Unseen { @Task void work() {} }
      """;

  private static final String TURN = JmxClient.task("Recurring", "turn");
  private static final String FIXED = JmxClient.task("Main", "fixed");
  private static final String PACE = JmxClient.task("Main", "pace");

  @TempDir
  Path folder;

  @Test
  void tasksWithAnIntervalTakeTheirTurns() throws Exception {
    Path classes = TestProgram.in(folder).compile(INTERVALS);
    try (ForkedJvm.Running program =
            ForkedJvm.on(classes, Built.core()).start("app.Main").awaitOut("ready\n");
        JmxClient client = JmxClient.to(program).await(TURN)) {
      assertThat(client.get(FIXED, "Schedule")).isEqualTo("every 300 ms");
      assertThat(client.get(TURN, "Schedule")).isEqualTo("every 50 ms, once an instance is seen");
      awaitMore(client, FIXED, "ExecutionsSucceeded");
      CompositeData[] fixed =
          (CompositeData[]) client.call(JmxClient.REGISTRY, "findRecords", "Main.fixed", "*", 1000);
      assertThat((Date) fixed[fixed.length - 1].get("createdAt"))
          .isAfterOrEqualTo(
              ((Date) client.get(FIXED, "RegisteredAt")).toInstant().plusMillis(299));
      assertThat(client.number(TURN, "ExecutionsSucceeded")).isZero();
      assertThat(client.get(TURN, "NextRunAt")).isNull();
      assertThat(client.get(FIXED, "NextRunAt")).isNotNull();

      program.say("make one").awaitOut("make one done");
      awaitMore(client, TURN, "ExecutionsSucceeded");
      program.say("first").awaitOut("first done");
      assertThat(firstMillis(line(program, "first done"))).isGreaterThanOrEqualTo(50);
      program.say("make two").awaitOut("make two done");
      awaitMore(client, TURN, "ExecutionsSucceeded");
      program.say("look").awaitOut("look done");
      assertThat(line(program, "look done")).contains("on make two");

      program.say("drop").awaitOut("drop done");
      assertRests(client);
      program.say("make three").awaitOut("make three done");
      awaitMore(client, TURN, "ExecutionsSucceeded");
      program.say("see").awaitOut("see done");
      assertThat(line(program, "see done")).contains("on make three");

      program.say("block").awaitOut("block done");
      awaitMore(client, TURN, "ExecutionsSkipped");
      assertThat(client.number(TURN, "ExecutionsRunning")).isOne();
      assertThat(skips(client, "Recurring.turn")).isNotEmpty().allSatisfy(skip -> {
        assertThat(skip.get("result")).isEqualTo("OVERLAP");
        assertThat(skip.get("trigger")).isEqualTo("SCHEDULE");
      });
      program.say("unblock").awaitOut("unblock done");
      awaitMore(client, TURN, "ExecutionsSucceeded");

      client.call(FIXED, "disable");
      long skipped = client.number(FIXED, "ExecutionsSkipped");
      awaitMore(client, FIXED, "ExecutionsSkipped");
      assertThat(skips(client, "Main.fixed"))
          .filteredOn(skip -> "DISABLED".equals(skip.get("result")))
          .hasSize(1)
          .allSatisfy(skip -> assertThat(skip.get("trigger")).isEqualTo("SCHEDULE"));
      assertThat(client.number(FIXED, "ExecutionsSkipped")).isGreaterThan(skipped);
      assertThat(newest(client, "Recurring.turn", "Succeeded").get("trigger"))
          .isEqualTo("SCHEDULE");
      assertThat((String) newest(client, "Recurring.turn", "Succeeded").get("thread"))
          .matches("tlo-worker-[12]");
      assertThat(program.err()).isEmpty();
    }
  }

  @Test
  void noTurnIsTakenWhereIntervalsAreOff() throws Exception {
    Path classes = TestProgram.in(folder).compile(INTERVALS);
    try (ForkedJvm.Running program = ForkedJvm.on(classes, Built.core())
            .agent("log=error,intervals=off")
            .start("app.Main")
            .awaitOut("ready\n");
        JmxClient client = JmxClient.to(program).await(TURN)) {
      program.say("make one").awaitOut("make one done");
      program.say("rest").awaitOut("rest done");
      assertThat(turns(client)).isZero();
      assertThat(client.number(JmxClient.REGISTRY, "ExecutionsSucceeded")).isZero();
      assertThat(client.get(FIXED, "NextRunAt")).isNull();
      assertThat(client.get(FIXED, "Schedule")).isEqualTo("every 300 ms");
    }
  }

  @Test
  void aTriggerAnswersAtOnceAndItsRecordTellsTheRest() throws Exception {
    Path classes = TestProgram.in(folder).compile(TRIGGERS);
    try (ForkedJvm.Running program =
        ForkedJvm.on(classes, Built.core()).start("app.Main").awaitOut("ready\n")) {
      try (JmxClient client = JmxClient.to(program)) {
        String gated = JmxClient.task("Hidden", "gated");
        client.await(gated).await(JmxClient.task("Unseen", "work"));

        long first = trigger(client, "Hidden.gated");
        long second = trigger(client, "Hidden.gated");
        awaitStatus(client, first, "Running");
        assertThat(status(client, second)).isEqualTo("Pending");
        assertThat(record(client, second).get("startedAt")).isNull();
        assertThat(client.number(gated, "ExecutionsRunning")).isOne();

        CompositeData ran = awaitStatus(client, trigger(client, "Hidden.onInstance"), "Succeeded");
        assertThat((String) ran.get("result")).matches("tlo-worker-[12] true true");
        assertThat(ran.get("trigger")).isEqualTo("MANUAL");
        assertThat((String) ran.get("thread")).matches("tlo-worker-[12]");

        CompositeData failed = awaitStatus(client, trigger(client, "Hidden.fails"), "Failed");
        assertThat((String) failed.get("failure"))
            .startsWith("java.lang.IllegalStateException: as ever\n\tat app.Hidden.fails(");

        assertRefused(
            client,
            "Hidden.withArgument",
            "task 'Hidden.withArgument' cannot be run: it takes 2 arguments and got 0; use\n"
                + "triggerWith");
        assertRefused(
            client,
            "Unseen.work",
            "task 'Unseen.work' cannot be run: no instance of app.Unseen is known; the\n"
                + "program must call the task first");
        client.call(JmxClient.REGISTRY, "disable", "Hidden.other");
        assertRefused(client, "Hidden.other", "task 'Hidden.other' is disabled; enable it first");
        for (int i = 1; i < 16; i++) {
          trigger(client, "Hidden.gated");
        }
        assertRefused(
            client,
            "Hidden.gated",
            "task 'Hidden.gated' cannot be run now: 16 executions wait already\n"
                + "(worker.queue); try again when some have ended");

        program.say("");
        awaitStatus(client, second, "Succeeded");
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> assertThat(client.number(gated, "ExecutionsSucceeded")).isEqualTo(17));
        Numbers numbers = Numbers.of(client);
        assertThat(numbers.calls()).isEqualTo(1 + 17 + 1 + 1);
        assertThat(numbers.records()).isEqualTo(numbers.ended());
      }
      ForkedJvm.Result result = program.say("").await();
      assertThat(result).isEqualTo(new ForkedJvm.Result(0, "ready\nmost 1\n", ""));
    }
  }

  private static long trigger(JmxClient client, String task) {
    String answer = (String) client.call(JmxClient.REGISTRY, "trigger", task);
    String begin = "Started " + task + " as record ";
    assertThat(answer).startsWith(begin);
    return Long.parseLong(answer.substring(begin.length()));
  }

  private static void assertRefused(JmxClient client, String task, String sentence) {
    assertThatThrownBy(() -> client.call(JmxClient.REGISTRY, "trigger", task))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(sentence)
        .hasNoCause();
  }

  private static CompositeData record(JmxClient client, long id) {
    return (CompositeData) client.call(JmxClient.REGISTRY, "findRecord", id);
  }

  private static Object status(JmxClient client, long id) {
    return record(client, id).get("status");
  }

  private static CompositeData awaitStatus(JmxClient client, long id, String status) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(status(client, id)).isEqualTo(status));
    return record(client, id);
  }

  private static void awaitMore(JmxClient client, String task, String attribute) {
    long before = client.number(task, attribute);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.number(task, attribute) > before + 1);
  }

  /** The task takes no turn, while another one of the same interval takes ten, and is not watched. */
  private static void assertRests(JmxClient client) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.number(TURN, "ExecutionsRunning") == 0);
    long before = turns(client);
    long paced = client.number(PACE, "ExecutionsSucceeded");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.number(PACE, "ExecutionsSucceeded") >= paced + 10);
    assertThat(turns(client)).isEqualTo(before);
    assertThat(client.get(TURN, "Watch")).isNotIn("OK", "ABSENT");
  }

  private static long turns(JmxClient client) {
    return client.number(TURN, "ExecutionsSucceeded") + client.number(TURN, "ExecutionsSkipped");
  }

  private static CompositeData[] skips(JmxClient client, String task) {
    return (CompositeData[]) client.call(JmxClient.REGISTRY, "findRecords", task, "Skipped", 1000);
  }

  private static CompositeData newest(JmxClient client, String task, String status) {
    return ((CompositeData[]) client.call(JmxClient.REGISTRY, "findRecords", task, status, 1))[0];
  }

  private static String line(ForkedJvm.Running program, String begin) {
    return program
        .out()
        .lines()
        .filter(each -> each.startsWith(begin))
        .findFirst()
        .orElseThrow();
  }

  private static long firstMillis(String line) {
    return Long.parseLong(line.replaceAll(".*first (-?\\d+),.*", "$1"));
  }
}
