package io.tlo.trust.door;

import io.tlo.testing.Built;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.util.List;

/**
 * A program on the class path, one on the module path, and a layer of modules in the first: it
 * does what makes an agent do all it does, and then tells what it sees of its JVM and its
 * process, a line for each thing.
 */
final class SnapshotProgram {

  static final String MODULE = "app.named";

  /**
   * Runs tasks, has one run from outside, and waits until the agent, if there is one, has
   * published.
   */
  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.lang.management.ManagementFactory;
      import java.util.concurrent.*;
      import javax.management.*;
      public class Main {
        @Task static int work(int i) { return i; }
        @Task static CompletableFuture<String> later() { return CompletableFuture.completedFuture("x"); }
        @Task(interval = "1h") static void recurring() {}
        @Task private static void hidden() {}
        @Task private void instance() {}
        static final Main MAIN = new Main();
        public static void main(String[] arguments) throws Exception {
          for (int i = 0; i < 3; i++) work(i);
          later();
          recurring();
          hidden();
          MAIN.instance();
          Object layered = Class.forName("app.Snapshot").getMethod("layer", String.class).invoke(null, arguments[1]);
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          if (arguments[0].equals("tlo")) {
            trigger(server, "Main", "hidden", 2);
            trigger(server, "Main", "instance", 2);
            trigger(server, "Inside", "work", 2);
          }
          System.out.println("main: " + layered);
          Snapshot.print(((Class<?>) layered).getModule());
        }
        static void trigger(MBeanServer server, String group, String name, long calls) throws Exception {
          ObjectName task = new ObjectName("tlo:type=Task,group=" + group + ",name=" + name);
          while (!server.isRegistered(task)) Thread.sleep(20);
          server.invoke(task, "trigger", new Object[0], new String[0]);
          while (!server.getAttribute(task, "ExecutionsSucceeded").equals(calls)) Thread.sleep(20);
        }
      }
      """;

  private static final String SNAPSHOT = """
      package app;
      import java.lang.module.*;
      import java.nio.file.*;
      import java.util.*;
      import java.util.stream.*;
      public class Snapshot {
        public static Class<?> layer(String path) throws Exception {
          ModuleFinder finder = ModuleFinder.of(Path.of(path));
          Configuration configuration = ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Set.of("layered"));
          ModuleLayer layer = ModuleLayer.boot().defineModulesWithOneLoader(configuration, Snapshot.class.getClassLoader());
          Class<?> type = layer.findLoader("layered").loadClass("layered.Inside");
          Class<?> door = layer.findLoader("layered").loadClass("layered.door.Door");
          ((Runnable) door.getConstructor().newInstance()).run();
          return type;
        }
        public static void print(Module layered) throws Exception {
          sockets("tcp"); sockets("tcp6"); sockets("udp"); sockets("udp6"); sockets("unix");
          for (String name : new TreeSet<>(targets())) if (!name.matches("(socket:|pipe:|/proc/).*")) {
            System.out.println("held " + name);
          }
          for (String where : List.of(System.getProperty("java.io.tmpdir"), System.getProperty("user.home"), System.getProperty("user.dir"))) {
            try (Stream<Path> files = Files.walk(Path.of(where))) {
              files.map(Path::toString).sorted().forEach(file -> System.out.println("made " + file));
            }
          }
          new TreeMap<>(System.getProperties()).forEach((name, value) -> System.out.println("property " + name + "=" + value));
          new TreeMap<>(System.getenv()).forEach((name, value) -> System.out.println("variable " + name + "=" + value));
          if (ModuleLayer.boot().findModule("java.sql").isPresent() && !Snapshot.class.getModule().isNamed()) {
            Class.forName("app.Drivers").getMethod("print").invoke(null);
          }
          for (var each : java.security.Security.getProviders()) System.out.println("provider " + each.getName());
          System.out.println("state handler " + Thread.getDefaultUncaughtExceptionHandler());
          System.out.println("state locale " + Locale.getDefault() + " " + TimeZone.getDefault().getID());
          System.out.println("state streams " + System.out.getClass().getName() + " " + System.err.getClass().getName()
              + " " + System.in.getClass().getName());
          System.out.println("state loader " + Thread.currentThread().getContextClassLoader().getClass().getName()
              + " " + ClassLoader.getSystemClassLoader().getClass().getName());
          System.out.println("state priority " + Thread.currentThread().getPriority() + " "
              + Thread.currentThread().getThreadGroup().getName() + " " + Thread.currentThread().isInterrupted());
          for (Thread each : Thread.getAllStackTraces().keySet()) {
            if (!each.isDaemon()) System.out.println("thread " + each.getName());
          }
          openness(layered);
          System.out.flush();
        }
        static List<String> targets() throws Exception {
          List<String> targets = new ArrayList<>();
          try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            for (Path each : all.toList()) {
              try { targets.add(Files.readSymbolicLink(each).toString()); } catch (NoSuchFileException e) { }
            }
          }
          return targets;
        }
        static void sockets(String kind) throws Exception {
          Set<String> own = targets().stream().filter(each -> each.startsWith("socket:[")).map(each -> each.replaceAll("\\\\D", "")).collect(Collectors.toSet());
          Path table = Path.of("/proc/self/net", kind);
          if (!Files.exists(table)) return;
          int column = kind.equals("unix") ? 6 : 9;
          for (String line : Files.readAllLines(table)) {
            String[] parts = line.strip().split("\\\\s+");
            if (parts.length > column && own.contains(parts[column])) {
              System.out.println("socket " + kind + " state " + parts[kind.equals("unix") ? 5 : 3]);
            }
          }
        }
        static void openness(Module layered) {
          Map<String, Module> askers = new TreeMap<>();
          askers.put("class path", Snapshot.class.getModule());
          askers.put("layer", layered);
          askers.put("platform loader", ClassLoader.getPlatformClassLoader().getUnnamedModule());
          askers.put("other loader", new ClassLoader(null) {}.getUnnamedModule());
          ModuleLayer.boot().findModule("app.named").ifPresent(named -> askers.put("named", named));
          for (Module module : ModuleLayer.boot().modules().stream().sorted(Comparator.comparing(Module::getName)).toList()) {
            for (String name : new TreeSet<>(module.getPackages())) {
              StringBuilder line = new StringBuilder("package " + module.getName() + "/" + name);
              line.append(module.isExported(name) ? " exported" : "").append(module.isOpen(name) ? " open" : "");
              askers.forEach((asker, of) -> line.append(module.isExported(name, of) ? " exported to " + asker : "")
                  .append(module.isOpen(name, of) ? " open to " + asker : ""));
              System.out.println(line);
            }
            askers.forEach((asker, of) -> System.out.println("reads " + asker + " " + of.canRead(module) + " " + module.getName()
                + ", read by it " + module.canRead(of)));
          }
          for (String name : new TreeSet<>(layered.getPackages())) {
            System.out.println("package layered/" + name + " " + layered.isExported(name) + layered.isOpen(name)
                + layered.isOpen(name, Snapshot.class.getModule()) + layered.isExported(name, Snapshot.class.getModule()));
          }
        }
      }
      """;

  /** What the application finds with its own look, and with the drivers' own names. */
  private static final String DRIVERS = """
      package app;
      import java.sql.*;
      import java.util.List;
      public class Drivers {
        public static void print() {
          System.out.println("drivers there are " + DriverManager.drivers().count());
          for (String url : List.of("jdbc:sqlite::memory:", "jdbc:postgresql://localhost/tlo")) {
            try {
              System.out.println("drivers " + DriverManager.getDriver(url).getClass().getName());
            } catch (SQLException e) {
              System.out.println("drivers " + url + " " + e.getMessage());
            }
          }
          for (String name : List.of("org.sqlite.JDBC", "org.postgresql.Driver", "com.zaxxer.hikari.HikariConfig",
              "org.slf4j.LoggerFactory", "io.tlo.store.jdbc.JdbcStoreProvider")) {
            try {
              System.out.println("drivers visible " + Class.forName(name));
            } catch (ClassNotFoundException e) {
              System.out.println("drivers not visible " + name);
            }
          }
        }
      }
      """;

  private static final String LAYERED = """
      package layered;
      public class Inside {
        @io.tlo.Task private static void work() {}
        public static void run() { work(); }
      }
      """;

  private static final String DOOR = """
      package layered.door;
      public class Door implements Runnable {
        @Override public void run() { layered.Inside.run(); }
      }
      """;

  private SnapshotProgram() {}

  /** Compiles what lies on the class path. */
  static Path compile(Path folder) {
    return TestProgram.in(folder).compile(MAIN, SNAPSHOT, DRIVERS);
  }

  /** Compiles the same as a module, which exports nothing. */
  static Path compileNamed(Path folder) {
    return module(
        folder,
        "module " + MODULE + " { requires static io.tlo; requires java.management; }",
        MAIN,
        SNAPSHOT);
  }

  /** Compiles a module of a layer; the package of its task is not exported. */
  static Path compileLayered(Path folder) {
    return module(
        folder, "module layered { requires static io.tlo; exports layered.door; }", LAYERED, DOOR);
  }

  private static Path module(Path folder, String... sources) {
    return TestProgram.alone(folder)
        .compile(List.of("--module-path", Built.core().toString()), sources);
  }
}
