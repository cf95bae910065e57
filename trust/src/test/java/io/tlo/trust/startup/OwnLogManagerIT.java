package io.tlo.trust.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.ControlAgent;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What servers do, in a small program: its main class names the program's own log manager and
 * builder of MBean servers. Each of them is in force, and the agent's MBeans are in that server.
 */
@Tag("jdk")
class OwnLogManagerIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.lang.management.ManagementFactory;
      import java.util.concurrent.locks.LockSupport;
      import java.util.logging.LogManager;
      import javax.management.*;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          System.setProperty("java.util.logging.manager", "app.OwnLogManager");
          System.setProperty("javax.management.builder.initial", "app.OwnBuilder");
          work();
          System.out.println("logs by " + LogManager.getLogManager().getClass().getName());
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          System.out.println("servers built by own builder: " + OwnBuilder.built);
          if (arguments.length > 0) awaitPublished(server);
        }
        @Task static void work() {}
        static void awaitPublished(MBeanServer server) throws Exception {
          ObjectName task = new ObjectName("tlo:type=Task,group=Main,name=work");
          long end = System.nanoTime() + 60_000_000_000L;
          while (!server.isRegistered(task) && System.nanoTime() - end < 0) LockSupport.parkNanos(20_000_000);
          System.out.println("recorded " + server.getAttribute(task, "ExecutionsSucceeded"));
        }
      }
      """;

  private static final String LOG_MANAGER = """
      package app;
      public class OwnLogManager extends java.util.logging.LogManager {}
      """;

  private static final String BUILDER = """
      package app;
      import javax.management.*;
      public class OwnBuilder extends MBeanServerBuilder {
        static int built;
        @Override
        public MBeanServer newMBeanServer(String domain, MBeanServer outer, MBeanServerDelegate delegate) {
          built++;
          return super.newMBeanServer(domain, outer, delegate);
        }
      }
      """;

  private static final String OWN = "logs by app.OwnLogManager\nservers built by own builder: 1\n";

  @TempDir
  Path folder;

  private Path classes = Path.of("");

  @BeforeEach
  void compile() {
    classes = TestProgram.in(folder.resolve("classes")).compile(MAIN, LOG_MANAGER, BUILDER);
  }

  @Test
  void bothAreInForceAndTheMBeansAreInThatServer() {
    ForkedJvm.Result result = ForkedJvm.on(classes, Built.core()).run("app.Main", "watched");
    assertThat(result).isEqualTo(new ForkedJvm.Result(0, OWN + "recorded 1\n", ""));
    Figures.of(2)
        .check(
            "a program with a log manager and a builder of MBean servers of its own",
            "both in force; 1 of 1 calls recorded in its MBean server");
  }

  @Test
  void anAgentThatAsksForTheMBeanServerAtOnceIsSeenToTakeTheirPlace() {
    Path early = ControlAgent.askingForMBeanServer(folder.resolve("early"));
    ForkedJvm.Result result =
        ForkedJvm.on(classes, Built.core()).agentAt(early.toString(), "").run("app.Main");
    assertThat(result.out()).contains("servers built by own builder: 0\n");
    Figures.of(2)
        .control(
            "the same program with an agent that calls getPlatformMBeanServer() in premain",
            result.out().strip().replace("\n", ", "));
  }
}
