package io.tlo.trust.leak;

import io.tlo.testing.TestProgram;
import io.tlo.trust.Parts;
import java.nio.file.Path;

/** A program that deploys and undeploys one web application in Tomcat, again and again. */
final class Server {

  /**
   * What the application tells the server, in words that hold nothing of it; and what is held
   * nevertheless.
   */
  private static final String SIGNALS = """
      package server;
      import java.lang.ref.WeakReference;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.*;
      public class Signals {
        public static final List<Object> kept = new CopyOnWriteArrayList<>();
        static final Map<String, LongAdder> ran = new ConcurrentHashMap<>();
        static volatile WeakReference<Thread> auditor = new WeakReference<>(null);
        static volatile CountDownLatch undeployed = new CountDownLatch(1);
        public static void ran(String task) {
          ran.computeIfAbsent(task, any -> new LongAdder()).increment();
        }
        public static void auditIn(Thread thread) {
          auditor = new WeakReference<>(thread);
        }
        public static void waitForUndeployment() {
          try {
            undeployed.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
        static long count(String task) {
          LongAdder count = ran.get(task);
          return count == null ? 0 : count.sum();
        }
        static long all() {
          return ran.values().stream().mapToLong(LongAdder::sum).sum();
        }
      }
      """;

  /**
   * The server's own task: the agent's timer and worker go on when the web application is gone.
   */
  private static final String HEART = """
      package server;
      import io.tlo.Task;
      public class Heart {
        @Task(interval = "100ms") static void beat() {
          Signals.ran("beat");
        }
      }
      """;

  private static final String MAIN = """
      package server;
      import java.io.*;
      import java.lang.management.*;
      import java.lang.ref.WeakReference;
      import java.net.*;
      import java.nio.charset.StandardCharsets;
      import java.nio.file.Path;
      import java.util.*;
      import java.util.concurrent.CountDownLatch;
      import java.util.function.BooleanSupplier;
      import javax.management.*;
      import org.apache.catalina.*;
      import org.apache.catalina.core.*;
      import org.apache.catalina.mbeans.GlobalResourcesLifecycleListener;
      import org.apache.catalina.startup.*;
      public class Main {
        private static final MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
        private static final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        private static Date begun = new Date();
        private static boolean plain;

        public static void main(String[] arguments) {
          try {
            run(arguments);
          } catch (Throwable e) {
            e.printStackTrace();
          }
          System.exit(1);
        }

        private static void run(String[] arguments) throws Exception {
          int cycles = Integer.parseInt(arguments[2]);
          int ofAReport = Integer.parseInt(arguments[3]);
          boolean leaks = List.of(arguments).contains("leaks");
          boolean offEverywhere = List.of(arguments).contains("offEverywhere");
          plain = List.of(arguments).contains("plain");
          Heart.beat();
          Tomcat tomcat = tomcat(arguments[0]);
          await("the agent has published", () -> plain || names("tlo:type=Task,*").size() == 1);
          Set<String> before = new TreeSet<>();
          for (int i = 1; i <= cycles; i++) {
            cycle(tomcat, arguments[1], offEverywhere);
            if (i % ofAReport == 0) {
              report(i, tomcat, leaks);
            }
            if (i == ofAReport) {
              before = names("*:*");
            }
          }
          Set<String> after = names("*:*");
          after.removeAll(before);
          System.out.println("MBeans more: " + after);
          tomcat.stop();
          tomcat.destroy();
          System.out.println("ended");
          System.in.read();
          System.out.println("ran " + Signals.all() + " times");
          System.in.read();
        }

        private static Tomcat tomcat(String base) throws Exception {
          Tomcat tomcat = new Tomcat();
          tomcat.setBaseDir(base);
          tomcat.setHostname("localhost");
          tomcat.setPort(0);
          tomcat.getConnector().setProperty("address", "127.0.0.1");
          tomcat.setAddDefaultWebXmlToWebapp(false);
          tomcat.enableNaming();
          // Its own background thread has the application's class loader at moments, of which
          // Tomcat warns if the application is undeployed just then.
          tomcat.getEngine().setBackgroundProcessorDelay(-1);
          tomcat.getServer().addLifecycleListener(new JreMemoryLeakPreventionListener());
          tomcat.getServer().addLifecycleListener(new GlobalResourcesLifecycleListener());
          tomcat.getServer().addLifecycleListener(new ThreadLocalLeakPreventionListener());
          // Made when it is asked for; without it the connector complains.
          tomcat.getHost();
          tomcat.start();
          return tomcat;
        }

        private static void cycle(Tomcat tomcat, String application, boolean offEverywhere) throws Exception {
          Signals.undeployed = new CountDownLatch(1);
          long tidied = Signals.count("tidy9");
          begun = new Date();
          Context context = tomcat.addWebapp("/shop", application);
          if (context.getState() != LifecycleState.STARTED) {
            throw new IllegalStateException("not deployed");
          }
          loaders.add(new WeakReference<>(context.getLoader().getClassLoader()));
          serve(tomcat.getConnector().getLocalPort());
          if (!plain) {
            steer();
          }
          if (offEverywhere) {
            switchOffEverywhere();
          }
          await("the intervals run", () -> plain || Signals.count("tidy9") > tidied);
          tomcat.getHost().removeChild(context);
          Signals.undeployed.countDown();
        }

        private static void serve(int port) throws IOException {
          URL url = new URL("http://127.0.0.1:" + port + "/shop/");
          HttpURLConnection connection = (HttpURLConnection) url.openConnection();
          connection.setRequestProperty("Connection", "close");
          try (InputStream in = connection.getInputStream()) {
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.equals("served")) {
              throw new IllegalStateException(answer);
            }
          }
        }

        /**
         * Those of earlier rounds may still be there, and those of this round may still come: the
         * newest are meant.
         */
        private static void steer() throws Exception {
          ObjectName audit = newest("Department0", "audit");
          Signals.auditor = new WeakReference<>(null);
          call(audit, "trigger");
          await("it was audited", () -> get(audit, "ExecutionsSucceeded").equals(1L));
          letGo(Signals.auditor.get());
          call(newest("Department2", "tidy"), "disable");
          call(newest("Department3", "count"), "trigger");
          call(newest("Department3", "audit"), "disableFor", "1h");
          ObjectName last = newest("Department1", "audit");
          call(last, "trigger");
          await("one runs", () -> get(last, "ExecutionsRunning").equals(1L));
        }

        /** Once: what comes after it starts with it off. */
        private static void switchOffEverywhere() throws Exception {
          ObjectName count = newest("Department5", "count");
          if (loaders.size() == 1) {
            call(count, "disableEverywhere");
          }
          if (!get(count, "DisabledEverywhere").equals(true)) {
            throw new IllegalStateException("on");
          }
        }

        /** Tomcat sees what a thread holds that still runs. */
        private static void letGo(Thread thread) throws InterruptedException {
          if (thread != null) {
            thread.join(30_000);
          }
        }

        private static ObjectName newest(String group, String task) throws Exception {
          String prefix = "tlo:type=Task,group=" + group + ",name=" + task;
          ObjectName[] found = {null};
          await(prefix, () -> {
            Date registered = begun;
            for (String each : names("tlo:type=Task,group=" + group + ",*")) {
              if (each.equals(prefix) || each.startsWith(prefix + "#")) {
                ObjectName name = name(each);
                Date at = (Date) getOrNull(name, "RegisteredAt");
                if (at != null && at.after(registered)) {
                  registered = at;
                  found[0] = name;
                }
              }
            }
            return found[0] != null;
          });
          return found[0];
        }

        private static void report(int cycle, Tomcat tomcat, boolean leaks) throws Exception {
          MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
          long end = System.nanoTime() + (leaks ? 4_000_000_000L : 60_000_000_000L);
          while ((alive() > 0 || names("tlo:type=Task,*").size() > 1) && System.nanoTime() - end < 0) {
            memory.gc();
            Thread.sleep(100);
          }
          memory.gc();
          System.out.println("cycle " + cycle
              + " heap " + memory.getHeapMemoryUsage().getUsed()
              + " classes " + metaspace()
              + " loaders " + alive()
              + " tasks " + (names("tlo:type=Task,*").size() - 1)
              + " found " + ((StandardHost) tomcat.getHost()).findReloadedContextMemoryLeaks().length);
        }

        private static long metaspace() {
          return ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getName().equals("Metaspace"))
              .mapToLong(pool -> pool.getUsage().getUsed())
              .sum();
        }

        private static long alive() {
          return loaders.stream().filter(each -> each.get() != null).count();
        }

        private static Set<String> names(String pattern) {
          Set<String> names = new TreeSet<>();
          mbeans.queryNames(name(pattern), null).forEach(each -> names.add(each.toString()));
          return names;
        }

        private static ObjectName name(String text) {
          try {
            return new ObjectName(text);
          } catch (JMException e) {
            throw new IllegalStateException(e);
          }
        }

        private static Object get(ObjectName name, String attribute) {
          try {
            return mbeans.getAttribute(name, attribute);
          } catch (JMException e) {
            throw new IllegalStateException(e);
          }
        }

        private static Object getOrNull(ObjectName name, String attribute) {
          try {
            return mbeans.getAttribute(name, attribute);
          } catch (JMException e) {
            return null;
          }
        }

        private static void call(ObjectName name, String operation, String... arguments) throws Exception {
          String[] types = new String[arguments.length];
          Arrays.fill(types, "java.lang.String");
          mbeans.invoke(name, operation, arguments, types);
        }

        private static void await(String what, BooleanSupplier condition) throws InterruptedException {
          long end = System.nanoTime() + 60_000_000_000L;
          while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
              throw new IllegalStateException("waited in vain until " + what);
            }
            Thread.sleep(5);
          }
        }
      }
      """;

  private Server() {}

  /** Compiles it into a folder. */
  static Path in(Path folder) {
    return TestProgram.in(folder)
        .seeing(Parts.file("tomcat-embed-core.jar"))
        .seeing(Parts.file("tomcat-annotations-api.jar"))
        .compile(SIGNALS, HEART, MAIN);
  }
}
