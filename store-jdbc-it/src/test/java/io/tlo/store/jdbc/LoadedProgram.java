package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.ObjectName;
import org.awaitility.Awaitility;

/**
 * A program that calls its tasks from several threads, whatever becomes of the store: it counts the calls itself,
 * measures how long the short ones take, and looks at what comes out of them.
 */
final class LoadedProgram implements AutoCloseable {

  /** Few enough places that a short absence of the store fills them. */
  static final int QUEUE = 1_000;

  private static final String STORE = "tlo:type=Store";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern RESTED = Pattern.compile("rested (\\d+), wrong (\\d+)\n");
  private static final Pattern PHASE = Pattern.compile("phase (?!warm-up)(.+)\n");

  private static final String HEAD = """
      | the store | seconds | calls a second | median ms | 99 % | 99.9 % | longest |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: |
      """;

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.io.*;
      import java.nio.file.*;
      import java.util.*;
      import java.util.concurrent.atomic.*;
      import java.util.concurrent.locks.*;
      public class Main {
        static final IllegalStateException EXPECTED = new IllegalStateException("now and then");
        static final ReentrantReadWriteLock LOAD = new ReentrantReadWriteLock();
        static final LongAdder CALLS = new LongAdder();
        static final LongAdder WRONG = new LongAdder();
        static volatile Phase phase;
        static volatile long sink;
        public static void main(String[] arguments) throws Exception {
          LOAD.writeLock().lock();
          for (int i = 0; i < 4; i++) start(Main::shortCalls);
          for (int i = 0; i < 3; i++) start(Main::longCalls);
          System.out.println("ready");
          BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
          for (String line = in.readLine(); line != null && !line.equals("end"); line = in.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
              case "go": begin(words[1]); LOAD.writeLock().unlock(); break;
              case "phase": begin(words[1]); break;
              case "fill": fill(Path.of(words[1])); break;
              case "free": Files.delete(Path.of(words[1])); break;
              default:
                begin(null);
                LOAD.writeLock().lock();
                System.out.println("rested " + CALLS.sum() + ", wrong " + WRONG.sum());
            }
          }
        }
        static void start(Runnable load) {
          Thread thread = new Thread(load);
          thread.setDaemon(true);
          thread.start();
        }
        static void begin(String name) {
          Phase last = phase;
          phase = name == null ? null : new Phase(name);
          if (last != null) System.out.println(last.summary());
        }
        static void shortCalls() {
          for (int i = 0; true; i++) {
            LOAD.readLock().lock();
            long begun = System.nanoTime();
            call(i % 10 == 3);
            long took = System.nanoTime() - begun;
            Phase now = phase;
            if (now != null) now.add(took);
            LOAD.readLock().unlock();
            LockSupport.parkNanos(1_000_000);
          }
        }
        static void call(boolean fails) {
          CALLS.increment();
          try {
            if (work(fails) != 20_000 || fails) WRONG.increment();
          } catch (Throwable e) {
            if (e != EXPECTED || !fails) WRONG.increment();
          }
        }
        static void longCalls() {
          while (true) {
            LOAD.readLock().lock();
            CALLS.increment();
            try {
              wait(1_200);
            } catch (Throwable e) {
              WRONG.increment();
            }
            LOAD.readLock().unlock();
            Thread.yield();
          }
        }
        @Task static int work(boolean fails) {
          int i = 0;
          for (; i < 20_000; i++) sink += i;
          if (fails) throw EXPECTED;
          return i;
        }
        @Task static void wait(int millis) throws InterruptedException {
          Thread.sleep(millis);
        }
        static void fill(Path file) throws IOException {
          byte[] block = new byte[4096];
          try (OutputStream out = Files.newOutputStream(file)) {
            while (true) out.write(block);
          } catch (IOException full) {
            System.out.println("full");
          }
        }
        static final class Phase {
          final String name;
          final long begun = System.nanoTime();
          long[] taken = new long[1024];
          int count;
          Phase(String name) { this.name = name; }
          synchronized void add(long nanos) {
            if (count == taken.length) taken = Arrays.copyOf(taken, 2 * count);
            taken[count++] = nanos;
          }
          synchronized String summary() {
            double seconds = (System.nanoTime() - begun) / 1e9;
            Arrays.sort(taken, 0, count);
            return String.format(Locale.ROOT, "phase %s | %.1f | %.0f | %s | %s | %s | %s", name, seconds,
                count / seconds, at(0.5), at(0.99), at(0.999), at(1));
          }
          String at(double part) {
            int last = count - 1;
            return count == 0 ? "-" : String.format(Locale.ROOT, "%.3f", taken[(int) (part * last)] / 1e6);
          }
        }
      }
      """;

  private final ForkedJvm.Running program;
  private final JmxClient client;

  /** What became of the executions that have ended, from one look. */
  record Stored(long queued, long written, long dropped) {}

  private LoadedProgram(ForkedJvm.Running program) {
    this.program = program;
    this.client = JmxClient.to(program).await(STORE);
  }

  static Path compile(Path folder) {
    return TestProgram.in(folder).compile(MAIN);
  }

  /** Starts it; it rests. */
  static LoadedProgram start(ForkedJvm jvm) {
    return new LoadedProgram(jvm.patience(PATIENCE).start("app.Main").awaitOut("ready"));
  }

  static ForkedJvm jvm(Path classes, String url) {
    return StoredProgram.jvm(classes, url, ",store.queue=" + QUEUE);
  }

  long pid() {
    return program.pid();
  }

  LoadedProgram say(String line) {
    program.say(line);
    return this;
  }

  void awaitOut(String text) {
    program.awaitOut(text);
  }

  /** Lets the program go on for a time, which may be zero. */
  void goOn(Duration time) {
    Awaitility.await().pollDelay(time).atMost(time.plus(PATIENCE)).until(program::isAlive);
  }

  /** Waits until the store has taken more. */
  void awaitMoreWritten() {
    long before = stored().written();
    await(() -> stored().written() > before);
  }

  void awaitRetry() {
    await(() -> client.number(STORE, "Retries") > 0);
  }

  void awaitDropped() {
    await(() -> stored().dropped() > 0);
  }

  void awaitNothingQueued() {
    await(() -> stored().queued() == 0);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).until(condition);
  }

  /**
   * Has it rest, and holds its own count against the Registry's and the store's; returns what became of the
   * executions.
   */
  Stored rest() {
    long rests = rests().size();
    program.say("rest");
    await(() -> rests().size() > rests);
    long[] rested = rests().get((int) rests);
    assertThat(rested[1]).as("calls that went otherwise than without TLO").isZero();
    Numbers numbers = Numbers.of(client);
    assertThat(numbers.ended()).isEqualTo(rested[0]);
    assertThat(numbers.calls()).isEqualTo(rested[0]);
    Stored stored = stored();
    assertThat(stored.queued() + stored.written() + stored.dropped())
        .as("%s", stored)
        .isEqualTo(rested[0]);
    return stored;
  }

  /** Returns for each rest how many calls there were until then, and how many of them went wrong. */
  private List<long[]> rests() {
    List<long[]> rests = new ArrayList<>();
    Matcher said = RESTED.matcher(program.out());
    while (said.find()) {
      rests.add(new long[] {Long.parseLong(said.group(1)), Long.parseLong(said.group(2))});
    }
    return rests;
  }

  Stored stored() {
    Map<String, Long> found = new HashMap<>();
    try {
      String[] names = {"RecordsQueued", "RecordsWritten", "RecordsDropped"};
      for (Attribute each :
          client.server().getAttributes(new ObjectName(STORE), names).asList()) {
        found.put(each.getName(), (Long) each.getValue());
      }
    } catch (IOException | JMException e) {
      throw new IllegalStateException(e);
    }
    return new Stored(
        found.getOrDefault("RecordsQueued", -1L),
        found.getOrDefault("RecordsWritten", -1L),
        found.getOrDefault("RecordsDropped", -1L));
  }

  /** Returns what was measured, as a Markdown table. */
  String table() {
    StringBuilder table = new StringBuilder(HEAD);
    Matcher said = PHASE.matcher(program.out());
    while (said.find()) {
      table.append("| ").append(said.group(1)).append(" |\n");
    }
    return table.toString();
  }

  /** Ends it; returns what it printed on stderr. */
  List<String> end() {
    ForkedJvm.Result result = program.say("end").await();
    assertThat(result.exitCode()).isZero();
    return result.err().lines().toList();
  }

  @Override
  public void close() {
    client.close();
    program.close();
  }
}
