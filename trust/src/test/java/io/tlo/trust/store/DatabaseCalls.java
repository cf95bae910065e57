package io.tlo.trust.store;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.PrintedNumbers;
import java.nio.file.Path;

/**
 * A program that calls an ordinary and an exclusive task for as many seconds as it is told,
 * measures each call, and looks at each: is it the very object that came back or was thrown. It
 * also measures how long the machine keeps it from running.
 */
final class DatabaseCalls {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.io.*;
      import java.util.concurrent.locks.LockSupport;
      public class Main {
        static final IllegalStateException KNOWN = new IllegalStateException("known");
        static final Object RESULT = new Object();
        static final long SLOW = 100_000_000;
        static long ordinary;
        static long exclusive;
        static long asked;
        static long wrong;
        public static void main(String[] arguments) throws Exception {
          System.out.println("ready");
          BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
          for (String line = in.readLine(); line != null && !line.equals("end"); line = in.readLine()) {
            String[] words = line.split(" ");
            phase(words[0], Long.parseLong(words[1]) * 1_000_000_000L);
          }
        }
        static void phase(String name, long nanos) {
          long[] most = new long[3];
          long made = 0;
          long slow = 0;
          long leftOut = 0;
          long least = Long.MAX_VALUE;
          long ran = exclusive;
          long end = System.nanoTime() + nanos;
          int i = 0;
          do {
            long ordinary = ordinary(i++);
            made++;
            slow += ordinary > SLOW ? 1 : 0;
            most[0] = Math.max(most[0], ordinary);
            long before = exclusive;
            long alone = exclusive();
            most[1] = Math.max(most[1], alone);
            if (before == exclusive) {
              leftOut++;
              least = Math.min(least, alone);
            }
            long parked = System.nanoTime();
            LockSupport.parkNanos(500_000);
            most[2] = Math.max(most[2], System.nanoTime() - parked);
          } while (System.nanoTime() - end < 0);
          print(name + ".ordinary", most[0] / 1_000_000);
          print(name + ".exclusive", most[1] / 1_000_000);
          print(name + ".stall", most[2] / 1_000_000);
          print(name + ".made", made);
          print(name + ".slow", slow);
          print(name + ".leftOut", leftOut);
          print(name + ".least", least / 1_000_000);
          print(name + ".ran", exclusive - ran);
          print("ordinary", ordinary);
          print("exclusive", exclusive);
          print("asked", asked);
          print("wrong", wrong);
          System.out.println("done " + name);
        }
        static void print(String name, long number) {
          System.out.println("number " + name + " " + number);
        }
        static long ordinary(int i) {
          long before = System.nanoTime();
          try {
            if (work(i) != RESULT || i % 10 == 3) wrong++;
          } catch (IllegalStateException e) {
            if (e != KNOWN || i % 10 != 3) wrong++;
          }
          return System.nanoTime() - before;
        }
        static long exclusive() {
          long before = System.nanoTime();
          long ran = exclusive;
          asked++;
          // One that is left out gives null, and one that ran what it made.
          if (alone() != (exclusive == ran ? null : RESULT)) wrong++;
          return System.nanoTime() - before;
        }
        @Task static Object work(int i) {
          ordinary++;
          if (i % 10 == 3) throw KNOWN;
          return RESULT;
        }
        @Task static Object alone() {
          exclusive++;
          return RESULT;
        }
      }
      """;

  private DatabaseCalls() {}

  /** Starts it; it waits to be told a name and a number of seconds. */
  static ForkedJvm.Running start(Path folder, String arguments) {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(MAIN);
    return ForkedJvm.on(classes, Built.core())
        .agent("log=error,exclusive=Main.alone,fleet.file=" + folder.resolve("fleet") + ","
            + arguments)
        .start("app.Main")
        .awaitOut("ready");
  }

  /** Has it call for so many seconds, and returns all that it has measured by then. */
  static PrintedNumbers call(ForkedJvm.Running program, String phase, int seconds) {
    program.say(phase + " " + seconds).awaitOut("done " + phase + "\n");
    return PrintedNumbers.of("number", program.out());
  }
}
