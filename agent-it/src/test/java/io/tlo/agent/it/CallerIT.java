package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From where an operator comes is not to be hidden by code that runs in the program. */
@Tag("jdk")
class CallerIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.lang.management.ManagementFactory;
      import javax.management.ObjectName;
      public class Main {
        public interface RenamerMBean { void rename(); }
        public static class Renamer implements RenamerMBean {
          @Override public void rename() { Thread.currentThread().setName("worker"); }
        }
        @Task static void work() {}
        public static void main(String[] arguments) throws Exception {
          work();
          ManagementFactory.getPlatformMBeanServer().registerMBean(new Renamer(), new ObjectName("app:type=Renamer"));
          System.out.println("ready");
          System.in.read();
        }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void aThreadOfAConnectionThatTheProgramRenamesIsStillKnown() {
    Path classes = TestProgram.in(folder).compile(MAIN);
    String work = JmxClient.task("Main", "work");
    try (ForkedJvm.Running program =
            ForkedJvm.on(classes, Built.core()).start("app.Main").awaitOut("ready");
        JmxClient client = JmxClient.to(program).await(work)) {
      client.call(work, "disable");
      client.call("app:type=Renamer", "rename");
      client.call(work, "enable");
      assertThat((String) client.call(JmxClient.REGISTRY, "showAudit", 10))
          .contains("local (attach)  disable", "local (attach)  enable")
          .doesNotContain("in-process");
    }
  }
}
