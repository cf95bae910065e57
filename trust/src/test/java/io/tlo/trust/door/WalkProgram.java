package io.tlo.trust.door;

import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that looks for what an agent may hold, from everything that code on the class path
 * can get hold of: the static fields of all classes it can name, threads, class loaders and the
 * classes they give, MBeans, properties.
 */
final class WalkProgram {

  /** What registers, records, steers and defines classes: an application must get none of it. */
  static final List<String> WRITE_SIDE = List.of(
      "io.tlo.registry.InMemoryTaskRegistry",
      "io.tlo.state.InMemoryTaskStateStore",
      "io.tlo.execution.TaskTable",
      "io.tlo.execution.Recorder",
      "io.tlo.execution.LiveTask",
      "io.tlo.steering.Steering",
      "io.tlo.runtime.TaskRuntime",
      "io.tlo.agent.weaving.ThrowAwayModule");

  private static final String WALK = """
      package app;
      import java.lang.ref.Reference;
      import java.lang.reflect.*;
      import java.util.*;
      import java.util.concurrent.atomic.*;
      public class Walk {
        private static final Set<String> WRITE_SIDE = Set.of("%s".split(","));
        final Map<Object, String> seen = new IdentityHashMap<>();
        final Deque<Object> left = new ArrayDeque<>();
        final Set<ClassLoader> loaders = Collections.newSetFromMap(new IdentityHashMap<>());
        final Set<Class<?>> classes = Collections.newSetFromMap(new IdentityHashMap<>());
        final SortedMap<String, String> found = new TreeMap<>();
        void add(String from, Object each) {
          if (each == null || each instanceof String || each instanceof Number || seen.containsKey(each) || seen.size() > 3_000_000) return;
          seen.put(each, from.length() > 300 ? "..." + from.substring(from.length() - 300) : from);
          left.add(each);
        }
        void go() {
          while (!left.isEmpty()) {
            Object next = left.poll();
            try {
              look(next, seen.get(next));
            } catch (Exception | LinkageError | StackOverflowError e) {
              // Of a collection that changes meanwhile, for one, the rest is left out.
              continue;
            }
          }
        }
        private void look(Object next, String from) throws Exception {
          if (next instanceof java.lang.instrument.Instrumentation) found.put("Instrumentation", from);
          String name = next.getClass().getName();
          if (next instanceof java.lang.invoke.MethodHandles.Lookup lookup && definesInJdk(lookup)) found.put("Lookup", from);
          if (WRITE_SIDE.contains(name)) found.put(name, from);
          addLoader(next.getClass().getClassLoader(), from);
          if (next instanceof Object[] array) for (Object each : array) add(from + "[]", each);
          if (next instanceof Reference<?> reference) add(from + ".get()", reference.get());
          if (next instanceof AtomicReference<?> reference) add(from + ".get()", reference.get());
          if (next instanceof ThreadLocal<?> local) add(from + ".get()", local.get());
          if (next instanceof Optional<?> optional) add(from + ".get()", optional.orElse(null));
          if (next instanceof ClassLoader loader) addLoader(loader, from);
          if (next instanceof Class<?> type) statics(type, from);
          if (next instanceof Thread thread) {
            addLoader(thread.getContextClassLoader(), from + ".getContextClassLoader()");
            add(from + ".getUncaughtExceptionHandler()", thread.getUncaughtExceptionHandler());
            add(from + ".getThreadGroup()", thread.getThreadGroup());
          }
          for (Class<?> type = next.getClass(); type != null; type = type.getSuperclass()) fields(type, next, from);
          if (next instanceof Collection<?> some) for (Object each : some.toArray()) add(from + "[]", each);
          if (next instanceof Map<?, ?> map) for (Map.Entry<?, ?> each : map.entrySet()) { add(from + ".key", each.getKey()); add(from + ".value", each.getValue()); }
        }
        private static boolean definesInJdk(java.lang.invoke.MethodHandles.Lookup lookup) {
          return (lookup.lookupModes() & java.lang.invoke.MethodHandles.Lookup.PACKAGE) != 0
              && lookup.lookupClass().getClassLoader() == null;
        }
        void addLoader(ClassLoader loader, String from) {
          if (loader != null && loaders.add(loader)) { add(from, loader); addLoader(loader.getParent(), from + ".parent"); }
        }
        void statics(Class<?> type, String from) {
          if (!classes.add(type)) return;
          addLoader(type.getClassLoader(), from);
          try {
            fields(type, null, from + " " + type.getName());
          } catch (Throwable e) {
            return;
          }
        }
        private void fields(Class<?> type, Object of, String from) throws Exception {
          for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) == (of == null) && !field.getType().isPrimitive() && field.trySetAccessible()) {
              add(from + "." + field.getName(), field.get(of));
            }
          }
        }
      }
      """.formatted(String.join(",", WRITE_SIDE));

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.lang.invoke.*;
      import java.lang.management.ManagementFactory;
      import java.util.*;
      import java.util.concurrent.CompletableFuture;
      import java.util.jar.JarFile;
      import javax.management.*;
      public class Main {
        @Task static void work() {}
        @Task(interval = "1h") static void recurring() {}
        @Task static CompletableFuture<String> later() { return new CompletableFuture<>(); }
        public static void main(String[] arguments) throws Exception {
          work();
          recurring();
          Object stage = later();
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          ObjectName task = new ObjectName("tlo:type=Task,group=Main,name=work");
          while (arguments[0].equals("tlo") && !server.isRegistered(task)) Thread.sleep(20);
          Walk walk = new Walk();
          Set<String> names = loaded(server);
          for (String name : names) {
            try {
              walk.statics(Class.forName(name, false, ClassLoader.getSystemClassLoader()), "class path");
            } catch (ClassNotFoundException | LinkageError e) {
              continue;
            }
          }
          int visible = walk.classes.size();
          for (Thread each : Thread.getAllStackTraces().keySet()) walk.add("thread " + each.getName(), each);
          for (Module each : ModuleLayer.boot().modules()) walk.addLoader(each.getClassLoader(), "module " + each.getName());
          walk.add("properties", new ArrayList<>(System.getProperties().values()));
          walk.add("providers", java.security.Security.getProviders());
          walk.add("stage", stage);
          walk.add("servers", MBeanServerFactory.findMBeanServer(null));
          for (ObjectName each : server.queryNames(null, null)) {
            walk.addLoader(server.getClassLoaderFor(each), "getClassLoaderFor " + each);
            walk.add("info of " + each, server.getMBeanInfo(each));
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(each).getAttributes()) {
              try {
                walk.add("attribute of " + each, server.getAttribute(each, attribute.getName()));
              } catch (JMException | RuntimeException e) {
                continue;
              }
            }
          }
          walk.add("hook", hook());
          walk.go();
          int given = 0;
          Set<String> agentClasses = new TreeSet<>();
          for (String entry : new JarFile(arguments[1]).stream().map(each -> each.getName()).toList()) {
            String name = entry.replaceAll("^tlo/|[.]class(data)?$", "").replace('/', '.');
            if (entry.matches(".*[.]class(data)?")) agentClasses.add(name);
          }
          // What any of the loaders gives, with its static fields, and what is behind those.
          for (ClassLoader loader : new ArrayList<>(walk.loaders)) {
            for (String name : agentClasses) {
              try {
                Class<?> type = Class.forName(name, false, loader);
                given += type.getClassLoader() == loader ? 1 : 0;
                walk.statics(type, "through " + loader.getClass().getName());
              } catch (Throwable e) {
                continue;
              }
            }
          }
          walk.go();
          System.out.println("found " + (walk.found.isEmpty() ? "nothing" : walk.found));
          System.out.println("visible classes " + visible + ", loaders " + walk.loaders.size() + ", agent classes given " + given
              + ", objects " + walk.seen.size());
          System.out.println("through the system loader " + given(agentClasses, ClassLoader.getSystemClassLoader())
              + ", the repository " + given(agentClasses, server));
          System.out.println("definition " + Definition.attempts(walk.loaders));
          System.out.println("services " + services(walk.loaders));
        }
        /** The classes that the JVM has loaded. */
        static Set<String> loaded(MBeanServer server) throws Exception {
          String text = (String) server.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "vmClassHierarchy",
              new Object[] {new String[0]}, new String[] {String[].class.getName()});
          Set<String> names = new TreeSet<>();
          for (String line : text.split("\\n")) {
            String name = line.replaceAll("^[| -]*", "").replaceAll("/(0x[0-9a-f]+|null).*$", "").strip();
            if (!name.isEmpty()) names.add(name);
          }
          return names;
        }
        static Object hook() throws Exception {
          try {
            return Class.forName("java.lang.$TloHook").getField("HOOK").get(null);
          } catch (ClassNotFoundException e) {
            return null;
          }
        }
        static List<String> given(Set<String> names, ClassLoader loader) {
          List<String> given = new ArrayList<>();
          for (String name : names) {
            try { given.add(Class.forName(name, false, loader).getName()); } catch (Throwable e) { continue; }
          }
          return given;
        }
        static List<String> given(Set<String> names, MBeanServer server) {
          List<String> given = new ArrayList<>();
          for (String name : names) {
            try { given.add(server.getClassLoaderRepository().loadClass(name).getName()); } catch (Throwable e) { continue; }
          }
          return given;
        }
        static List<String> services(Set<ClassLoader> loaders) {
          List<String> own = new ArrayList<>();
          for (Module module : ModuleLayer.boot().modules()) {
            if (module.getDescriptor() == null) continue;
            for (String service : module.getDescriptor().uses()) {
              for (ClassLoader loader : loaders) {
                try {
                  String from = String.valueOf(loader.getResource("META-INF/services/" + service));
                  if (from.contains("agent.jar")) own.add(service);
                } catch (RuntimeException e) {
                  continue;
                }
              }
            }
          }
          return own;
        }
      }
      """;

  /**
   * Reflection lets a class of the class path act as one of the agent's loader: that must gain it
   * nothing.
   */
  private static final String DEFINITION = """
      package app;
      import java.lang.invoke.*;
      import java.util.*;
      public class Definition {
        static SortedMap<String, String> attempts(Set<ClassLoader> loaders) throws Exception {
          SortedMap<String, String> attempts = new TreeMap<>();
          attempts.put("java.lang by the application", attempt(MethodHandles.lookup(), Object.class));
          for (ClassLoader each : loaders) {
            if (!each.getClass().getName().equals("io.tlo.agent.TloAgent")) continue;
            Class<?> inside = Class.forName("io.tlo.agent.AgentStart", false, each);
            MethodHandles.Lookup own = MethodHandles.privateLookupIn(inside, MethodHandles.lookup());
            attempts.put("java.lang by the agent's loader", attempt(own, Object.class));
            attempts.put("java.lang open to it", String.valueOf(Object.class.getModule().isOpen("java.lang", inside.getModule())));
          }
          Class<?> hook;
          try { hook = Class.forName("java.lang.$TloHook"); } catch (ClassNotFoundException e) { return attempts; }
          attempts.put("java.lang by the hook", attempt(MethodHandles.lookup(), hook));
          try {
            MethodHandles.lookup().revealDirect((MethodHandle) hook.getField("HOOK").get(null));
            attempts.put("what is behind the hook", "revealed");
          } catch (RuntimeException e) {
            attempts.put("what is behind the hook", "closed");
          }
          return attempts;
        }
        static String attempt(MethodHandles.Lookup from, Class<?> into) {
          try {
            MethodHandles.privateLookupIn(into, from);
            return "OPEN";
          } catch (IllegalAccessException | RuntimeException e) {
            return "closed";
          }
        }
      }
      """;

  private WalkProgram() {}

  static Path compile(Path folder) {
    return TestProgram.in(folder).compile(MAIN, WALK, DEFINITION);
  }
}
