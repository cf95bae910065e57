package io.tlo.trust.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An MBean of the application's that has a name of ours keeps it; ours takes another. */
class ForeignMBeanIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.lang.management.ManagementFactory;
      import javax.management.*;
      public class Main {
        public interface TheirsMBean { String getWhose(); }
        public static class Theirs implements TheirsMBean {
          final String whose;
          Theirs(String whose) { this.whose = whose; }
          public String getWhose() { return whose; }
        }
        @Task static void work() {}
        public static void main(String[] arguments) throws Exception {
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          ObjectName task = new ObjectName("tlo:type=Task,group=Main,name=work");
          server.registerMBean(new Theirs("theirs"), task);
          server.registerMBean(new Theirs("theirs"), new ObjectName("tlo:type=Registry"));
          work();
          if (arguments[0].equals("replaced")) {
            server.unregisterMBean(task);
            server.registerMBean(new Theirs("another's"), task);
          }
          System.out.println("ready");
          System.in.read();
        }
      }
      """;

  private static final String SQUATTED = JmxClient.task("Main", "work");
  private static final String OURS = JmxClient.task("Main", "work#2");
  private static final String OUR_REGISTRY = "tlo:type=Registry,context=agent";

  @TempDir
  Path folder;

  @Test
  void theirsIsUntouchedAndOursTakesTheNextName() throws Exception {
    Path classes = TestProgram.in(folder).compile(MAIN);
    try (ForkedJvm.Running program =
            ForkedJvm.on(classes, Built.core()).start("app.Main", "").awaitOut("ready");
        JmxClient client = JmxClient.to(program).await(OURS)) {
      assertThat(client.number(OURS, "ExecutionsSucceeded")).isEqualTo(1);
      assertThat(client.number(OUR_REGISTRY, "TasksTotal")).isEqualTo(1);
      assertThat(client.names("tlo:*"))
          .containsExactly("tlo:type=Registry", OUR_REGISTRY, SQUATTED, OURS);
      assertThat(whose(client)).containsExactly("theirs", "theirs");

      detach(program);
      assertThat(client.names("tlo:*")).containsExactly("tlo:type=Registry", SQUATTED);
      assertThat(whose(client)).containsExactly("theirs", "theirs");
      Figures.of(11)
          .check(
              "MBeans of the application's under our two names",
              "untouched, also by detach; ours are " + OURS + " and " + OUR_REGISTRY);
      // A later JDK says on stderr that an agent was attached.
      assertThat(program.say("").await().err()).doesNotContain("[tlo]");
    }
    try (ForkedJvm.Running program = ForkedJvm.on(classes, Built.core())
            .withoutAgent()
            .start("app.Main", "replaced")
            .awaitOut("ready");
        JmxClient client = JmxClient.to(program)) {
      assertThat(whose(client)).containsExactly("another's", "theirs");
      Figures.of(11)
          .control("a program that replaces the first of the two", whose(client) + ", caught");
    }
  }

  private static List<Object> whose(JmxClient client) {
    return List.of(client.get(SQUATTED, "Whose"), client.get("tlo:type=Registry", "Whose"));
  }

  private static void detach(ForkedJvm.Running program) throws Exception {
    VirtualMachine vm = VirtualMachine.attach(Long.toString(program.pid()));
    try {
      vm.loadAgent(Built.agent().toString(), "detach");
    } finally {
      vm.detach();
    }
  }
}
