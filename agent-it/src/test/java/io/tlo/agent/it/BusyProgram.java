package io.tlo.agent.it;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * A program of many classes and threads that is running when the agent comes: each of {@link #THREADS} threads
 * calls a task of a class of its own, over and over, and counts its calls.
 *
 * <p>It loads as many classes more as its argument says, and says {@code ready}. Then it answers to lines on stdin:
 * {@code pause} lets every call end and begins none, and tells the {@code calls} so far; {@code resume} lets them go
 * on; {@code calls} tells those so far while they go on; {@code gap} tells for how many microseconds nothing moved
 * at most since it was asked last; {@code keep} holds four megabytes from then on.
 */
final class BusyProgram {

  static final int THREADS = 50;

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.io.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.*;
      import java.util.concurrent.locks.*;
      public class Busy {
        static final int THREADS = 50;
        static final AtomicLongArray calls = new AtomicLongArray(THREADS * 16);
        static final ReadWriteLock gate = new ReentrantReadWriteLock(true);
        static volatile long longestGap;
        static final List<byte[]> kept = new ArrayList<>();
        public static void main(String[] arguments) throws Exception {
          Copies copies = new Copies();
          List<Class<?>> all = new ArrayList<>();
          for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            Class<?> each = copies.loadClass("app.Plain" + (100_000 + i));
            each.getDeclaredConstructor().newInstance();
            all.add(each);
          }
          for (int i = 0; i < THREADS; i++) {
            Runnable task = (Runnable) copies.loadClass("app.Works" + (100_000 + i)).getDeclaredConstructor().newInstance();
            all.add(task.getClass());
            int own = i * 16;
            Thread thread = new Thread(() -> work(task, own), "busy-" + i);
            thread.setDaemon(true);
            thread.start();
          }
          Thread watch = new Thread(Busy::watch, "watch");
          watch.setDaemon(true);
          watch.start();
          System.out.println("ready");
          Scanner in = new Scanner(System.in);
          boolean paused = false;
          for (int asked = 1; in.hasNextLine(); asked++) {
            switch (in.nextLine()) {
              case "pause" -> { gate.writeLock().lock(); answer(asked, sum()); }
              case "resume" -> { gate.writeLock().unlock(); answer(asked, 0); }
              case "calls" -> answer(asked, sum());
              case "keep" -> { kept.add(new byte[4 << 20]); answer(asked, 0); }
              case "gap" -> { answer(asked, longestGap / 1_000); longestGap = 0; }
              default -> throw new IllegalArgumentException();
            }
          }
        }
        static void answer(int asked, long number) { System.out.println("answer " + asked + " " + number + "."); }
        static long sum() {
          long sum = 0;
          for (int i = 0; i < THREADS; i++) sum += calls.get(i * 16);
          return sum;
        }
        static void work(Runnable task, int own) {
          while (true) {
            gate.readLock().lock();
            try {
              for (int i = 0; i < 20; i++) {
                calls.getAndIncrement(own);
                task.run();
              }
            } finally {
              gate.readLock().unlock();
            }
            LockSupport.parkNanos(5_000_000);
          }
        }
        static void watch() {
          long last = System.nanoTime();
          while (true) {
            LockSupport.parkNanos(100_000);
            long now = System.nanoTime();
            longestGap = Math.max(longestGap, now - last);
            last = now;
          }
        }
      }
      /** Makes classes that are alike, and knows their class files as any loader does. */
      class Copies extends ClassLoader {
        Copies() { super(Copies.class.getClassLoader()); }
        @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
          try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) throw new ClassNotFoundException(name);
            byte[] file = in.readAllBytes();
            return defineClass(name, file, 0, file.length);
          } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
          }
        }
        @Override public InputStream getResourceAsStream(String path) {
          if (!path.matches("app/(Plain|Works)1[0-9]{5}[.]class")) return super.getResourceAsStream(path);
          String model = path.substring(0, 9) + "000000.class";
          try (InputStream in = super.getResourceAsStream(model)) {
            String file = new String(in.readAllBytes(), "ISO-8859-1");
            return new ByteArrayInputStream(
                file.replace(model.substring(0, 15), path.substring(0, 15)).getBytes("ISO-8859-1"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
      """;

  private static final String WORKS = """
      package app;
      import io.tlo.Task;
      public class Works000000 implements Runnable {
        private int sum;
        @Task @Override public void run() { sum += sum % 7 + 1; }
      }
      """;

  private static final String PLAIN = """
      package app;
      import java.util.*;
      public class Plain000000 implements Comparable<Plain000000> {
        private final Map<String, List<Integer>> parts = new HashMap<>();
        private String name = "plain";
        public Plain000000() { add("first", 1); }
        public void add(String key, int value) { parts.computeIfAbsent(key, any -> new ArrayList<>()).add(value); }
        public int sum(String key) { int sum = 0; for (int each : parts.getOrDefault(key, List.of())) sum += each; return sum; }
        public String name() { return name; }
        public void rename(String to) { if (to.isEmpty()) throw new IllegalArgumentException("empty"); name = to; }
        @Override public int compareTo(Plain000000 other) { return name.compareTo(other.name); }
        @Override public String toString() { return name + " with " + parts.size() + " parts"; }
      }
      """;

  private final ForkedJvm.Running running;
  private int asked;

  private BusyProgram(ForkedJvm.Running running) {
    this.running = running;
  }

  /** Compiles the program into a folder; returns a JVM for it, with no agent. */
  static ForkedJvm in(Path folder) {
    Path classes = TestProgram.in(folder).compile(MAIN, WORKS, PLAIN);
    // It loads thousands of classes, each file changed for itself.
    return Attachment.open(ForkedJvm.on(classes, Built.core()).withoutAgent())
        .asInProduction()
        .patience(Duration.ofMinutes(10));
  }

  static ForkedJvm.Running start(ForkedJvm jvm, int classes) {
    return jvm.start("app.Busy", Integer.toString(classes)).awaitOut("ready\n");
  }

  static BusyProgram of(ForkedJvm.Running running) {
    return new BusyProgram(running);
  }

  /** Says a word and returns the number that the program answers. */
  long ask(String word) {
    String label = String.format(Locale.ROOT, "answer %d ", ++asked);
    running.say(word).awaitOut(label);
    return running
        .awaitOut(".\n")
        .out()
        .lines()
        .filter(line -> line.startsWith(label) && line.endsWith("."))
        .mapToLong(line -> Long.parseLong(line.substring(label.length(), line.length() - 1)))
        .findFirst()
        .orElseThrow();
  }
}
