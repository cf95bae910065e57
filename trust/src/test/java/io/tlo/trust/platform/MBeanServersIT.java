package io.tlo.trust.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application may have several MBean servers, and take away MBeans that are not its own. */
@Tag("jdk")
class MBeanServersIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.lang.management.ManagementFactory;
      import java.util.concurrent.Callable;
      import javax.management.*;
      public class Main {
        static final MBeanServer own = MBeanServerFactory.createMBeanServer("own");
        static final MBeanServer platform = ManagementFactory.getPlatformMBeanServer();
        public static void main(String[] arguments) throws Exception {
          Main main = new Main();
          main.work();
          ObjectName task = new ObjectName("tlo:type=Task,group=Main,name=work");
          await(() -> platform.isRegistered(task));
          if (arguments.length > 1) own.registerMBean(new javax.management.timer.Timer(), new ObjectName("tlo:type=Stray"));
          System.out.println("in the application's own: " + own.queryNames(new ObjectName("tlo:*"), null));
          if (arguments.length == 0) MBeanServerFactory.releaseMBeanServer(platform);
          else for (ObjectName each : platform.queryNames(new ObjectName("tlo:*"), null)) platform.unregisterMBean(each);
          main.work();
          ClassLoader loader = new java.net.URLClassLoader(new java.net.URL[] {Main.class.getProtectionDomain().getCodeSource().getLocation()}, null) {
            @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
              return name.startsWith("io.tlo.") ? Main.class.getClassLoader().loadClass(name) : super.loadClass(name, resolve);
            }
          };
          ((Runnable) Class.forName("app.Later", true, loader).getDeclaredConstructor().newInstance()).run();
          await(() -> platform.isRegistered(new ObjectName("tlo:type=Task,group=Later,name=run")));
          System.out.println("Main.work " + (platform.isRegistered(task) ? platform.getAttribute(task, "ExecutionsSucceeded") : "gone"));
          System.out.println("Later.run " + platform.getAttribute(new ObjectName("tlo:type=Task,group=Later,name=run"), "ExecutionsSucceeded"));
        }
        @Task void work() {}
        static void await(Callable<Boolean> condition) throws Exception {
          for (int i = 0; !condition.call(); i++) {
            if (i > 1200) throw new IllegalStateException("waited in vain");
            Thread.sleep(50);
          }
        }
      }
      """;

  private static final String LATER = """
      package app;
      public class Later implements Runnable {
        @io.tlo.Task public void run() {}
      }
      """;

  @TempDir
  Path folder;

  private ForkedJvm.Result run(String... arguments) {
    Path classes = TestProgram.in(folder).compile(MAIN, LATER);
    return ForkedJvm.on(classes, Built.core()).run("app.Main", arguments);
  }

  @Test
  void thePlatformsIsUsedAlsoAfterItWasReleased() {
    assertThat(run()).isEqualTo(new ForkedJvm.Result(0, """
        in the application's own: []
        Main.work 2
        Later.run 1
        """, ""));
    Figures.of(17)
        .check(
            "MBean servers: the application's own, the platform's released",
            "nothing of ours in the first, all in the second");
  }

  @Test
  void anMBeanInTheWrongServerIsSeen() {
    String out = run("unregister", "stray").out();
    assertThat(out).startsWith("in the application's own: [tlo:type=Stray]");
    Figures.of(17)
        .control(
            "an MBean put into the application's own server",
            out.lines().findFirst().orElseThrow());
  }

  @Test
  void anApplicationMayTakeOurMBeansAway() {
    assertThat(run("unregister")).isEqualTo(new ForkedJvm.Result(0, """
        in the application's own: []
        Main.work gone
        Later.run 1
        """, ""));
    Figures.of(17)
        .check(
            "all MBeans of ours unregistered by the application", "no line, later tasks published");
  }
}
