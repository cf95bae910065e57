package io.tlo.trust;

import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers that a program has printed, a line each: a label, the number's name, the number.
 * Those of the agent are named as the attributes of its Registry.
 */
public record PrintedNumbers(Map<String, Long> all) {

  /** Has a program print those of the agent, once they are published, or wait for one of them. */
  public static final String SOURCE = """
      package program;
      import java.lang.management.ManagementFactory;
      import java.util.concurrent.locks.LockSupport;
      import javax.management.*;
      public final class AgentNumbers {
        private static final String[] NAMES = {
          "TasksTotal", "ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsCancelled", "ExecutionsRunning",
          "ExecutionsSkipped", "AdviceFailures", "RecordsKept", "RecordsDropped"};
        private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
        public static void print(String label) throws Exception {
          // In one look, since they may just be changing.
          for (Attribute each : SERVER.getAttributes(registry(), NAMES).asList()) {
            System.out.println(label + " " + each.getName() + " " + each.getValue());
          }
        }
        public static void awaitAtMost(String name, long most) throws Exception {
          long end = inAMinute();
          while ((Long) SERVER.getAttribute(registry(), name) > most) rest(end, name);
        }
        private static ObjectName registry() throws Exception {
          ObjectName registry = new ObjectName("tlo:type=Registry");
          long end = inAMinute();
          while (!SERVER.isRegistered(registry)) rest(end, "the Registry");
          return registry;
        }
        private static long inAMinute() {
          return System.nanoTime() + 60_000_000_000L;
        }
        private static void rest(long end, String what) {
          if (System.nanoTime() > end) throw new IllegalStateException("waited in vain for " + what);
          LockSupport.parkNanos(5_000_000);
        }
      }
      """;

  /** Returns the numbers under that label. */
  public static PrintedNumbers of(String label, String out) {
    Map<String, Long> all = new TreeMap<>();
    out.lines()
        .map(line -> line.split(" "))
        .filter(words -> words.length == 3 && words[0].equals(label))
        .forEach(words -> all.put(words[1], Long.valueOf(words[2])));
    return new PrintedNumbers(all);
  }

  /** Returns a number, 0 if it was not printed. */
  public long get(String name) {
    return all.getOrDefault(name, 0L);
  }

  /** Returns how many executions have ended. */
  public long ended() {
    return get("ExecutionsSucceeded") + get("ExecutionsFailed") + get("ExecutionsCancelled");
  }

  /** Returns how many calls are accounted for. */
  public long accounted() {
    return ended() + get("ExecutionsRunning") + get("ExecutionsSkipped") + get("AdviceFailures");
  }

  /** Returns how many records of ended executions are accounted for. */
  public long records() {
    return get("RecordsKept") + get("RecordsDropped");
  }
}
