package io.tlo.trust.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.PrintedNumbers;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A store and a registry that fail as they are told, and a program that looks closely at what
 * comes of it. What they count they leave where the program finds it, since the agent loads
 * classes of its own of them.
 */
final class FaultyParts {

  static final int KINDS = 12;

  /**
   * What is thrown, by number; at a step that {@code fault.steps} names, by two calls out of
   * three.
   */
  private static final String FAULT = """
      package custom;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.*;
      public final class Fault {
        static final List<String> STEPS = List.of(System.getProperty("fault.steps", "").split(";"));
        static final String KIND = System.getProperty("fault.kind", "cycle");
        static final boolean ALWAYS = Boolean.getBoolean("fault.always");
        static final AtomicInteger turn = new AtomicInteger();
        static final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
        static final class Death extends Error {}
        public static final class Hostile extends Throwable {
          @Override public String getMessage() { throw new IllegalStateException("message"); }
          @Override public String getLocalizedMessage() { throw new StackOverflowError("message"); }
          @Override public Throwable getCause() { throw new ThreadDeath(); }
          @Override public StackTraceElement[] getStackTrace() { throw new OutOfMemoryError("trace"); }
          @Override public String toString() { throw new AssertionError("text"); }
          @Override public void printStackTrace(java.io.PrintStream to) { throw new Death(); }
          @Override public void printStackTrace(java.io.PrintWriter to) { throw new Death(); }
        }
        @SuppressWarnings("unchecked")
        static Map<String, LongAdder> calls() {
          Properties all = System.getProperties();
          synchronized (all) {
            return (Map<String, LongAdder>) all.computeIfAbsent(
                "custom.calls", key -> new ConcurrentHashMap<String, LongAdder>());
          }
        }
        static void count(String what) {
          calls().computeIfAbsent(what, key -> new LongAdder()).increment();
        }
        static void at(String step) {
          if (STEPS.contains(step) && (ALWAYS || turn(step) % 3 != 0)) {
            switch (KIND) {
              case "cycle" -> thrown(step, turn.getAndIncrement() % 12);
              case "block" -> block();
              case "interrupt" -> Thread.currentThread().interrupt();
              case "memory" -> memory(step);
              case "stack" -> { count("thrown." + step); recurse(0); }
              case "task" -> task(step);
              default -> thrown(step, Integer.parseInt(KIND));
            }
          }
        }
        static int turn(String step) {
          return asked.computeIfAbsent(step, key -> new AtomicInteger()).getAndIncrement();
        }
        static void thrown(String step, int kind) {
          count("thrown." + step);
          count("kind." + kind);
          Fault.<RuntimeException>sneak(switch (kind) {
            case 0 -> new OutOfMemoryError("Java heap space");
            case 1 -> new StackOverflowError();
            case 2 -> new Death();
            case 3 -> new ThreadDeath();
            case 4 -> new java.io.IOException("disk");
            case 5 -> new InterruptedException("hurry");
            case 6 -> new NoClassDefFoundError("driver");
            case 7 -> new ExceptionInInitializerError("settings");
            case 8 -> new AssertionError("never");
            case 9 -> new LinkageError("twice");
            case 10 -> new IllegalStateException("closed");
            default -> new Hostile();
          });
        }
        static void block() {
          count("blocked");
          try {
            new CountDownLatch(1).await(Long.getLong("fault.millis"), TimeUnit.MILLISECONDS);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
        /** Really: until there is no more; not often, since that takes its time. */
        static void memory(String step) {
          if (turn("memory") >= 20) return;
          count("thrown." + step);
          Object last = null;
          for (int size = 1 << 20; ; ) {
            Object[] next = new Object[size];
            next[0] = last;
            last = next;
          }
        }
        /** Runs a task of the application's, of which there will be a record again. */
        static void task(String step) {
          try {
            ClassLoader.getSystemClassLoader().loadClass("app.Main").getMethod("fromStore").invoke(null);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        }
        static int recurse(int depth) {
          return recurse(depth + 1) + 1;
        }
        @SuppressWarnings("unchecked")
        static <T extends Throwable> void sneak(Throwable it) throws T {
          throw (T) it;
        }
      }
      """;

  private static final String STORE = """
      package custom;
      import io.tlo.state.*;
      import java.util.*;
      public class Store implements TaskStateStore {
        static { Fault.at("store.static"); }
        public Store() {
          Fault.at("store.constructor");
          Fault.count("store");
        }
        public void create(TaskStateRecord it) { Fault.count("create"); Fault.at("create"); }
        public void update(TaskStateRecord it) { Fault.count("update"); Fault.at("update"); }
        public Optional<TaskStateRecord> get(long id) {
          Fault.count("get");
          Fault.at("get");
          return Boolean.getBoolean("fault.null") ? null : Optional.empty();
        }
        public void delete(long id) { never(); }
        public List<TaskStateRecord> latest(String name, int limit) { return latest(); }
        public List<TaskStateRecord> latest(int limit) { return latest(); }
        public long count() { never(); return 0; }
        /** A list that is made while it is read fails there. */
        private static List<TaskStateRecord> latest() {
          Fault.count("latest");
          Fault.at("latest");
          if (Boolean.getBoolean("fault.null")) return null;
          if (Boolean.getBoolean("fault.null.inside")) return Arrays.asList(null, null);
          return new AbstractList<>() {
            @Override public TaskStateRecord get(int index) { throw new IndexOutOfBoundsException(); }
            @Override public int size() { Fault.at("list"); return 0; }
            @Override public Iterator<TaskStateRecord> iterator() { Fault.at("list"); return super.iterator(); }
          };
        }
        static void never() { Fault.count("never"); Fault.at("never"); }
      }
      """;

  private static final String REGISTRY = """
      package custom;
      import io.tlo.registry.*;
      import java.util.*;
      public class Registry implements TaskRegistry {
        static { Fault.at("registry.static"); }
        public Registry() {
          Fault.at("registry.constructor");
          Fault.count("registry");
        }
        public void register(TaskDefinition it) { Fault.count("register"); Fault.at("register"); }
        public Optional<TaskDefinition> find(String name) { Store.never(); return null; }
        public List<TaskDefinition> list() { Store.never(); return null; }
        public List<String> names() { Store.never(); return null; }
        public boolean contains(String name) { Store.never(); return false; }
        public boolean remove(String name) { Fault.count("remove"); Fault.at("remove"); return true; }
      }
      """;

  /**
   * Makes calls and looks at each: is it the very object that came back or was thrown, does the
   * trace hold what it holds otherwise. What it prints before {@code done} must not depend on who
   * watches.
   */
  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.*;
      import java.util.concurrent.locks.LockSupport;
      public class Main {
        static final int BEHIND = 5_000;
        static final String[] TEXTS = {"one", "two", null, "a".repeat(5_000)};
        static final Throwable[] KNOWN = {
          new IllegalStateException("known"), new java.io.IOException("known"), new StackOverflowError(),
          new ThreadDeath(), new OutOfMemoryError(), new Hostile(),
          new IllegalStateException("outer", new Hostile()), new InterruptedException()};
        static final Object RESULT = new Object() {
          @Override public String toString() { throw new StackOverflowError(); }
          @Override public int hashCode() { throw new ThreadDeath(); }
          @Override public boolean equals(Object other) { throw new OutOfMemoryError(); }
        };
        static final CompletableFuture<String> STAGE = new CompletableFuture<>() {
          @Override public CompletableFuture<String> whenComplete(
              java.util.function.BiConsumer<? super String, ? super Throwable> action) {
            throw new StackOverflowError();
          }
          @Override public CompletableFuture<String> copy() { throw new ThreadDeath(); }
          @Override public String toString() { throw new AssertionError(); }
        };
        static final class Hostile extends RuntimeException {
          Hostile() { super("hostile"); }
          @Override public String getMessage() { throw new IllegalStateException("message"); }
          @Override public Throwable getCause() { throw new ThreadDeath(); }
          @Override public StackTraceElement[] getStackTrace() { throw new OutOfMemoryError(); }
          @Override public String toString() { throw new AssertionError("text"); }
          @Override public void printStackTrace() { throw new StackOverflowError(); }
        }
        static long executions;
        static long wrong;
        static long foreignFrames;
        static long digest;
        static final LongAdder inStore = new LongAdder();
        static Around around = (call) -> call.call();

        interface Call { Object call() throws Throwable; }
        interface Around { Object around(Call call) throws Throwable; }

        public static void main(String[] arguments) throws Exception {
          int calls = Integer.parseInt(arguments[0]);
          if (Boolean.getBoolean("naive")) around = new Naive();
          boolean paced = Boolean.getBoolean("paced");
          Main main = new Main();
          for (int i = 0; i < calls; i++) {
            main.one(i);
            if (paced && i % 500 == 0) awaitStore(executions - BEHIND);
          }
          if (Boolean.getBoolean("dropping")) ThrownAway.callAll();
          System.out.println("number calls " + executions);
          System.out.println("wrong " + wrong);
          System.out.println("foreign frames " + foreignFrames);
          System.out.println("digest " + Long.toHexString(digest));
          if (paced) awaitStore(executions);
          if (Boolean.getBoolean("dropping") && Boolean.getBoolean("watched")) ThrownAway.awaitRemoved();
          System.out.println("done");
          if (Boolean.getBoolean("watched")) numbers();
          System.out.println("end");
          if (arguments.length > 1) System.in.read();
        }
        @SuppressWarnings("unchecked")
        static Map<String, LongAdder> custom() {
          Object calls = System.getProperties().get("custom.calls");
          return calls == null ? Map.of() : (Map<String, LongAdder>) calls;
        }
        static void awaitStore(long seen) {
          while (!custom().containsKey("create") && seen > 0 || custom().containsKey("create")
              && custom().get("create").sum() < seen) LockSupport.parkNanos(1_000_000);
        }
        static void numbers() throws Exception {
          System.out.println("number inStore " + inStore.sum());
          custom().forEach((what, times) -> System.out.println("number " + what + " " + times.sum()));
          program.AgentNumbers.print("number");
        }
        void one(int i) {
          try {
            Object result = around.around(() -> switch (i % 8) {
              case 0 -> number(i);
              case 1 -> same(text(i), TEXTS[i / 8 % TEXTS.length]);
              case 2 -> { known(KNOWN[i / 8 % KNOWN.length]); yield null; }
              case 3 -> { fresh(i); yield null; }
              case 4 -> same(hostile(), RESULT);
              case 5 -> same(stage(), STAGE);
              case 6 -> outer(i);
              default -> still(i);
            });
            note(result instanceof Number || result instanceof String ? result.hashCode() : 7);
          } catch (Throwable e) {
            caught(i, e);
          }
        }
        static void caught(int i, Throwable e) {
          if (i % 8 == 2) {
            same(e, KNOWN[i / 8 % KNOWN.length]);
          } else if (i % 8 != 3 || e.getClass() != IllegalArgumentException.class) {
            wrong++;
          } else {
            for (StackTraceElement frame : e.getStackTrace()) {
              boolean ours = frame.getClassName().startsWith("io.tlo.")
                  || frame.getClassName().contains("Tlo")
                  || frame.getClassName().startsWith("java.lang.invoke.");
              foreignFrames += ours ? 1 : 0;
              if (!frame.getMethodName().startsWith("lambda$")) note(frame.toString().hashCode());
            }
            note(e.getMessage().hashCode());
          }
        }
        static Object same(Object one, Object other) {
          if (one != other) wrong++;
          return null;
        }
        static void note(int what) { digest = digest * 31 + what; }

        @Task int number(int i) { executions++; return i * 7; }
        @Task String text(int i) { executions++; return TEXTS[i / 8 % TEXTS.length]; }
        @Task void known(Throwable it) throws Throwable { executions++; throw it; }
        @Task void fresh(int i) { executions++; throw new IllegalArgumentException("fresh " + i); }
        @Task Object hostile() { executions++; return RESULT; }
        @Task CompletionStage<String> stage() { executions++; return STAGE; }
        @Task long outer(int i) {
          executions++;
          try { fresh(i); } catch (IllegalArgumentException e) { return number(i); }
          return -1;
        }
        @Task static long still(int i) { executions++; return i; }
        @Task public static void fromStore() { inStore.increment(); }

        /**
         * What a library does that calls its store where the call is made, and looks after
         * nothing.
         */
        static final class Naive implements Around {
          final io.tlo.state.TaskStateStore store = new custom.Store();
          @Override public Object around(Call call) throws Throwable {
            store.create(null);
            Object result = call.call();
            store.update(null);
            return result;
          }
        }
      }
      """;

  /**
   * Tasks of which the class loaders are let go of, so that the registry is told to remove them.
   */
  private static final String THROWN_AWAY = """
      package app;
      import io.tlo.Task;
      import java.io.*;
      import java.util.concurrent.TimeUnit;
      import java.util.concurrent.atomic.LongAdder;
      import java.util.concurrent.locks.LockSupport;
      public class ThrownAway implements Runnable {
        static final int LOADERS = 6;
        @Task @Override public void run() {}

        static final class Loader extends ClassLoader {
          Loader() { super(ThrownAway.class.getClassLoader()); }
          @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals("app.ThrownAway") || findLoadedClass(name) != null) return super.loadClass(name, resolve);
            try (InputStream in = getResourceAsStream("app/ThrownAway.class")) {
              byte[] file = in.readAllBytes();
              return defineClass(name, file, 0, file.length);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        }
        static void callAll() throws Exception {
          for (int i = 0; i < LOADERS; i++) {
            Object task = new Loader().loadClass("app.ThrownAway").getConstructor().newInstance();
            ((Runnable) task).run();
            Main.executions++;
          }
        }
        static void awaitRemoved() {
          long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
          while (Main.custom().getOrDefault("remove", new LongAdder()).sum() < LOADERS) {
            if (System.nanoTime() - end > 0) throw new IllegalStateException("the registry was told to remove nothing");
            System.gc();
            LockSupport.parkNanos(50_000_000);
          }
        }
      }
      """;

  private FaultyParts() {}

  /** Compiles the program with its store and its registry. */
  static Path compile(Path folder) {
    return TestProgram.in(folder)
        .compile(MAIN, THROWN_AWAY, FAULT, STORE, REGISTRY, PrintedNumbers.SOURCE);
  }

  /** A JVM in which the agent has that store and that registry. */
  static ForkedJvm watched(Path classes, String... faults) {
    return plain(classes, faults)
        .agent("log=error,history.per.task=10,task.state.store=custom.Store,"
            + "task.registry=custom.Registry")
        .option("-Dwatched=true");
  }

  /** The same without an agent. */
  static ForkedJvm unwatched(Path classes, String... faults) {
    return plain(classes, faults).withoutAgent();
  }

  private static ForkedJvm plain(Path classes, String... faults) {
    return ForkedJvm.on(classes, Built.core())
        .option("-XX:TieredStopAtLevel=1")
        .option(Arrays.stream(faults).map(each -> "-D" + each).toArray(String[]::new));
  }

  /** Returns what the program printed about its calls. */
  static String outcome(ForkedJvm.Result result) {
    assertThat(result.out()).as("%s", result).contains("done");
    return result.out().substring(0, result.out().indexOf("done"));
  }

  /**
   * Returns the numbers that the program printed: what the agent counted, and what the custom
   * parts did.
   */
  static PrintedNumbers numbers(String out) {
    return PrintedNumbers.of("number", out);
  }

  /** Returns how many calls the program has made. */
  static long calls(String out) {
    return numbers(out).get("calls");
  }
}
