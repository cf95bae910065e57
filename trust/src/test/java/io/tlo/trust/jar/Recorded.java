package io.tlo.trust.jar;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;

/**
 * A program that makes five calls and says how many of them were recorded, and how many MBeans
 * there are.
 */
final class Recorded {

  static final String MAIN_CLASS = "app.Main";

  /** What it prints when each call was recorded once. */
  static final String ONCE = "5 bodies\n5 of 5, MBeans: 2\n";

  private static final String MAIN = """
      package app;
      import java.lang.management.ManagementFactory;
      import javax.management.*;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          if (arguments.length > 0) {
            System.out.println("waits");
            System.in.read();
          }
          for (int i = 0; i < 5; i++) {
            new Work().work();
          }
          System.out.println(Work.bodies + " bodies");
          if (arguments.length == 0 || arguments[0].equals("reports")) {
            report();
          }
        }

        static void report() throws Exception {
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          ObjectName task = new ObjectName("tlo:type=Task,group=Work,name=work");
          long end = System.nanoTime() + 30_000_000_000L;
          while (!server.isRegistered(task)) {
            if (System.nanoTime() - end > 0) {
              System.out.println("not published");
              return;
            }
            Thread.sleep(20);
          }
          System.out.println(server.getAttribute(task, "ExecutionsSucceeded") + " of "
              + server.getAttribute(new ObjectName("tlo:type=Registry"), "ExecutionsSucceeded") + ", MBeans: "
              + server.queryNames(new ObjectName("tlo:*"), null).size());
        }
      }
      """;

  /** A class of its own: it is loaded, and woven, with the first call. */
  private static final String WORK = """
      package app;
      import io.tlo.Task;
      public class Work {
        static int bodies;
        @Task void work() { bodies++; }
      }
      """;

  private Recorded() {}

  /** Returns what a program found of itself, in the few words of a figure. */
  static String figure(ForkedJvm.Result result) {
    String last = result.out().strip().replaceAll("(?s).*\n", "");
    return last + ", lines on stderr: " + result.err().lines().count();
  }

  static Path compile(Path folder) {
    return TestProgram.in(folder).compile(MAIN, WORK);
  }

  static ForkedJvm in(Path classes) {
    return ForkedJvm.on(classes, Built.core());
  }
}
