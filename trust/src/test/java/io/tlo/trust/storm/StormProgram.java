package io.tlo.trust.storm;

/** The program of the storm and the agent that is drowned in it, as they are compiled. */
final class StormProgram {

  /**
   * 64 threads load all classes, each in an order of its own, and call each task once; meanwhile
   * one reads all attributes of the MBeans that have come, and triggers the first task of them.
   * Says how often which task was called, what failed, and what the agent has recorded. Of the two
   * classes that call each other the first thread begins with one, and the second thread with the
   * other. The program ends as soon as threads wait for each other.
   */
  static final String MAIN = """
      package app;

      import java.lang.management.ManagementFactory;
      import java.lang.management.ThreadMXBean;
      import java.util.ArrayList;
      import java.util.Collections;
      import java.util.List;
      import java.util.Map;
      import java.util.Queue;
      import java.util.Random;
      import java.util.concurrent.ConcurrentHashMap;
      import java.util.concurrent.ConcurrentLinkedQueue;
      import java.util.concurrent.CountDownLatch;
      import java.util.concurrent.atomic.AtomicInteger;
      import javax.management.InstanceNotFoundException;
      import javax.management.MBeanAttributeInfo;
      import javax.management.MBeanServer;
      import javax.management.ObjectName;
      import javax.management.RuntimeMBeanException;

      public class Storm {
        static final int THREADS = 64;
        static final Queue<String> FAULTS = new ConcurrentLinkedQueue<>();
        static final AtomicInteger CALLS = new AtomicInteger();
        static final Map<String, Boolean> CALLED = new ConcurrentHashMap<>();
        static final CountDownLatch TRIGGERED = new CountDownLatch(1);
        static int triggered;
        static long attributes;
        static int gone;

        public static void main(String[] arguments) throws Exception {
          Half[] halves = Half.two(arguments[0]);
          boolean isWatched = arguments.length > 1;
          List<String> names = new ArrayList<>(halves[0].names());
          CountDownLatch begin = new CountDownLatch(1);
          List<Thread> threads = new ArrayList<>();
          for (int i = 0; i < THREADS; i++) {
            Half half = halves[i % 2];
            List<String> mine = new ArrayList<>(names);
            Collections.shuffle(mine, new Random(i));
            if (i < 2) {
              String first = i == 0 ? "s.Left" : "s.Right";
              mine.remove(first);
              mine.add(0, first);
            }
            Runnable beforeLast = isWatched && i == 0 ? Storm::awaitTriggered : () -> {};
            Thread thread = new Thread(() -> load(half, mine, begin, beforeLast), "storm-" + i);
            threads.add(thread);
            thread.start();
          }
          begin.countDown();
          boolean isRunning = true;
          while (isRunning) {
            isRunning = false;
            for (Thread each : threads) {
              each.join(20);
              isRunning |= each.isAlive();
            }
            endIfThreadsWaitForEachOther();
            if (isWatched) {
              readAndTrigger();
            }
          }
          FAULTS.stream().limit(5).forEach(each -> System.out.println("fault " + each));
          System.out.println("calls " + CALLS + " faults " + FAULTS.size());
          if (isWatched) {
            System.out.println("triggered " + triggered + ", attributes read " + (attributes > 0));
            System.out.println("number gone " + gone);
            tellRecorded(CALLS.get());
          }
        }

        static void endIfThreadsWaitForEachOther() {
          ThreadMXBean threads = ManagementFactory.getThreadMXBean();
          long[] deadlocked = threads.findDeadlockedThreads();
          if (deadlocked != null) {
            System.out.println("a deadlock of " + deadlocked.length + " threads:");
            for (java.lang.management.ThreadInfo each : threads.getThreadInfo(deadlocked, 20)) {
              System.out.println(each);
            }
            Runtime.getRuntime().halt(3);
          }
        }

        /** All there is to read; and the first task that is there is run once more. */
        static void readAndTrigger() throws Exception {
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          for (ObjectName each : server.queryNames(new ObjectName("tlo:type=Task,*"), null)) {
            try {
              readAndTrigger(server, each);
            } catch (InstanceNotFoundException e) {
              // A class whose definition takes long is given up, and its tasks come again later.
              gone++;
            }
          }
        }

        static void readAndTrigger(MBeanServer server, ObjectName task) throws Exception {
          MBeanAttributeInfo[] infos = server.getMBeanInfo(task).getAttributes();
          String[] names = new String[infos.length];
          for (int i = 0; i < names.length; i++) {
            names[i] = infos[i].getName();
          }
          int read = server.getAttributes(task, names).size();
          if (read != names.length) {
            FAULTS.add(task + ": " + read + " of " + names.length + " attributes");
          }
          attributes += read;
          if (triggered == 0 && isTriggered(server, task)) {
            triggered++;
            TRIGGERED.countDown();
          }
        }

        /** Not one that needs an object: the program lets those go. */
        static boolean isTriggered(MBeanServer server, ObjectName task) throws Exception {
          if (task.getKeyProperty("name").startsWith("run")) {
            return false;
          }
          try {
            server.invoke(task, "trigger", new Object[0], new String[0]);
            return true;
          } catch (RuntimeMBeanException e) {
            return false;
          }
        }

        /** The storm lasts until there was a task to trigger. */
        static void awaitTriggered() {
          try {
            if (!TRIGGERED.await(1, java.util.concurrent.TimeUnit.MINUTES)) {
              FAULTS.add("no task to trigger");
            }
          } catch (InterruptedException e) {
            FAULTS.add(e.toString());
          }
        }

        static void load(Half half, List<String> names, CountDownLatch begin, Runnable beforeLast) {
          try {
            begin.await();
          } catch (InterruptedException e) {
            FAULTS.add(e.toString());
          }
          for (String name : names) {
            if (name.equals(names.get(names.size() - 1))) {
              beforeLast.run();
            }
            try {
              Class<?> type = Class.forName(name, true, half);
              if (!type.isAnnotation() && CALLED.putIfAbsent(name, true) == null) {
                call(type);
              }
            } catch (Throwable e) {
              FAULTS.add(name + ": " + e + (e.getCause() == null ? "" : ", " + e.getCause()));
            }
          }
        }

        static void call(Class<?> type) throws Exception {
          for (String name : new String[] {"work", "nightly", "run"}) {
            for (java.lang.reflect.Method each : type.getDeclaredMethods()) {
              if (each.getName().equals(name)) {
                each.invoke(name.equals("run") ? type.getConstructor().newInstance() : null);
                CALLS.incrementAndGet();
              }
            }
          }
        }

        /**
         * A class whose definition took long is looked for again: its tasks may come a little
         * later.
         */
        static void tellRecorded(int calls) throws Exception {
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          ObjectName registry = new ObjectName("tlo:type=Registry");
          long end = System.nanoTime() + 60_000_000_000L;
          int tasks = 0;
          long ended = 0;
          while ((tasks != calls || ended < calls + triggered) && System.nanoTime() < end) {
            if (server.isRegistered(registry)) {
              tasks = (Integer) server.getAttribute(registry, "TasksTotal");
              ended = (Long) server.getAttribute(registry, "ExecutionsSucceeded");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
          }
          System.out.println("recorded " + server.getAttribute(registry, "ExecutionsSucceeded")
              + " lost " + server.getAttribute(registry, "AdviceFailures")
              + " tasks " + tasks);
        }
      }
      """;

  /**
   * A loader of half of the classes, which asks the other one for the rest: both load in
   * parallel.
   */
  static final String LOADER = """
      package app;

      import java.io.ByteArrayInputStream;
      import java.io.InputStream;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.HashMap;
      import java.util.Map;
      import java.util.Set;
      import java.util.TreeSet;
      import java.util.zip.ZipEntry;
      import java.util.zip.ZipInputStream;
      import java.net.URL;

      public class Half extends ClassLoader {
        static {
          registerAsParallelCapable();
        }

        private final Map<String, byte[]> files;
        private final int parity;
        private Half other;

        private Half(Map<String, byte[]> files, int parity) {
          super(Half.class.getClassLoader());
          this.files = files;
          this.parity = parity;
        }

        static Half[] two(String jar) throws Exception {
          Map<String, byte[]> files = new HashMap<>();
          try (ZipInputStream in = new ZipInputStream(Files.newInputStream(Path.of(jar)))) {
            for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
              files.put(each.getName().replace(".class", "").replace('/', '.'), in.readAllBytes());
            }
          }
          Half even = new Half(files, 0);
          Half odd = new Half(files, 1);
          even.other = odd;
          odd.other = even;
          return new Half[] {even, odd};
        }

        Set<String> names() {
          return new TreeSet<>(files.keySet());
        }

        /** Each generation of a family is in the other half than the one before. */
        private boolean isMine(String name) {
          return name.startsWith("s.C")
              ? Integer.parseInt(name.substring(3)) / 10 % 2 == parity
              : name.equals("s.Pong") == (parity == 1);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
          byte[] file = files.get(name);
          if (file == null) {
            return super.loadClass(name, resolve);
          }
          if (!isMine(name)) {
            return other.loadClass(name, resolve);
          }
          synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? defineClass(name, file, 0, file.length) : loaded;
          }
        }

        @Override
        public InputStream getResourceAsStream(String name) {
          byte[] file = files.get(name.replace(".class", "").replace('/', '.'));
          return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(file);
        }

        @Override
        public URL getResource(String name) {
          try {
            return files.containsKey(name.replace(".class", "").replace('/', '.'))
                ? new URL("file:/" + name)
                : super.getResource(name);
          } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(e);
          }
        }
      }
      """;

  /**
   * Has all that a class extends, bears and calls loaded, while the class is being loaded. With the
   * two classes that call each other it waits until both are being loaded: which thread is faster
   * makes no difference.
   */
  static final String HASTY = """
      package hasty;

      import java.lang.instrument.ClassFileTransformer;
      import java.lang.instrument.Instrumentation;
      import java.security.ProtectionDomain;
      import java.util.ArrayList;
      import java.util.List;
      import java.util.concurrent.CountDownLatch;
      import java.util.concurrent.TimeUnit;
      import net.bytebuddy.jar.asm.AnnotationVisitor;
      import net.bytebuddy.jar.asm.ClassReader;
      import net.bytebuddy.jar.asm.ClassVisitor;
      import net.bytebuddy.jar.asm.MethodVisitor;
      import net.bytebuddy.jar.asm.Opcodes;

      public class Hasty implements ClassFileTransformer {
        private static final CountDownLatch BOTH = new CountDownLatch(2);
        public static void premain(String arguments, Instrumentation instrumentation) {
          instrumentation.addTransformer(new Hasty());
        }

        @Override
        public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
          if ("s/Left".equals(name) || "s/Right".equals(name)) {
            meet();
          }
          if (name != null && name.startsWith("s/")) {
            for (String each : named(file)) {
              try {
                Class.forName(each.replace('/', '.'), false, loader);
              } catch (Throwable e) {
                System.out.println("hasty " + name + ": " + e);
              }
            }
          }
          return null;
        }

        static void meet() {
          BOTH.countDown();
          try {
            BOTH.await(1, TimeUnit.MINUTES);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }

        static List<String> named(byte[] file) {
          ClassReader reader = new ClassReader(file);
          List<String> named = new ArrayList<>(List.of(reader.getInterfaces()));
          named.add(reader.getSuperName());
          reader.accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public AnnotationVisitor visitAnnotation(String type, boolean visible) {
              named.add(type.substring(1, type.length() - 1));
              return null;
            }

            @Override
            public MethodVisitor visitMethod(
                int access, String name, String type, String signature, String[] exceptions) {
              return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                  named.add(type.substring(1, type.length() - 1));
                  return null;
                }

                @Override
                public void visitMethodInsn(
                    int code, String owner, String name, String type, boolean isOfInterface) {
                  named.add(owner);
                }
              };
            }
          }, 0);
          return named;
        }
      }
      """;

  private StormProgram() {}
}
