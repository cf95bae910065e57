package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import io.tlo.testing.Tier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent does not get in the way of an application that starts: what is the application's stays its own. */
@Tag("jdk")
class StartUpOrderIT {

  private static final String LOG_MANAGER = """
      package own;
      public class OwnLogManager extends java.util.logging.LogManager {}
      """;

  private static final String SERVER_BUILDER = """
      package own;
      import javax.management.*;
      public class OwnServerBuilder extends MBeanServerBuilder {
        @Override
        public MBeanServer newMBeanServer(String domain, MBeanServer outer, MBeanServerDelegate delegate) {
          System.setProperty("own.builder", "used");
          return super.newMBeanServer(domain, outer, delegate);
        }
      }
      """;

  /** Waits for the agent's MBeans and says whose log manager and server builder are in force. */
  private static final String REPORT = """
      package app;
      import io.tlo.Task;
      import java.lang.management.ManagementFactory;
      import java.util.logging.LogManager;
      import javax.management.*;
      public class Report {
        @Task static void work() {}
        public static void print() throws Exception {
          work();
          System.out.println(LogManager.getLogManager().getClass().getName());
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          System.out.println("builder " + System.getProperty("own.builder"));
          ObjectName task = new ObjectName("tlo:type=Task,group=Report,name=work");
          long end = System.nanoTime() + 60_000_000_000L;
          while (!server.isRegistered(task)) {
            if (System.nanoTime() - end > 0) {
              throw new IllegalStateException("waited in vain");
            }
            Thread.sleep(20);
          }
          System.out.println("succeeded " + server.getAttribute(task, "ExecutionsSucceeded"));
        }
      }
      """;

  private static final String KEPT = """
      own.OwnLogManager
      builder used
      succeeded 1
      """;

  /** Sets both a little after it began, as servers do that read their configuration first. */
  private static final String SETS_LATE = """
      package app;
      import java.net.*;
      import java.nio.file.Path;
      public class SetsLate {
        public static void main(String[] arguments) throws Exception {
          Thread.sleep(Long.parseLong(arguments[1]));
          System.setProperty("java.util.logging.manager", "own.OwnLogManager");
          System.setProperty("javax.management.builder.initial", "own.OwnServerBuilder");
          ClassLoader child = new URLClassLoader(new URL[] {Path.of(arguments[0]).toUri().toURL()});
          Thread.currentThread().setContextClassLoader(child);
          Thread.sleep(Long.parseLong(arguments[2]));
          Report.print();
        }
      }
      """;

  /** Both are named on the command line; the loader that has them comes a little later. */
  private static final String SETS_LOADER = """
      package app;
      import java.net.*;
      import java.nio.file.Path;
      public class SetsLoader {
        public static void main(String[] arguments) throws Exception {
          Thread.sleep(Long.parseLong(arguments[1]));
          ClassLoader child = new URLClassLoader(new URL[] {Path.of(arguments[0]).toUri().toURL()});
          Thread.currentThread().setContextClassLoader(child);
          Report.print();
        }
      }
      """;

  /** Touches neither, and waits to be ended. */
  private static final String TOUCHES_NOTHING = """
      package app;
      import io.tlo.Task;
      public class TouchesNothing {
        public static void main(String[] arguments) throws Exception {
          work();
          System.out.println("ready");
          System.in.read();
        }
        @Task static void work() {}
      }
      """;

  private static final String HELLO = """
      package app;
      public class Hello {
        public static void main(String[] arguments) {
          System.out.println("hello");
          if (arguments.length > 0) {
            System.exit(Integer.parseInt(arguments[0]));
          }
        }
      }
      """;

  private static final String THREADS = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      public class Threads {
        public static void main(String[] arguments) throws Exception {
          work();
          Set<String> started = new TreeSet<>();
          for (Thread each : Thread.getAllStackTraces().keySet()) {
            if (each.getName().startsWith("tlo")) {
              started.add(each.getName() + " " + each.isDaemon() + " " + each.getContextClassLoader());
            } else if (!each.isDaemon() && each != Thread.currentThread() && !each.getName().equals("DestroyJavaVM")) {
              started.add("not a daemon: " + each.getName());
            }
          }
          System.out.println(started);
        }
        @Task static void work() {}
      }
      """;

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir
  Path folder;

  private Path classes;
  private Path own;

  @BeforeEach
  void compile() {
    classes = TestProgram.in(folder.resolve("classes"))
        .compile(REPORT, SETS_LATE, SETS_LOADER, TOUCHES_NOTHING, HELLO, THREADS);
    own = TestProgram.alone(folder.resolve("own")).compile(LOG_MANAGER, SERVER_BUILDER);
  }

  private ForkedJvm program() {
    return ForkedJvm.on(classes, Built.core());
  }

  @Test
  void anApplicationThatInstallsBothFromAChildLoaderKeepsThem() {
    assertThat(program().run("app.SetsLate", own.toString(), "200", "0"))
        .isEqualTo(new ForkedJvm.Result(0, KEPT, ""));
  }

  @Test
  void itKeepsThemAlsoIfItUsesThemMuchLaterThanItNamesThem() {
    assertThat(program().run("app.SetsLate", own.toString(), "200", "3000"))
        .isEqualTo(new ForkedJvm.Result(0, KEPT, ""));
  }

  @Test
  void anApplicationWithBothOnItsCommandLineKeepsThem() {
    ForkedJvm.Result result = program()
        .option(
            "-Djava.util.logging.manager=own.OwnLogManager",
            "-Djavax.management.builder.initial=own.OwnServerBuilder")
        .run("app.SetsLoader", own.toString(), "2000");
    assertThat(result).isEqualTo(new ForkedJvm.Result(0, KEPT, ""));
  }

  @Test
  void anApplicationThatTouchesNeitherIsPublishedToo() throws Exception {
    try (ForkedJvm.Running running = program().start("app.TouchesNothing").awaitOut("ready");
        JmxClient client = JmxClient.to(running)) {
      String task = JmxClient.task("TouchesNothing", "work");
      client.await(task);
      assertThat(client.number(task, "ExecutionsSucceeded")).isEqualTo(1);
      assertThat(client.names("tlo:*")).containsExactlyInAnyOrder(JmxClient.REGISTRY, task);
      assertThat(running.out()).isEqualTo("ready\n");
      assertThat(running.err()).isEmpty();
    }
  }

  @Test
  void aNamedBuilderThatNobodyLoadsDelaysPublishingAndDoesNotPreventIt() throws Exception {
    // The class is never asked for by the program: after a bounded wait it is the agent that does.
    try (ForkedJvm.Running running = ForkedJvm.on(classes, Built.core(), own)
        .option("-Djavax.management.builder.initial=own.OwnServerBuilder")
        .start("app.TouchesNothing")
        .awaitOut("ready")) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> hasSystemProperty(running, "own.builder"));
      try (JmxClient client = JmxClient.to(running)) {
        client.await(JmxClient.task("TouchesNothing", "work"));
      }
      assertThat(running.err()).isEmpty();
    }
  }

  private static boolean hasSystemProperty(ForkedJvm.Running running, String name)
      throws Exception {
    VirtualMachine vm = VirtualMachine.attach(Long.toString(running.pid()));
    try {
      return vm.getSystemProperties().containsKey(name);
    } finally {
      vm.detach();
    }
  }

  @Test
  void nothingOfLoggingOrManagementIsLoadedBeforeTheApplicationsMain() throws IOException {
    Set<String> added = loaded(program().agent("log=info"));
    // With any agent the JVM loads more: it puts the modules together anew.
    Set<String> plain = loaded(program().agentAt(idleAgent().toString(), ""));
    assertThat(added).contains("app.Hello", "io.tlo.agent.AgentStart");
    assertThat(plain).contains("app.Hello", "idle.Agent");
    added.removeAll(plain);
    assertThat(added)
        .noneMatch(name -> name.startsWith("java.util.logging.")
            || name.startsWith("javax.management.")
            || name.startsWith("java.lang.management.")
            || name.startsWith("com.sun.jmx.")
            || name.startsWith("java.lang.System$Logger"))
        .as("no lambda, no concatenation at run time")
        .noneMatch(name -> name.startsWith("io.tlo.") && name.contains("$$Lambda"))
        .noneMatch(name -> name.contains("StringConcat"))
        .as("Byte Buddy is for the first task")
        .noneMatch(name -> name.startsWith("net.bytebuddy."));
  }

  private Path idleAgent() throws IOException {
    Path agent = TestProgram.alone(folder.resolve("idle")).compile("""
        package idle;
        public class Agent {
          public static void premain(String arguments) {}
        }
        """);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "idle.Agent");
    Path jar = folder.resolve("idle.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new ZipEntry("idle/Agent.class"));
      Files.copy(agent.resolve("idle/Agent.class"), out);
    }
    return jar;
  }

  /** Returns what was loaded up to the application's main class, in order. */
  private static Set<String> loaded(ForkedJvm jvm) {
    ForkedJvm.Result result = jvm.option("-Xlog:class+load:stdout").run("app.Hello");
    assertThat(result.exitCode()).isZero();
    Set<String> names = new LinkedHashSet<>();
    for (String line : result.out().lines().toList()) {
      if (line.contains("[class,load]")) {
        String name = line.substring(line.indexOf("[class,load]") + 12).strip().split(" ", 2)[0];
        names.add(name);
        if (name.equals("app.Hello")) {
          break;
        }
      }
    }
    return names;
  }

  @Test
  void withoutJmxNothingIsPublishedAndNoManagementStarted() throws Exception {
    try (ForkedJvm.Running running = program()
        .agent("log=error,jmx=off")
        .option("-Xlog:class+load:stdout")
        .start("app.TouchesNothing")
        .awaitOut("io.tlo.runtime.Housekeeping ")) {
      // The agent's thread has come past the place where it would publish when it keeps house.
      running.awaitOut("io.tlo.agent.weaving.TaskCatalog ");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> stack(running, "tlo-publisher").contains("Housekeeping.keep"));
      assertThat(running.out().lines())
          .noneMatch(line -> line.contains("java.lang.management.")
              || line.contains("javax.management.")
              || line.contains("java.util.logging.LogManager")
              || line.contains("io.tlo.jmx."));
      try (JmxClient client = JmxClient.to(running)) {
        assertThat(client.names("tlo:*")).isEmpty();
      }
      assertThat(running.err()).isEmpty();
    }
  }

  /** Returns the stack of a thread of the program. */
  private static String stack(ForkedJvm.Running running, String thread) throws Exception {
    Process jcmd = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            Long.toString(running.pid()),
            "Thread.print")
        .redirectErrorStream(true)
        .start();
    String all = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int from = all.indexOf('"' + thread + '"');
    return from < 0 ? "" : all.substring(from, Math.max(from, all.indexOf("\n\n", from)));
  }

  @Test
  void aShortProgramEndsAsItDoesWithoutTheAgent() {
    for (String[] arguments : List.of(new String[0], new String[] {"3"})) {
      long begin = System.nanoTime();
      ForkedJvm.Result plain = program().withoutAgent().run("app.Hello", arguments);
      Duration longest = atLeast(LONG, Duration.ofNanos(50 * (System.nanoTime() - begin)));
      // More runs, since the end races with the agent's own thread.
      for (int i = 0; i < Tier.of(2, 5); i++) {
        begin = System.nanoTime();
        assertThat(program().run("app.Hello", arguments)).isEqualTo(plain);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(longest);
      }
    }
  }

  private static Duration atLeast(Duration least, Duration other) {
    return other.compareTo(least) > 0 ? other : least;
  }

  @Test
  void theAgentsThreadsAreDaemonsAndHoldNoLoader() {
    assertThat(program().run("app.Threads"))
        .isEqualTo(new ForkedJvm.Result(0, "[tlo-publisher true null]\n", ""));
  }
}
