package io.tlo.benchmarks.programs;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;

/** Loads as many generated classes as wanted and measures what that cost. */
final class Scale {

  private Scale() {}

  /** Takes the number of methods, and "tasks" if they are tasks. */
  public static void main(String[] arguments)
      throws ReflectiveOperationException, InterruptedException, JMException, IOException {
    int methods = Integer.parseInt(arguments[0]);
    boolean areTasks = arguments.length > 1 && arguments[1].equals("tasks");
    TloMBeans mbeans = new TloMBeans();
    long begun = System.nanoTime();
    List<Turn> turns = Turns.load(methods);
    if (areTasks) {
      mbeans.awaitTasks(methods);
    }
    System.out.println("published.seconds=" + (System.nanoTime() - begun) / 1e9);
    System.out.println("cpu.seconds=" + cpuSeconds());
    System.out.println("heap.registered=" + Heap.usedAtRest());

    Work work = Work.empty();
    turns.forEach(turn -> turn.run(work));
    System.out.println("heap.ran=" + Heap.usedAtRest());
    if (areTasks) {
      mbeans.requireCalls(work.calls());
      mbeans.requireCallsOfEach(1);
      RemoteReadings.measure(mbeans);
    }
  }

  private static double cpuSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }
}
