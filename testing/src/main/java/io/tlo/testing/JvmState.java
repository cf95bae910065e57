package io.tlo.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import javax.management.openmbean.CompositeData;

/**
 * What there is in a program of the agent, or could be: as a JMX client sees it after a collection.
 *
 * @param threads the names of threads of TLO
 * @param mbeans the names of all MBeans
 * @param agents how many loaders of agents are alive
 * @param heapBytes how much of the heap is used
 * @param metaspaceBytes how much is used by classes
 */
public record JvmState(
    Set<String> threads, Set<String> mbeans, long agents, long heapBytes, long metaspaceBytes) {

  private static final String DIAGNOSTICS = "com.sun.management:type=DiagnosticCommand";
  private static final String LOADER = "io.tlo.agent.TloAgent";

  public static JvmState of(JmxClient client) {
    // Twice: what is found unreachable is unloaded and cleaned up a little later.
    histogram(client);
    return new JvmState(
        threads(client),
        client.names("*:*"),
        instances(histogram(client)),
        usage(client, "java.lang:type=Memory", "HeapMemoryUsage"),
        usage(client, "java.lang:type=MemoryPool,name=Metaspace", "Usage"));
  }

  private static long usage(JmxClient client, String mbean, String attribute) {
    return MemoryUsage.from((CompositeData) client.get(mbean, attribute)).getUsed();
  }

  private static Set<String> threads(JmxClient client) {
    Set<String> names = new TreeSet<>();
    try {
      ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
          client.server(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
      for (ThreadInfo each : threads.getThreadInfo(threads.getAllThreadIds())) {
        if (each != null && each.getThreadName().startsWith("tlo-")) {
          names.add(each.getThreadName());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  private static String histogram(JmxClient client) {
    return client
        .call(DIAGNOSTICS, "gcClassHistogram", new Object[] {new String[0]})
        .toString();
  }

  private static long instances(String histogram) {
    return histogram
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> Arrays.asList(columns).contains(LOADER))
        .mapToLong(columns -> Long.parseLong(columns[1]))
        .sum();
  }
}
