package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of every kind of class loader and module are recorded, and go with their loader. */
@Tag("jdk")
class ClassLoaderIT {

  private static final List<String> KINDS = List.of(
      "NullParent",
      "ChildFirst",
      "Filtering",
      "Throwing",
      "Parallel",
      "WithDomain",
      "OverUrls",
      "Hostile");

  /** Two tasks, one of them of a type whose class file must be looked for. */
  private static String work(String name) {
    return """
        package work;
        import io.tlo.Task;
        public class %s implements java.util.concurrent.Callable<Object> {
          public static final class Result {}
          @Task public Object call() { return make(); }
          @Task private Result make() { return new Result(); }
        }
        """.formatted(name);
  }

  private static final String LOADERS = """
      package app;
      import java.io.*;
      import java.net.*;
      import java.nio.file.*;
      import java.security.*;
      import java.util.*;
      public class Loaders {
        static String folder;

        static byte[] read(String name) throws ClassNotFoundException {
          try {
            return Files.readAllBytes(Path.of(folder, name.replace('.', '/') + ".class"));
          } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
          }
        }

        static ClassLoader of(String kind) throws Exception {
          switch (kind) {
            case "NullParent": return new NullParent();
            case "ChildFirst": return new ChildFirst();
            case "Filtering": return new Filtering();
            case "Throwing": return new Throwing();
            case "Parallel": return new Parallel();
            case "WithDomain": return new WithDomain();
            case "OverUrls": return new URLClassLoader(new URL[] {Path.of(folder).toUri().toURL()}, null);
            case "Hostile": return new Hostile();
            case "Hiding": return new Hiding();
            default: throw new IllegalArgumentException(kind);
          }
        }

        static class NullParent extends ClassLoader {
          NullParent() { super(null); }
          NullParent(ClassLoader parent) { super(parent); }
          @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = read(name);
            return defineClass(name, bytes, 0, bytes.length);
          }
        }

        static class ChildFirst extends NullParent {
          ChildFirst() { super(Loaders.class.getClassLoader()); }
          @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
              Class<?> loaded = findLoadedClass(name);
              if (loaded != null) {
                return loaded;
              }
              return name.startsWith("work.") ? findClass(name) : super.loadClass(name, resolve);
            }
          }
        }

        static class Filtering extends NullParent {
          @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("java.")) {
              return super.loadClass(name, resolve);
            }
            if (!name.startsWith("work.")) {
              throw new ClassNotFoundException("hidden: " + name);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
          }
          @Override public URL getResource(String name) { return null; }
          @Override public InputStream getResourceAsStream(String name) { return null; }
        }

        static class Throwing extends Filtering {
          @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("java.") && !name.startsWith("work.")) {
              throw new IllegalStateException("no bundle exports " + name);
            }
            return super.loadClass(name, resolve);
          }
        }

        static class Hiding extends Filtering {
          @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.contains("$Tlo")) {
              throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
          }
        }

        static class Parallel extends NullParent {
          static { registerAsParallelCapable(); }
        }

        static class WithDomain extends ClassLoader {
          WithDomain() { super(null); }
          @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = read(name);
            ProtectionDomain domain = new ProtectionDomain(
                new CodeSource(null, (java.security.cert.Certificate[]) null), new Permissions(), this, null);
            return defineClass(name, bytes, 0, bytes.length, domain);
          }
        }

        static class Hostile extends NullParent {
          @Override public URL getResource(String name) { throw new AssertionError("getResource"); }
          @Override public Enumeration<URL> getResources(String name) { throw new AssertionError("getResources"); }
          @Override public InputStream getResourceAsStream(String name) { throw new AssertionError("getResourceAsStream"); }
          @Override public int hashCode() { throw new AssertionError("hashCode"); }
          @Override public boolean equals(Object other) { throw new AssertionError("equals"); }
          @Override public String toString() { throw new AssertionError("toString"); }
        }
      }
      """;

  private static final String EACH_KIND = """
      package app;
      import java.util.*;
      import java.util.concurrent.Callable;
      public class Main {
        // Without it a collection would take the loaders, and the tasks with them.
        static final List<Object> kept = new ArrayList<>();
        public static void main(String[] arguments) throws Exception {
          Loaders.folder = arguments[0];
          int calls = 0;
          for (int i = 1; i < arguments.length; i++) {
            ClassLoader loader = Loaders.of(arguments[i]);
            Class<?> type = Class.forName("work." + arguments[i], true, loader);
            if (type.getClassLoader() != loader) {
              throw new IllegalStateException(arguments[i]);
            }
            Callable<?> work = (Callable<?>) type.getDeclaredConstructor().newInstance();
            kept.add(work);
            for (int call = 0; call <= i; call++) {
              work.call();
              calls++;
            }
          }
          System.out.println("called " + calls + " times");
          System.in.read();
        }
      }
      """;

  /** Looks at what the agent has published, from inside, and waits for it within bounds. */
  private static final String WATCHER = """
      package app;
      import java.lang.management.ManagementFactory;
      import java.util.*;
      import java.util.function.BooleanSupplier;
      import javax.management.*;
      public class Watcher {
        static final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        static final String REGISTRY = "tlo:type=Registry";

        public static String task(String group, String name) {
          return "tlo:type=Task,group=" + group + ",name=" + name;
        }
        public static boolean isThere(String name) {
          try {
            return server.isRegistered(new ObjectName(name));
          } catch (JMException e) {
            throw new IllegalStateException(e);
          }
        }
        public static Object get(String name, String attribute) {
          try {
            return server.getAttribute(new ObjectName(name), attribute);
          } catch (JMException e) {
            throw new IllegalStateException(e);
          }
        }
        public static Object call(String name, String operation) {
          try {
            return server.invoke(new ObjectName(name), operation, new Object[0], new String[0]);
          } catch (JMException e) {
            throw new IllegalStateException(e);
          }
        }
        public static void await(String what, BooleanSupplier condition) throws InterruptedException {
          long end = System.nanoTime() + 60_000_000_000L;
          while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
              throw new IllegalStateException("waited in vain until " + what);
            }
            Thread.sleep(20);
          }
        }
      }
      """;

  private static final String SAME_CLASS_TWICE = """
      package app;
      import java.util.concurrent.Callable;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          Loaders.folder = arguments[0];
          Object kept = run(2);
          Object dropped = run(3);
          String first = Watcher.task("Work", "call");
          String second = Watcher.task("Work", "call#2");
          Watcher.await("both are published", () -> Watcher.isThere(first) && Watcher.isThere(second));
          System.out.println(Watcher.get(first, "ExecutionsSucceeded") + " and " + Watcher.get(second, "ExecutionsSucceeded"));
          System.out.println(Watcher.call(second, "trigger").toString().replaceAll("[0-9]+$", "N"));
          Watcher.await("it was triggered", () -> Watcher.get(second, "ExecutionsSucceeded").equals(4L));
          System.out.println(totals());
          dropped = null;
          Watcher.await("the second is gone", () -> {
            System.gc();
            return !Watcher.isThere(second) && !Watcher.isThere(Watcher.task("Work", "make#2"));
          });
          System.out.println(totals());
          System.out.println(Watcher.isThere(first) + " " + Watcher.get(first, "ExecutionsSucceeded") + " " + kept.getClass().getSimpleName());
        }
        static Object run(int calls) throws Exception {
          ClassLoader loader = Loaders.of("NullParent");
          Callable<?> work = (Callable<?>) Class.forName("work.Work", true, loader).getDeclaredConstructor().newInstance();
          for (int i = 0; i < calls; i++) {
            work.call();
          }
          return work;
        }
        static String totals() {
          return Watcher.get(Watcher.REGISTRY, "ExecutionsSucceeded") + " succeeded, tasks: " + Watcher.get(Watcher.REGISTRY, "TasksTotal");
        }
      }
      """;

  private static final String SWITCHED_OFF_AND_LOADED_ANEW = """
      package app;
      import java.util.concurrent.Callable;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          Loaders.folder = arguments[0];
          String task = Watcher.task("Work", "call");
          String copy = Watcher.task("Work", "call#2");
          Callable<?> first = call();
          Watcher.await("it is published", () -> Watcher.isThere(task));
          System.out.println(Watcher.call(task, "disable"));
          Callable<?> second = call();
          Watcher.await("its copy is published", () -> Watcher.isThere(copy));
          System.out.println(numbers(task) + ", " + numbers(copy));
          System.out.println(Watcher.call(task, "enable"));
          first.call();
          second.call();
          System.out.println(numbers(task) + ", " + numbers(copy));
        }
        static Callable<?> call() throws Exception {
          ClassLoader loader = Loaders.of("NullParent");
          Callable<?> work = (Callable<?>) Class.forName("work.Work", true, loader).getDeclaredConstructor().newInstance();
          work.call();
          return work;
        }
        static String numbers(String task) {
          return Watcher.get(task, "ExecutionsSucceeded") + " ran, " + Watcher.get(task, "ExecutionsSkipped") + " skipped";
        }
      }
      """;

  private static final String FAILING_DEFINITION = """
      package app;
      import java.util.concurrent.Callable;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          Loaders.folder = arguments[0];
          String task = Watcher.task("Orphan", "call");
          Watcher.await("the agent has published", () -> Watcher.isThere(Watcher.REGISTRY));
          ClassLoader loader = new Loaders.NullParent() {
            @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
              if (name.equals("work.Parent") && Boolean.getBoolean("orphan")) {
                throw new ClassNotFoundException(name);
              }
              return super.findClass(name);
            }
          };
          System.setProperty("orphan", "true");
          try {
            Class.forName("work.Orphan", true, loader);
          } catch (NoClassDefFoundError e) {
            System.out.println("not defined: " + e.getMessage());
          }
          Watcher.await("the task is seen", () -> Watcher.isThere(task));
          Watcher.await("the task is gone", () -> !Watcher.isThere(task));
          System.out.println("gone, tasks: " + Watcher.get(Watcher.REGISTRY, "TasksTotal"));
          System.setProperty("orphan", "false");
          Class<?> type = Class.forName("work.Orphan", true, loader);
          Watcher.await("the task is there before its first execution", () -> Watcher.isThere(task));
          Callable<?> work = (Callable<?>) type.getDeclaredConstructor().newInstance();
          work.call();
          work.call();
          System.out.println("back, succeeded: " + Watcher.get(task, "ExecutionsSucceeded"));
        }
      }
      """;

  private static final String RACE = """
      package app;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.*;
      public class Main {
        static class Racing extends ClassLoader {
          static { registerAsParallelCapable(); }
          Racing() { super(null); }
          Class<?> define(byte[] bytes) {
            return defineClass("work.Work", bytes, 0, bytes.length);
          }
          @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = Loaders.read(name);
            return defineClass(name, bytes, 0, bytes.length);
          }
        }
        public static void main(String[] arguments) throws Exception {
          Loaders.folder = arguments[0];
          byte[] bytes = Loaders.read("work.Work");
          ExecutorService threads = Executors.newFixedThreadPool(4);
          List<Racing> loaders = new ArrayList<>();
          AtomicInteger defined = new AtomicInteger();
          AtomicInteger refused = new AtomicInteger();
          for (int round = 0; round < 25; round++) {
            Racing loader = new Racing();
            loaders.add(loader);
            CyclicBarrier start = new CyclicBarrier(4);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
              all.add(threads.submit(() -> {
                start.await(30, TimeUnit.SECONDS);
                try {
                  loader.define(bytes);
                  defined.incrementAndGet();
                } catch (LinkageError e) {
                  refused.incrementAndGet();
                }
                return null;
              }));
            }
            for (Future<?> each : all) {
              each.get(30, TimeUnit.SECONDS);
            }
            Callable<?> work = (Callable<?>) loader.loadClass("work.Work").getDeclaredConstructor().newInstance();
            work.call();
          }
          threads.shutdown();
          System.out.println(defined + " defined, " + refused + " refused");
          Watcher.await("all is published", () -> Watcher.isThere(Watcher.task("Work", "call#25")));
          System.out.println("tasks: " + Watcher.get(Watcher.REGISTRY, "TasksTotal") + ", succeeded: " + Watcher.get(Watcher.REGISTRY, "ExecutionsSucceeded"));
          System.out.println("another: " + Watcher.isThere(Watcher.task("Work", "call#26")) + " " + loaders.size());
        }
      }
      """;

  @TempDir
  Path folder;

  private Path tasks(String... sources) {
    return TestProgram.in(folder.resolve("tasks")).compile(sources);
  }

  private Path program(String main) {
    return TestProgram.alone(folder.resolve("program")).compile(main, LOADERS, WATCHER);
  }

  @Test
  void tasksOfEightKindsOfClassLoaderAreRecordedExactly() throws Exception {
    Path tasks = tasks(KINDS.stream().map(ClassLoaderIT::work).toArray(String[]::new));
    Path program = program(EACH_KIND);
    String[] arguments = new String[KINDS.size() + 1];
    arguments[0] = tasks.toString();
    for (int i = 0; i < KINDS.size(); i++) {
      arguments[i + 1] = KINDS.get(i);
    }
    try (ForkedJvm.Running running = ForkedJvm.on(program)
            .option("-Xverify:all")
            .start("app.Main", arguments)
            .awaitOut("called");
        JmxClient client = JmxClient.to(running)) {
      client.await(JmxClient.task("Hostile", "make"));
      long sum = 0;
      for (int i = 0; i < KINDS.size(); i++) {
        for (String name : List.of("call", "make")) {
          String task = JmxClient.task(KINDS.get(i), name);
          assertThat(client.number(task, "ExecutionsSucceeded")).as(task).isEqualTo(i + 2);
          sum += i + 2;
        }
      }
      assertThat(client.number(JmxClient.REGISTRY, "ExecutionsSucceeded")).isEqualTo(sum);
      assertThat(client.number(JmxClient.REGISTRY, "TasksTotal")).isEqualTo(16);
      assertThat(client.number(JmxClient.REGISTRY, "AdviceFailures")).isZero();
      assertThat(running.out()).isEqualTo("called " + sum / 2 + " times\n");
      assertThat(running.err()).isEmpty();
    }
  }

  @Test
  void aLoaderThatHidesEvenTheHookLosesTheRecordsAndNotTheWork() throws Exception {
    Path program = program(EACH_KIND);
    try (ForkedJvm.Running running = ForkedJvm.on(program)
            .start("app.Main", tasks(work("Hiding")).toString(), "Hiding")
            .awaitOut("called");
        JmxClient client = JmxClient.to(running)) {
      String task = JmxClient.task("Hiding", "call");
      client.await(task);
      assertThat(running.out()).isEqualTo("called 2 times\n");
      assertThat(running.err()).isEmpty();
      assertThat(client.number(task, "ExecutionsSucceeded")).isZero();
    }
  }

  @Test
  void theSameClassOfAnotherLoaderGetsANumberAndGoesWithItsLoader() {
    ForkedJvm.Result result = ForkedJvm.on(program(SAME_CLASS_TWICE))
        .run("app.Main", tasks(work("Work")).toString());
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("""
        2 and 3
        Started Work.call#2 as record N
        12 succeeded, tasks: 4
        12 succeeded, tasks: 2
        true 2 Work
        """);
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aTaskThatIsOffIsOffInTheLoaderThatLoadsItsClassAnew() {
    ForkedJvm.Result result = ForkedJvm.on(program(SWITCHED_OFF_AND_LOADED_ANEW))
        .run("app.Main", tasks(work("Work")).toString());
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("""
        Work.call is now disabled
        1 ran, 0 skipped, 0 ran, 1 skipped
        Work.call is now enabled
          Work.call#2, of the same method, is now enabled
        2 ran, 0 skipped, 1 ran, 1 skipped
        """);
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aClassThatCouldNotBeDefinedGoesAgainAndComesBackWhenItCan() {
    Path tasks = tasks("package work;\npublic class Parent {}", """
        package work;
        import io.tlo.Task;
        public class Orphan extends Parent implements java.util.concurrent.Callable<Object> {
          @Task public Object call() { return 1; }
        }
        """);
    ForkedJvm.Result result =
        ForkedJvm.on(program(FAILING_DEFINITION)).run("app.Main", tasks.toString());
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("""
        not defined: work/Parent
        gone, tasks: 0
        back, succeeded: 2
        """);
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void threadsThatRaceToDefineAClassMakeOneTask() {
    ForkedJvm.Result result =
        ForkedJvm.on(program(RACE)).run("app.Main", tasks(work("Work")).toString());
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("""
        25 defined, 75 refused
        tasks: 50, succeeded: 50
        another: false 25
        """);
    assertThat(result.exitCode()).isZero();
  }

  @Test
  @Tag("nightly")
  void aSystemClassLoaderOfTheApplicationIsNoObstacle() {
    // Child first, and it says of no class where it came from: the agent's own class among them.
    String loader = """
        package app;
        import java.io.*;
        public class OwnSystemLoader extends java.net.URLClassLoader {
          public OwnSystemLoader(ClassLoader parent) throws IOException {
            super(new java.net.URL[0], parent);
            for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
              addURL(new File(path).toURI().toURL());
            }
          }
          void appendToClassPathForInstrumentation(String jar) throws IOException {
            addURL(new File(jar).toURI().toURL());
          }
          @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
              Class<?> loaded = findLoadedClass(name);
              if (loaded != null) {
                return loaded;
              }
              if (!name.startsWith("app.") && !name.startsWith("io.tlo.")) {
                return super.loadClass(name, resolve);
              }
              try (InputStream in = findResource(name.replace('.', '/') + ".class").openStream()) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
              } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
              }
            }
          }
        }
        """;
    String main = """
        package app;
        import io.tlo.Task;
        public class Main {
          public static void main(String[] arguments) throws Exception {
            System.out.println(Main.class.getClassLoader().getClass().getSimpleName());
            new Main().work();
            new Main().work();
            String task = Watcher.task("Main", "work");
            Watcher.await("it is published", () -> Watcher.isThere(task));
            System.out.println(Watcher.get(task, "ExecutionsSucceeded"));
          }
          @Task void work() {}
        }
        """;
    Path program = TestProgram.in(folder.resolve("program")).compile(main, loader, WATCHER);
    ForkedJvm.Result result = ForkedJvm.on(program, Built.core())
        // With its archive the JVM warns of such a loader, with and without an agent.
        .option("-Xshare:off", "-Djava.system.class.loader=app.OwnSystemLoader")
        .run("app.Main");
    assertThat(result).isEqualTo(new ForkedJvm.Result(0, "OwnSystemLoader\n2\n", ""));
  }

  private static final String SHOP = """
      package shop;
      import java.lang.module.*;
      import java.nio.file.Path;
      import java.util.*;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          ModuleLayer layer = layer(Path.of(arguments[0]));
          Module plug = layer.findModule("plug").orElseThrow();
          List<Module> own = List.of(Main.class.getModule(), plug, ClassLoader.getSystemClassLoader().getUnnamedModule());
          Set<String> before = open(own);
          System.out.println("open before: " + before.size());
          shop.hidden.Stock stock = new shop.hidden.Stock();
          stock.count();
          shop.hidden.Stock.sweep();
          Runnable inLayer = (Runnable) Class.forName(plug, "plug.Entry").getDeclaredConstructor().newInstance();
          inLayer.run();
          if (arguments.length > 1) {
            trigger(Watcher.task("Stock", "count"));
            trigger(Watcher.task("Stock", "sweep"));
            trigger(Watcher.task("Secret", "work"));
            trigger(Watcher.task("Secret", "tidy"));
            System.err.print(shop.hidden.Stock.calls);
          }
          Set<String> after = open(own);
          after.removeAll(before);
          System.out.println("opened: " + after);
          System.out.println(Main.class.getModule() + " " + inLayer.getClass().getModule());
        }

        static void trigger(String task) throws Exception {
          Watcher.await(task, () -> Watcher.isThere(task));
          Watcher.call(task, "trigger");
          Watcher.await(task + " ran", () -> Watcher.get(task, "ExecutionsSucceeded").equals(2L));
        }

        static ModuleLayer layer(Path path) {
          Configuration configuration = ModuleLayer.boot().configuration()
              .resolve(ModuleFinder.of(path), ModuleFinder.of(), Set.of("plug"));
          return ModuleLayer.boot().defineModulesWithOneLoader(configuration, ClassLoader.getSystemClassLoader());
        }

        static Set<String> open(List<Module> own) {
          Set<Module> looked = new HashSet<>(own);
          ModuleLayer.boot().findModule("java.base").ifPresent(looked::add);
          ModuleLayer.boot().findModule("java.management").ifPresent(looked::add);
          ModuleLayer.boot().findModule("io.tlo").ifPresent(looked::add);
          Set<String> open = new TreeSet<>();
          for (Module of : looked) {
            for (String name : of.getPackages()) {
              for (Module to : own) {
                if (of.isNamed() && to != of && of.isOpen(name, to)) {
                  open.add(of + "/" + name + " to " + to);
                }
              }
            }
          }
          return open;
        }
      }
      """;

  @Test
  void tasksInClosedPackagesOfModulesAreRecordedAndTriggeredAndNothingIsOpenedToTheApplication()
      throws Exception {
    Path shop = folder.resolve("mods/shop");
    List<String> onModulePath = List.of("--module-path", Built.core().toString());
    TestProgram.alone(shop)
        .compile(
            onModulePath,
            "module shop { requires io.tlo; requires java.management; exports shop; }",
            SHOP,
            WATCHER.replace("package app;", "package shop;"),
            """
            package shop.hidden;
            import io.tlo.Task;
            public class Stock {
              public static volatile int calls;
              @Task void counted() {}
              @Task public void count() { calls++; }
              @Task public static void sweep() { calls++; }
            }
            """);
    Path plugs = folder.resolve("plugs");
    TestProgram.alone(plugs.resolve("plug"))
        .compile(onModulePath, "module plug { requires io.tlo; exports plug; }", """
            package plug;
            public class Entry implements Runnable {
              public void run() { new plug.hidden.Secret().start(); }
            }
            """, """
            package plug.hidden;
            import io.tlo.Task;
            public class Secret {
              private static Secret kept;
              public void start() { kept = this; work(); tidy(); }
              @Task private void work() {}
              @Task private static void tidy() {}
            }
            """);
    String modulePath = folder.resolve("mods") + java.io.File.pathSeparator + Built.core();
    ForkedJvm.Result without = new ForkedJvm()
        .withoutAgent()
        .option("-Xverify:all", "--module-path", modulePath, "--module")
        .run("shop/shop.Main", plugs.toString());
    ForkedJvm.Result with = new ForkedJvm()
        .option("-Xverify:all", "--module-path", modulePath, "--module")
        .run("shop/shop.Main", plugs.toString(), "trigger");
    assertThat(without.err()).isEmpty();
    assertThat(without.out()).endsWith("opened: []\nmodule shop module plug\n");
    assertThat(with).isEqualTo(new ForkedJvm.Result(0, without.out(), "4"));
    // The program's own count: each called once, and triggered once.
    assertThat(with.err()).isEqualTo("4");
    assertThat(with.exitCode()).isZero();
    assertThat(Files.exists(shop.resolve("module-info.class"))).isTrue();
  }
}
