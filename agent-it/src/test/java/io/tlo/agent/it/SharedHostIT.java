package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent shares its JVM with itself, and with applications that have older versions of what it is made of. */
class SharedHostIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.lang.management.ManagementFactory;
      import javax.management.*;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          for (int i = 0; i < 5; i++) {
            new Main().work();
          }
          report("Main");
        }
        @Task void work() {}

        public static void report(String group) throws Exception {
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          ObjectName task = new ObjectName("tlo:type=Task,group=" + group + ",name=work");
          long end = System.nanoTime() + 60_000_000_000L;
          while (!server.isRegistered(task)) {
            if (System.nanoTime() - end > 0) {
              throw new IllegalStateException("waited in vain for " + task);
            }
            Thread.sleep(20);
          }
          System.out.println(server.getAttribute(task, "ExecutionsSucceeded") + " of "
              + server.getAttribute(new ObjectName("tlo:type=Registry"), "ExecutionsSucceeded") + ", MBeans: "
              + server.queryNames(new ObjectName("tlo:*"), null).size());
        }
      }
      """;

  private static final ForkedJvm.Result RECORDED =
      new ForkedJvm.Result(0, "5 of 5, MBeans: 2\n", "");

  /** An annotation and a context of a version that has next to nothing. */
  private static final String OLD_TASK = """
      package io.tlo;
      import java.lang.annotation.*;
      @Retention(RetentionPolicy.RUNTIME)
      @Target(ElementType.METHOD)
      public @interface Task { String name() default ""; }
      """;

  private static final String OLD_CONTEXT = """
      package io.tlo;
      public final class TloContext {
        public String toString() { return "old context"; }
      }
      """;

  private static final String OLD_SETTINGS = """
      package io.tlo;
      public final class TloSettings {}
      """;

  /** Makes and runs a class with whatever Byte Buddy the application has. */
  private static final String WITH_BYTE_BUDDY = """
      package app;
      import io.tlo.Task;
      import io.tlo.TloContext;
      import net.bytebuddy.*;
      import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
      import net.bytebuddy.implementation.*;
      import net.bytebuddy.matcher.ElementMatchers;
      public class Mixed {
        public static void main(String[] arguments) throws Exception {
          for (int i = 0; i < 5; i++) {
            new Mixed().work();
          }
          System.out.println(new TloContext());
          System.out.println(make());
          System.out.println(ByteBuddy.class.getProtectionDomain().getCodeSource().getLocation().getPath().endsWith(arguments[0]));
          System.out.println(System.getProperties().stringPropertyNames().stream().filter(n -> n.startsWith("net.bytebuddy")).toList());
        }
        @Task(name = "work") void work() {}

        static Object make() throws Exception {
          return new ByteBuddy(ClassFileVersion.JAVA_V17)
              .subclass(Object.class)
              .method(ElementMatchers.named("toString"))
              .intercept(FixedValue.value("made by Byte Buddy"))
              .make()
              .load(new ClassLoader(Mixed.class.getClassLoader()) {}, ClassLoadingStrategy.Default.WRAPPER)
              .getLoaded()
              .getDeclaredConstructor()
              .newInstance();
        }
      }
      """;

  @TempDir
  Path folder;

  private Path classes;

  @BeforeEach
  void compile() {
    classes = TestProgram.in(folder.resolve("classes")).compile(MAIN);
  }

  private ForkedJvm program() {
    return ForkedJvm.on(classes, Built.core());
  }

  private Path copy(String name) throws Exception {
    Path copy = folder.resolve(name);
    Files.createDirectories(copy.getParent());
    return Files.copy(Built.agent(), copy);
  }

  @Test
  void theSameAgentTwiceIsSilentAndRecordsOnce() {
    assertThat(program().agent("log=error").agent("log=error").run("app.Main")).isEqualTo(RECORDED);
  }

  @Test
  void theSameAgentWithOtherArgumentsSaysWhichAreInForce() {
    ForkedJvm.Result result =
        program().agent("log=error,history.per.task=5").agent("log=debug").run("app.Main");
    assertThat(result)
        .isEqualTo(new ForkedJvm.Result(
            0,
            RECORDED.out(),
            "[tlo] the agent was given twice with different arguments; the first are in force:"
                + " 'log=error,history.per.task=5'" + System.lineSeparator()));
  }

  @Test
  @Tag("jdk")
  void aClassLoaderThatCannotBeAskedForOtherVersionsDoesNotEndTheAgent() {
    Path loader = TestProgram.alone(folder.resolve("classes")).compile("""
        package app;
        public class SystemLoader extends ClassLoader {
          public SystemLoader(ClassLoader parent) { super(parent); }
          void appendToClassPathForInstrumentation(String jar) {}
          @Override public java.util.Enumeration<java.net.URL> getResources(String name) throws java.io.IOException {
            if (name.contains("TloAgent")) {
              throw new UnsupportedOperationException(name);
            }
            return super.getResources(name);
          }
        }
        """);
    ForkedJvm.Result result = ForkedJvm.on(loader, Built.core(), Built.agent())
        .option("-Djava.system.class.loader=app.SystemLoader")
        // With its archive of classes the JVM has words of its own on such a class loader.
        .option("-Xshare:off")
        .agent("log=error")
        .agent("log=off")
        .run("app.Main");
    assertThat(result.out()).isEqualTo(RECORDED.out());
    assertThat(result.err())
        .isEqualTo("[tlo] the agent was given twice with different arguments; the first are in"
            + " force: 'log=error'\n");
  }

  @Test
  void withLogOffEvenThatIsNotSaid() {
    assertThat(program().agent("log=off").agent("log=debug").run("app.Main")).isEqualTo(RECORDED);
  }

  @Test
  void aCopyUnderAnotherNameIsTheSameAgent() throws Exception {
    String copy = copy("other/renamed.jar").toString();
    assertThat(program().agent("log=error").agentAt(copy, "log=error").run("app.Main"))
        .isEqualTo(RECORDED);
  }

  @Test
  @Tag("jdk")
  void anApplicationWithOlderPartsFirstOnItsClassPathKeepsThem() {
    Path old =
        TestProgram.alone(folder.resolve("old")).compile(OLD_TASK, OLD_CONTEXT, OLD_SETTINGS);
    Path mixed = TestProgram.alone(folder.resolve("mixed"))
        .seeing(old)
        .seeing(classes)
        .seeing(Parts.oldByteBuddy())
        .compile(WITH_BYTE_BUDDY, """
            package app;
            public class Start {
              public static void main(String[] arguments) throws Exception {
                Mixed.main(arguments);
                Main.report("Mixed");
              }
            }
            """);
    ForkedJvm.Result result = ForkedJvm.on(old, mixed, classes, Built.core(), Parts.oldByteBuddy())
        .run("app.Start", Parts.oldByteBuddy().getFileName().toString());
    assertThat(result)
        .isEqualTo(new ForkedJvm.Result(
            0, "old context\nmade by Byte Buddy\ntrue\n[]\n5 of 5, MBeans: 3\n", ""));
  }

  @Test
  @Tag("jdk")
  void aChildFirstWebApplicationWithOlderPartsKeepsThem() {
    Path webApp = TestProgram.alone(folder.resolve("webapp"))
        .seeing(Parts.oldByteBuddy())
        .compile(OLD_TASK, OLD_CONTEXT, OLD_SETTINGS, WITH_BYTE_BUDDY);
    Path server = TestProgram.alone(folder.resolve("server")).seeing(classes).compile("""
            package server;
            import java.net.*;
            import java.nio.file.Path;
            public class Server {
              public static void main(String[] arguments) throws Exception {
                URL[] urls = {Path.of(arguments[0]).toUri().toURL(), Path.of(arguments[1]).toUri().toURL()};
                ClassLoader loader = new URLClassLoader(urls, Server.class.getClassLoader()) {
                  @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                    synchronized (getClassLoadingLock(name)) {
                      Class<?> loaded = findLoadedClass(name);
                      if (loaded != null) {
                        return loaded;
                      }
                      try {
                        return findClass(name);
                      } catch (ClassNotFoundException e) {
                        return super.loadClass(name, resolve);
                      }
                    }
                  }
                };
                Thread.currentThread().setContextClassLoader(loader);
                String jar = Path.of(arguments[1]).getFileName().toString();
                loader.loadClass("app.Mixed").getMethod("main", String[].class).invoke(null, (Object) new String[] {jar});
                app.Main.report("Mixed");
              }
            }
            """);
    ForkedJvm.Result result = ForkedJvm.on(server, classes, Built.core())
        .run("server.Server", webApp.toString(), Parts.oldByteBuddy().toString());
    assertThat(result)
        .isEqualTo(new ForkedJvm.Result(
            0, "old context\nmade by Byte Buddy\ntrue\n[]\n5 of 5, MBeans: 3\n", ""));
  }
}
