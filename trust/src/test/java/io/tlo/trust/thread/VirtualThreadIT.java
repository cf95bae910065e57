package io.tlo.trust.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.LostCall;
import io.tlo.trust.PrintedNumbers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * One carrier, and a virtual thread for every call: whoever blocks the carrier blocks the
 * program. Where there are no virtual threads, the same program on a pool of others.
 */
@Tag("jdk")
class VirtualThreadIT {

  private static final boolean VIRTUAL = Runtime.version().feature() >= 21;

  /**
   * The class with the tasks is loaded by a virtual thread, and all that happens for the first
   * time happens on one. The flight recorder notes every wait that holds the carrier.
   */
  private static final String MAIN = """
      package app;
      import java.nio.file.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.LongAdder;
      import jdk.jfr.Recording;
      import jdk.jfr.consumer.*;
      public class Main {
        static final LongAdder calls = new LongAdder();
        static final LongAdder bodies = new LongAdder();
        public static void main(String[] arguments) throws Exception {
          System.out.println("begun");
          int count = Integer.parseInt(arguments[0]);
          String mode = arguments.length > 1 ? arguments[1] : "";
          try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            recording.start();
            // What happens for the first time; then somebody may begin to steer.
            run(500, mode);
            System.out.println("ready");
            System.in.read();
            run(count - 500, "");
            recording.stop();
            if (mode.equals("lose")) program.LostCall.make(Main::lost);
            System.out.println("number calls " + calls.sum());
            System.out.println("number bodies " + bodies.sum());
            pinned(recording);
          }
          System.out.println("done");
          while (System.in.read() != 'e') { }
        }
        static void run(int count, String mode) throws Exception {
          ExecutorService executor = executor(mode);
          Semaphore room = new Semaphore(1_000);
          for (int i = 0; i < count; i++) {
            int number = i;
            room.acquire();
            executor.execute(() -> {
              try {
                if (mode.equals("pin")) io.tlo.pinning.Advice.begin();
                if (mode.equals("hang") && number == 0) Waiting.touch();
                if (mode.equals("hang")) Waiting.may.countDown();
                calls.increment();
                Tasks.call(number);
              } finally {
                room.release();
              }
            });
          }
          executor.shutdown();
          executor.awaitTermination(1, TimeUnit.HOURS);
        }
        static ExecutorService executor(String mode) throws Exception {
          try {
            return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
          } catch (NoSuchMethodException e) {
            return Executors.newFixedThreadPool(mode.equals("hang") ? 1 : 200);
          }
        }
        static void pinned(Recording recording) throws Exception {
          Path file = Files.createTempFile("pinned", ".jfr");
          recording.dump(file);
          int all = 0;
          int ours = 0;
          String example = "";
          for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (!event.getEventType().getName().equals("jdk.VirtualThreadPinned")) continue;
            all++;
            RecordedStackTrace trace = event.getStackTrace();
            List<String> types = trace == null ? List.of() : trace.getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName())
                .toList();
            // The definition of a class holds the carrier without an agent too.
            boolean isOurs = !types.contains("io.tlo.agent.weaving.TaskTransformer")
                && types.stream()
                    .anyMatch(name -> name.startsWith("io.tlo.") || name.contains("TloHook"));
            ours += isOurs ? 1 : 0;
            if (isOurs) example = trace.toString().replaceAll("\\\\s+", " ");
          }
          Files.delete(file);
          System.out.println("number pinned " + all);
          System.out.println("number ours " + ours);
          System.out.println("example " + example);
        }
        static void lost() {
          calls.increment();
          Tasks.call(0);
        }
        /** Its initialiser waits for what another thread does: nobody else gets the carrier. */
        static final class Waiting {
          static final CountDownLatch may = Main.latch;
          static {
            try { may.await(); } catch (InterruptedException e) { throw new IllegalStateException(e); }
          }
          static void touch() { }
        }
        static final CountDownLatch latch = new CountDownLatch(1);
      }
      """;

  private static final String TASKS = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      import java.util.concurrent.*;
      public class Tasks {
        static void call(int i) {
          try {
            switch (i % 8) {
              case 0 -> sleeping(i);
              case 1 -> failing(i);
              case 2 -> text(i);
              case 3 -> stage(i);
              case 4 -> locked(i);
              case 5 -> new Tasks().member(i);
              case 6 -> hostile(i);
              default -> optional(i);
            }
          } catch (IllegalStateException expected) {
            return;
          }
        }
        static void sleep() {
          Main.bodies.increment();
          try { Thread.sleep(1); } catch (InterruptedException e) { Thread.currentThread().interrupt(); }
        }
        static final class Own extends IllegalStateException {
          @Override public String getMessage() { sleepInText(); return "own"; }
          static void sleepInText() {
            try { Thread.sleep(1); } catch (InterruptedException e) { Thread.currentThread().interrupt(); }
          }
        }
        @Task static int sleeping(int i) { sleep(); return i; }
        @Task static void failing(int i) { sleep(); throw new IllegalStateException("now and then"); }
        @Task static String text(int i) { sleep(); return "text " + i; }
        @Task static CompletableFuture<Integer> stage(int i) {
          sleep();
          CompletableFuture<Integer> future = new CompletableFuture<>();
          CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS).execute(
              () -> { if (i % 16 == 3) future.complete(i); else future.cancel(false); });
          return future;
        }
        @Task static synchronized Object locked(int i) { Main.bodies.increment(); return List.of(i); }
        @Task void member(int i) { sleep(); }
        @Task static void hostile(int i) { sleep(); throw new Own(); }
        @Task static Optional<String> optional(int i) { sleep(); return Optional.of("o"); }
        @Task static void manual() { }
      }
      """;

  /** Stands for an advice that waits in the initialiser of a class of its own. */
  private static final String PINNING = """
      package io.tlo.pinning;
      public final class Advice {
        static {
          try { Thread.sleep(50); } catch (InterruptedException e) { throw new IllegalStateException(e); }
        }
        public static void begin() { }
      }
      """;

  private static final List<String> SWITCHED =
      List.of("sleeping", "failing", "text", "stage", "locked", "member", "hostile", "optional");

  @TempDir
  static Path folder;

  @BeforeAll
  static void compile() {
    TestProgram.in(folder).compile(MAIN, TASKS, PINNING, LostCall.SOURCE);
  }

  @Test
  void everyCallIsAccountedForWhileTasksAreSwitchedAndTriggered() {
    int count = Extent.of(2_000, 10_000, 100_000);
    long began = System.nanoTime();
    try (ForkedJvm.Running program = jvm(Extent.of(120, 120, 600))
            .start("app.Main", Integer.toString(count))
            .awaitOut("ready");
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Tasks", "manual"))) {
      // Off before the calls begin: some are skipped, however fast the program is.
      client.call(JmxClient.task("Tasks", SWITCHED.get(0)), "toggle");
      program.say("");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> Numbers.of(client).skipped() > 0);
      long triggers = steer(program, client);
      program.awaitOut("done");
      long millis = (System.nanoTime() - began) / 1_000_000;
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(Numbers.of(client).running()).isZero());
      Numbers numbers = Numbers.of(client);
      assertThat(number(program, "calls")).isEqualTo(count);
      assertThat(numbers.calls()).isEqualTo(count + triggers);
      assertThat(numbers.ended()).isEqualTo(number(program, "bodies") + triggers);
      assertThat(numbers.records()).isEqualTo(numbers.ended());
      assertThat(numbers.adviceFailures()).isZero();
      assertThat(numbers.skipped()).isPositive();
      assertThat(numbers.failed()).isPositive();
      assertThat(numbers.cancelled()).isPositive();
      assertThat(program.err()).isEmpty();
      assertThat(number(program, "ours")).as("%s", program.out()).isZero();
      Figures.of(8)
          .check(
              count + (VIRTUAL ? " virtual threads on one carrier" : " calls on a pool of 200")
                  + " while JMX switches and triggers",
              numbers.calls() + " of " + (count + triggers) + " calls accounted for ("
                  + numbers.skipped() + " skipped, " + triggers + " triggered) in " + millis
                  + " ms" + pinned(program));
    }
  }

  /** Where there are no carriers, none can be held. */
  private static String pinned(ForkedJvm.Running program) {
    return VIRTUAL
        ? "; waits that held the carrier: " + number(program, "pinned") + ", ours among them: "
            + number(program, "ours")
        : "";
  }

  /**
   * Switches and triggers until the program is through, one task off at a time, the first of them
   * already; returns how often it triggered.
   */
  private static long steer(ForkedJvm.Running program, JmxClient client) {
    long triggers = 0;
    String off = JmxClient.task("Tasks", SWITCHED.get(0));
    for (int i = 1; program.isAlive() && !program.out().contains("done"); i++) {
      String next = JmxClient.task("Tasks", SWITCHED.get(i % SWITCHED.size()));
      client.call(next, "toggle");
      client.call(off, "toggle");
      triggers += trigger(client) ? 1 : 0;
      off = next;
    }
    return triggers;
  }

  /** Triggers; where the one processor has other work, too many may wait already. */
  private static boolean trigger(JmxClient client) {
    try {
      client.call(JmxClient.task("Tasks", "manual"), "trigger");
      return true;
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("executions wait already");
      return false;
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void aWaitInAClassInitialiserOfTheAdviceIsSeen() {
    try (ForkedJvm.Running program =
        jvm(120).start("app.Main", "500", "pin").say("").awaitOut("done")) {
      assertThat(number(program, "ours")).isPositive();
      Figures.of(8)
          .control(
              "an advice that waits in its class initialiser",
              number(program, "ours") + " waits that held the carrier");
    }
  }

  @Test
  void whoeverHoldsTheOnlyCarrierForEverIsSeen() {
    try (ForkedJvm.Running program = jvm(8).start("app.Main", "500", "hang").say("")) {
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> program.out().contains("begun"));
      assertThatThrownBy(() -> program.awaitOut("done"))
          .isInstanceOf(ConditionTimeoutException.class);
    }
    Figures.of(8)
        .control("a class initialiser that waits for another virtual thread", "no end after 8 s");
  }

  @Test
  void oneLostCallBreaksTheEquation() {
    try (ForkedJvm.Running program =
            jvm(120).start("app.Main", "500", "lose").say("").awaitOut("done");
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Tasks", "manual"))) {
      assertThat(number(program, "calls")).isEqualTo(501);
      assertThat(Numbers.of(client).calls()).isEqualTo(500);
      Figures.of(8).control("one call that the agent does not hear of", "500 of 501 accounted for");
    }
  }

  private static ForkedJvm jvm(int patienceSeconds) {
    ForkedJvm jvm = ForkedJvm.on(folder, Built.core())
        .asInProduction()
        .option("--add-opens", "java.base/java.lang=ALL-UNNAMED")
        .patience(Duration.ofSeconds(patienceSeconds));
    return VIRTUAL
        ? jvm.option(
            "-Djdk.virtualThreadScheduler.parallelism=1",
            "-Djdk.virtualThreadScheduler.maxPoolSize=1")
        : jvm;
  }

  private static long number(ForkedJvm.Running program, String name) {
    return PrintedNumbers.of("number", program.out()).get(name);
  }
}
