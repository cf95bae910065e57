package io.tlo.trust.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.ControlAgent;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.StoreSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the agent is told to do: up to the application's main class it has no logging and no
 * JMX loaded.
 */
@Tag("jdk")
class ClassesBeforeMainIT {

  private static final String PLAIN = """
      package app;
      public class Plain {
        public static void main(String[] arguments) {
          System.out.println("plain");
        }
      }
      """;

  /** The main class itself has a task, so it is woven before it is there. */
  private static final String BUSY = """
      package app;
      import io.tlo.Task;
      public class Busy {
        public static void main(String[] arguments) {
          work();
          System.out.println("busy");
        }
        @Task static void work() {}
        @Task(interval = "1s") static void turn() {}
      }
      """;

  private static final String STORE = StoreSource.of("app", "public class OwnStore", """
      private static final java.util.logging.Logger log = java.util.logging.Logger.getLogger("store");
      public void create(TaskStateRecord record) {}
      public void update(TaskStateRecord record) {}
      """);

  private static final String REGISTRY = """
      package app;
      import io.tlo.registry.*;
      import java.lang.management.*;
      import java.util.*;
      public class OwnRegistry implements TaskRegistry {
        private static final Object server = ManagementFactory.getPlatformMBeanServer();
        public void register(TaskDefinition definition) {}
        public Optional<TaskDefinition> find(String name) { return Optional.empty(); }
        public List<TaskDefinition> list() { return List.of(); }
        public List<String> names() { return List.of(); }
        public boolean contains(String name) { return false; }
        public boolean remove(String name) { return false; }
      }
      """;

  private static final Set<String> REPRESENTATIVES = Set.of(
      "nothing set",
      "all logged",
      "both, from an extension",
      "a damaged switch file",
      "wrong values");

  @TempDir
  Path folder;

  private Path classes;

  @BeforeEach
  void compile() {
    classes = TestProgram.in(folder.resolve("classes")).compile(PLAIN, BUSY, STORE, REGISTRY);
  }

  private Map<String, String> configurations() throws IOException {
    Path switches = folder.resolve("switches");
    Path damaged = Files.writeString(folder.resolve("damaged"), "this is no file of switches\n");
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("nothing set", "");
    arguments.put("all logged", "log=debug");
    arguments.put("a store of the application", "task.state.store=app.OwnStore");
    arguments.put("a registry of the application", "task.registry=app.OwnRegistry");
    arguments.put(
        "both, from an extension",
        "extensions=" + classes + ",task.state.store=app.OwnStore,task.registry=app.OwnRegistry");
    arguments.put("a switch file to come", "switch.file=" + switches);
    arguments.put("a damaged switch file", "switch.file=" + damaged);
    arguments.put("all tasks switched off", "disabled=*");
    arguments.put("every source", "adopt=all");
    arguments.put("an annotation of the application", "task.annotations=app.Nightly");
    arguments.put("results in full", "results=full");
    arguments.put("no MBeans", "jmx=off");
    arguments.put("no intervals", "intervals=off");
    arguments.put("an unknown key", "hystory.total=5");
    arguments.put("wrong values", "history.total=many,log=loud,jmx=,worker.threads=-1");
    arguments.put("a store that is not there", "task.state.store=app.None");
    arguments.put("an extension that is not there", "extensions=" + folder.resolve("none.jar"));
    if (Extent.isLanding()) {
      arguments.keySet().retainAll(REPRESENTATIVES);
    }
    return arguments;
  }

  @Test
  void noClassOfLoggingOrManagementIsLoadedBeforeMain() throws IOException {
    Map<String, String> configurations = configurations();
    int looked = 0;
    List<String> mains = List.of("Busy", "Plain").subList(0, Extent.of(1, 1, 2));
    for (String main : mains) {
      Set<String> without = loadedWithIdleAgent(main);
      for (Map.Entry<String, String> each : configurations.entrySet()) {
        List<String> loaded = loaded(main, Built.agent().toString(), each.getValue());
        assertThat(loaded).as(each.getKey()).contains("io.tlo.agent.TloAgent");
        assertThat(forbidden(loaded, without)).as(each.getKey() + ", " + main).isEmpty();
        looked++;
      }
    }
    Figures.of(2)
        .check(
            looked + " starts under " + configurations.size()
                + " configurations, of main classes with tasks"
                + (mains.size() > 1 ? " and without" : ""),
            "0 classes of java.util.logging, javax.management or java.lang.management before it");
  }

  @Test
  void anAgentThatAsksForTheMBeanServerIsSeen() throws IOException {
    Path agent = ControlAgent.askingForMBeanServer(folder.resolve("early"));
    List<String> loaded = loaded("Plain", agent.toString(), "");
    List<String> early = forbidden(loaded, loadedWithIdleAgent("Plain"));
    assertThat(early)
        .contains("java.lang.management.ManagementFactory", "javax.management.MBeanServer");
    Figures.of(2)
        .control(
            "an agent that calls getPlatformMBeanServer() in premain",
            early.size() + " such classes");
  }

  /** With any agent the JVM loads more: it puts the modules together anew. */
  private Set<String> loadedWithIdleAgent(String main) throws IOException {
    Path agent = ControlAgent.doing("", folder.resolve("idle"));
    return Set.copyOf(loaded(main, agent.toString(), ""));
  }

  private static List<String> forbidden(List<String> loaded, Set<String> without) {
    return loaded.stream()
        .filter(name -> name.startsWith("java.util.logging.")
            || name.startsWith("javax.management.")
            || name.startsWith("java.lang.management.")
            || name.startsWith("com.sun.jmx.")
            || name.startsWith("sun.management.")
            // Whoever looks at the methods of System loads the interface System.Logger itself.
            || name.startsWith("java.lang.System$LoggerFinder")
            || name.startsWith("jdk.internal.logger.")
            || name.startsWith("sun.util.logging."))
        .filter(name -> !without.contains(name))
        .toList();
  }

  /** Returns what was loaded up to the application's main class, in order. */
  private List<String> loaded(String main, String agent, String arguments) throws IOException {
    Path log = Files.createTempFile(folder, "classes", ".log");
    ForkedJvm.Result result = ForkedJvm.on(classes, Built.core())
        .agentAt(agent, arguments)
        .option("-Xlog:class+load:file=" + log)
        .run("app." + main);
    assertThat(result.exitCode()).as(result.err()).isZero();
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      int from = line.lastIndexOf("] ") + 2;
      String name = line.substring(from).split(" ", 2)[0];
      names.add(name);
      if (name.equals("app." + main)) {
        return names;
      }
    }
    throw new AssertionError("the main class was not loaded");
  }
}
