package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import io.tlo.testing.Tier;
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
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many operators at once, and a program that works meanwhile. */
class SteeringUnderLoadIT {

  private static final int OPERATORS = 8;
  private static final int TASKS = 4;
  private static final int OPERATIONS_EACH = 100;
  /** For how long at least the operators go on, beyond their operations. */
  private static final int SECONDS = Tier.size("tlo.it.storm.seconds", 0, 8);

  private static final long SEED = Long.getLong("tlo.it.storm.seed", 0);

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
          OPEN.await(5, TimeUnit.MINUTES);
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
      String quick = JmxClient.task("Main", "t0");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> client.number(quick, "ExecutionsSucceeded") > quickBefore);
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
      AtomicInteger watched = new AtomicInteger();
      AtomicLong operations = new AtomicLong();
      ReadWriteLock[] gates = new ReadWriteLock[TASKS];
      for (int i = 0; i < TASKS; i++) {
        gates[i] = new ReentrantReadWriteLock();
        awaitBegun(client, i);
      }
      long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
      inParallel(OPERATORS, number -> {
        Random random = new Random(SEED + number);
        try (JmxClient own = connect(program)) {
          for (int i = 0; i < OPERATIONS_EACH || System.nanoTime() < end; i++) {
            int task = random.nextInt(TASKS);
            String name = JmxClient.task("Main", "t" + task);
            operations.incrementAndGet();
            switch (random.nextInt(5)) {
              case 0 -> locked(gates[task].readLock(), () -> own.call(name, "enable"));
              case 1 -> locked(gates[task].readLock(), () -> own.call(name, "toggle"));
              case 2 -> triggered.addAndGet(trigger(own, name));
              case 3 -> own.call(name, "disable");
              default -> {
                locked(gates[task].writeLock(), () -> disableAndWatch(own, task));
                watched.incrementAndGet();
              }
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
      assertThat(watched).as("with the seed %d", SEED).hasValueGreaterThan(50);
      assertThat(program.say("").await().err()).isEmpty();
      System.out.println("seed " + SEED + ": " + operations + " operations, " + triggered
          + " triggers accepted, " + calls + " calls, " + watched + " times watched after disable");
    }
  }

  /** The control of {@link #disableAndWatch}: of a task that is on it is seen that calls begin. */
  private static void awaitBegun(JmxClient client, int task) {
    long first = begun(row(client, "Main.t" + task));
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(60))
        .until(() -> begun(row(client, "Main.t" + task)) > first);
  }

  /** Whoever switches a task on has the gate's one lock, whoever watches that it stays off has the other. */
  private static void locked(Lock lock, Runnable operation) {
    lock.lock();
    try {
      operation.run();
    } finally {
      lock.unlock();
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

  /** Nobody switches the task on meanwhile: so none begins, though the program goes on calling it. */
  private static void disableAndWatch(JmxClient client, int task) {
    client.call(JmxClient.task("Main", "t" + task), "disable");
    CompositeData first = row(client, "Main.t" + task);
    CompositeData later = Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> row(client, "Main.t" + task),
            row -> number(row, "skipped") > number(first, "skipped"));
    assertThat(begun(later))
        .as("t" + task + " begun after disable, with the seed " + SEED)
        .isLessThanOrEqualTo(begun(first));
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
