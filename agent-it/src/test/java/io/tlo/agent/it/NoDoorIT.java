package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the application can reach of the agent by reflection, from all that the agent puts into its hands. */
@Tag("jdk")
class NoDoorIT {

  private static final String GRAPH = """
      package app;
      import java.lang.reflect.*;
      import java.util.*;
      public class Graph {
        final Map<Object, Boolean> seen = new IdentityHashMap<>();
        final Deque<Object> left = new ArrayDeque<>();
        String found = "nothing";
        Graph from(Object root) throws Exception {
          left.add(root);
          while (!left.isEmpty()) {
            Object next = left.poll();
            if (seen.put(next, true) != null) continue;
            if (next instanceof java.lang.instrument.Instrumentation) found = "Instrumentation";
            if (next.getClass().getName().equals("io.tlo.agent.weaving.ThrowAwayModule")) found = "ThrowAwayModule";
            if (next instanceof Object[] array) { for (Object each : array) add(each); continue; }
            if (next instanceof Collection<?> some) for (Object each : some) add(each);
            if (next instanceof Map<?, ?> map) { for (Object each : map.values()) add(each); for (Object each : map.keySet()) add(each); }
            for (Class<?> type = next.getClass(); type != null; type = type.getSuperclass()) {
              for (Field field : type.getDeclaredFields()) {
                if (field.getType().isPrimitive()) continue;
                try { field.setAccessible(true); } catch (RuntimeException e) { continue; }
                add(field.get(next));
              }
            }
          }
          return this;
        }
        void add(Object each) { if (each != null && !(each instanceof ClassLoader) && !(each instanceof Class)) left.add(each); }
      }
      """;

  private static final String SPY_BUILDER = """
      package app;
      import java.lang.reflect.Proxy;
      import java.util.*;
      import java.util.concurrent.*;
      import javax.management.*;
      public class SpyBuilder extends MBeanServerBuilder {
        static final Queue<Object> registered = new ConcurrentLinkedQueue<>();
        @Override public MBeanServer newMBeanServer(String domain, MBeanServer outer, MBeanServerDelegate delegate) {
          MBeanServer real = super.newMBeanServer(domain, outer, delegate);
          return (MBeanServer) Proxy.newProxyInstance(SpyBuilder.class.getClassLoader(), new Class<?>[] {MBeanServer.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("registerMBean") && arguments[0].getClass().getName().startsWith("io.tlo")) {
                  registered.add(arguments[0]);
                }
                try {
                  return method.invoke(real, arguments);
                } catch (java.lang.reflect.InvocationTargetException e) {
                  throw e.getTargetException();
                }
              });
        }
      }
      """;

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.lang.reflect.*;
      import java.util.concurrent.*;
      import java.util.function.*;
      public class Main {
        static volatile Object callback;
        static class Spy extends CompletableFuture<String> {
          @Override public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
            callback = action;
            return super.whenComplete(action);
          }
        }
        @Task static CompletableFuture<String> spied() { return new Spy(); }
        @Task(interval = "1h") static void recurring() {}
        public static void main(String[] arguments) throws Exception {
          spied();
          System.out.println("from the callback: " + new Graph().from(callback).found);
          for (Field field : Class.forName("java.lang.$TloHook").getDeclaredFields()) {
            System.out.println(Modifier.toString(field.getModifiers()) + " " + field.getType().getSimpleName() + ": " + reach(field));
          }
          java.lang.management.ManagementFactory.getPlatformMBeanServer();
          while (SpyBuilder.registered.size() < 3) Thread.sleep(20);
          Graph graph = new Graph();
          for (Object each : SpyBuilder.registered) graph.from(each);
          System.out.println("from the MBeans: " + graph.found + ", tasks seen "
              + graph.seen.keySet().stream().filter(each -> each.getClass().getSimpleName().equals("LiveTask")).count());
          Field agent = Class.forName("io.tlo.agent.TloAgent").getDeclaredField("starter");
          agent.setAccessible(true);
          System.out.println("from the visible class: " + new Graph().from(agent.get(null)).found);
        }
        static String reach(Field field) throws Exception {
          try {
            field.setAccessible(true);
            return new Graph().from(field.get(null)).found;
          } catch (RuntimeException e) {
            return "closed";
          }
        }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void nothingTheApplicationGetsLeadsToTheInstrumentationOrLetsItTapTheHook() {
    Path classes = TestProgram.in(folder).compile(MAIN, GRAPH, SPY_BUILDER);

    ForkedJvm.Result result = ForkedJvm.on(classes, Built.core())
        .option("-Djavax.management.builder.initial=app.SpyBuilder")
        .run("app.Main");

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("""
        from the callback: nothing
        public static final MethodHandle: nothing
        private static final MutableCallSite: closed
        private static final AtomicInteger: closed
        from the MBeans: nothing, tasks seen 2
        from the visible class: nothing
        """);
    assertThat(result.exitCode()).isZero();
  }
}
