package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many operators at once, and a program that works meanwhile. */
class SteeringUnderLoadIT {

  private static final int OPERATORS = 8;
  private static final int TASKS = 4;
  private static final int SECONDS = Integer.getInteger("tlo.it.storm.seconds", 8);

  private static final String PROGRAM = """
      package app;

      import io.tlo.Task;
      import java.util.ArrayList;
      import java.util.List;
      import java.util.concurrent.CountDownLatch;
      import java.util.concurrent.TimeUnit;

      public class Main {
        static final CountDownLatch OPEN = new CountDownLatch(1);
        static volatile boolean over;
        static long[] calls = new long[4];

        @Task static void t0() {}
        @Task static void t1() {}
        @Task static void t2() {}
        @Task static void t3() {}

        @Task static void slow() throws InterruptedException {
          OPEN.await(5, TimeUnit.SECONDS);
        }

        static void call(int number) {
          while (!over) {
            switch (number) {
              case 0 -> t0();
              case 1 -> t1();
              case 2 -> t2();
              default -> t3();
            }
            calls[number]++;
          }
        }

        public static void main(String[] arguments) throws Exception {
          List<Thread> threads = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            int number = i;
            threads.add(new Thread(() -> call(number)));
          }
          threads.forEach(Thread::start);
          System.out.println("ready");
          System.in.read();
          over = true;
          OPEN.countDown();
          long sum = 0;
          for (int i = 0; i < 4; i++) {
            threads.get(i).join();
            sum += calls[i];
          }
          System.out.println("calls " + sum);
          System.in.read();
        }
      }
      """;

  @TempDir
  private Path folder;

  private ForkedJvm.Running start() {
    Path classes = TestProgram.in(folder).compile(PROGRAM);
    return ForkedJvm.on(classes, Built.core()).start("app.Main").awaitOut("ready");
  }

  private static JmxClient connect(ForkedJvm.Running program) {
    return JmxClient.to(program).await(JmxClient.task("Main", "slow"));
  }

  private static long callsOf(ForkedJvm.Running program) {
    program.say("").awaitOut("calls ");
    return Long.parseLong(program.out().replaceAll("(?s).*calls (\\d+).*", "$1"));
  }

  @Test
  void aThousandTriggersAtOnceLeaveOneRunningABoundedQueueAndTheProgramAtWork() throws Exception {
    try (ForkedJvm.Running program = start();
        JmxClient client = connect(program)) {
      String slow = JmxClient.task("Main", "slow");
      long quickBefore = client.number(JmxClient.task("Main", "t0"), "ExecutionsSucceeded");
      AtomicInteger accepted = new AtomicInteger();
      AtomicInteger refused = new AtomicInteger();
      inParallel(20, number -> {
        for (int i = 0; i < 50; i++) {
          try {
            client.call(slow, "trigger");
            accepted.incrementAndGet();
          } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("16 executions wait already");
            refused.incrementAndGet();
          }
        }
      });

      assertThat(client.number(slow, "ExecutionsSucceeded"))
          .as("all were answered while the first one ran")
          .isZero();
      assertThat(accepted).hasValue(17);
      assertThat(refused).hasValue(983);
      assertThat(client.number(slow, "ExecutionsRunning")).isOne();
      assertThat(ownThreads(client)).contains("tlo-worker-1").hasSizeLessThanOrEqualTo(5);
      assertThat(client.number(JmxClient.task("Main", "t0"), "ExecutionsSucceeded"))
          .isGreaterThan(quickBefore);
      assertThat((CompositeData[]) client.get(JmxClient.REGISTRY, "Audit")).hasSize(100);

      long calls = callsOf(program);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> client.number(slow, "ExecutionsSucceeded") == 17);
      assertThat(Numbers.of(client).calls()).isEqualTo(calls + 17);
      assertThat(program.say("").await().err()).isEmpty();
    }
  }

  private static List<String> ownThreads(JmxClient client) throws Exception {
    ObjectName threading = new ObjectName("java.lang:type=Threading");
    long[] ids = (long[]) client.server().getAttribute(threading, "AllThreadIds");
    CompositeData[] infos = (CompositeData[])
        client.server().invoke(threading, "getThreadInfo", new Object[] {ids}, new String[] {
          long[].class.getName()
        });
    List<String> names = new ArrayList<>();
    for (CompositeData info : infos) {
      String name = info == null ? "" : (String) info.get("threadName");
      if (name.startsWith("tlo-")) {
        names.add(name);
      }
    }
    return names;
  }

  @Test
  void afterDisableHasAnsweredNothingBeginsWhateverOthersDo() throws Exception {
    try (ForkedJvm.Running program = start();
        JmxClient client = connect(program)) {
      AtomicInteger triggered = new AtomicInteger();
      AtomicInteger quietSpells = new AtomicInteger();
      AtomicLong operations = new AtomicLong();
      Switchings[] switchings = new Switchings[TASKS];
      for (int i = 0; i < TASKS; i++) {
        switchings[i] = new Switchings();
      }
      long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
      inParallel(OPERATORS, number -> {
        Random random = new Random(number);
        try (JmxClient own = connect(program)) {
          while (System.nanoTime() < end) {
            int task = random.nextInt(TASKS);
            String name = JmxClient.task("Main", "t" + task);
            operations.incrementAndGet();
            switch (random.nextInt(4)) {
              case 0 -> switchings[task].on(() -> own.call(name, "enable"));
              case 1 -> switchings[task].on(() -> own.call(name, "toggle"));
              case 2 -> triggered.addAndGet(trigger(own, name));
              default -> quietSpells.addAndGet(disable(own, task, switchings[task]));
            }
          }
        }
      });
      client.call(JmxClient.REGISTRY, "enableMatching", "*");
      long calls = callsOf(program);
      Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
        Numbers numbers = Numbers.of(client);
        assertThat(numbers.running()).isZero();
        assertThat(numbers.calls()).isEqualTo(calls + triggered.get());
        assertThat(numbers.records()).isEqualTo(numbers.ended());
      });
      assertThat(quietSpells).as("spells in which nobody switched on").hasValueGreaterThan(10);
      assertThat(program.say("").await().err()).isEmpty();
      System.out.println(operations + " operations in " + SECONDS + " s, " + triggered
          + " triggers accepted, " + calls + " calls, " + quietSpells
          + " times watched after disable");
    }
  }

  /** Whether anybody was switching a task on. */
  private static final class Switchings {
    private final AtomicLong begun = new AtomicLong();
    private final AtomicInteger now = new AtomicInteger();

    void on(Runnable operation) {
      begun.incrementAndGet();
      now.incrementAndGet();
      try {
        operation.run();
      } finally {
        now.decrementAndGet();
      }
    }
  }

  private static int trigger(JmxClient client, String task) {
    try {
      client.call(task, "trigger");
      return 1;
    } catch (IllegalStateException e) {
      // Disabled, or the queue is full.
      return 0;
    }
  }

  /** Returns 1 if nobody switched the task on while it was watched, and so nothing may have begun. */
  private static int disable(JmxClient client, int task, Switchings switchings) {
    long begunBefore = switchings.begun.get();
    boolean wasQuiet = switchings.now.get() == 0;
    client.call(JmxClient.task("Main", "t" + task), "disable");
    CompositeData first = row(client, "Main.t" + task);
    CompositeData later = row(client, "Main.t" + task);
    boolean isQuiet = wasQuiet
        && switchings.begun.get() == begunBefore
        && number(later, "skipped") > number(first, "skipped");
    if (isQuiet) {
      assertThat(begun(later))
          .as("t" + task + " begun after disable")
          .isLessThanOrEqualTo(begun(first));
    }
    return isQuiet ? 1 : 0;
  }

  private static CompositeData row(JmxClient client, String task) {
    for (CompositeData row : (CompositeData[]) client.get(JmxClient.REGISTRY, "Tasks")) {
      if (task.equals(row.get("name"))) {
        return row;
      }
    }
    throw new AssertionError("no row of " + task);
  }

  /** The numbers of one row are of one moment. */
  private static long begun(CompositeData row) {
    return number(row, "succeeded") + number(row, "failed") + number(row, "running");
  }

  private static long number(CompositeData row, String column) {
    return (long) row.get(column);
  }

  private interface Work {
    void run(int number) throws Exception;
  }

  private static void inParallel(int threads, Work work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Object>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        Callable<Object> call = () -> {
          work.run(number);
          return number;
        };
        futures.add(executor.submit(call));
      }
      for (Future<Object> future : futures) {
        future.get();
      }
    } finally {
      executor.shutdown();
    }
  }
}
