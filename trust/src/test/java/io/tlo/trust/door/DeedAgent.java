package io.tlo.trust.door;

import io.tlo.trust.ControlAgent;
import java.nio.file.Path;

/** An agent of the tests' own: it does what its argument says, and no agent should. */
final class DeedAgent {

  private static final String SOURCE = """
      package control;
      import java.io.*;
      import java.lang.instrument.Instrumentation;
      import java.net.*;
      import java.nio.channels.*;
      import java.nio.file.*;
      import java.util.*;
      public class Control {
        public static Object open;
        private static Object hidden;
        static class Keeping extends ClassLoader {
          final Object kept;
          Keeping(Object kept) { super(Control.class.getClassLoader()); this.kept = kept; }
        }
        public static void premain(String deed, Instrumentation instrumentation) throws Exception {
          switch (deed) {
            case "nothing" -> {}
            case "port" -> hidden = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            case "unix" -> {
              ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
              channel.bind(UnixDomainSocketAddress.of(System.getProperty("java.io.tmpdir") + "/socket"));
              hidden = channel;
            }
            case "property" -> System.setProperty("control", "was here");
            case "file" -> new File(System.getProperty("java.io.tmpdir"), "made").createNewFile();
            case "held" -> hidden = new FileInputStream("/etc/hostname");
            case "provider" -> java.security.Security.addProvider(
                new java.security.Provider("Control", "1", "control") {});
            case "driver" -> java.sql.DriverManager.registerDriver((java.sql.Driver) java.lang.reflect.Proxy.newProxyInstance(
                Control.class.getClassLoader(), new Class<?>[] {java.sql.Driver.class}, (proxy, method, arguments) ->
                    method.getReturnType() == boolean.class ? (Object) false : method.getReturnType() == int.class ? (Object) 1 : null));
            case "handler" -> Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {});
            case "locale" -> Locale.setDefault(Locale.forLanguageTag("tlh"));
            case "hook" -> Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("bye")));
            case "thread" -> {
              Thread main = Thread.currentThread();
              new Thread(() -> {
                try { main.join(); } catch (InterruptedException e) { }
              }, "control").start();
            }
            case "open" -> change(instrumentation, Map.of(), Map.of("java.lang", modules()));
            case "export" -> change(instrumentation, Map.of("sun.nio.ch", modules()), Map.of());
            case "static" -> hidden = instrumentation;
            case "public" -> open = List.of(Map.of("it", new Object[] {instrumentation}));
            case "loader" -> Thread.currentThread().setContextClassLoader(new Keeping(instrumentation));
            case "lookup" -> {
              change(instrumentation, Map.of(), Map.of("java.lang", modules()));
              hidden = java.lang.invoke.MethodHandles.privateLookupIn(
                  Object.class, java.lang.invoke.MethodHandles.lookup());
            }
            case "reads" -> instrumentation.redefineModule(
                Object.class.getModule(), modules(), Map.of(), Map.of(), Set.of(), Map.of());
            case "variable" -> {
              change(instrumentation, Map.of(), Map.of("java.lang", modules()));
              environment().put(inEnvironment("Variable", "CONTROL"), inEnvironment("Value", "was here"));
            }
            case "value" -> System.getProperties().put("control", instrumentation);
            default -> throw new IllegalArgumentException(deed);
          }
        }
        @SuppressWarnings("unchecked")
        static Map<Object, Object> environment() throws Exception {
          var field = Class.forName("java.lang.ProcessEnvironment").getDeclaredField("theEnvironment");
          field.setAccessible(true);
          return (Map<Object, Object>) field.get(null);
        }
        static Object inEnvironment(String kind, String text) throws Exception {
          var method = Class.forName("java.lang.ProcessEnvironment$" + kind).getMethod("valueOf", String.class);
          method.setAccessible(true);
          return method.invoke(null, text);
        }
        static Set<Module> modules() { return Set.of(ClassLoader.getSystemClassLoader().getUnnamedModule()); }
        static void change(Instrumentation instrumentation, Map<String, Set<Module>> exports, Map<String, Set<Module>> opens) {
          instrumentation.redefineModule(Object.class.getModule(), Set.of(), exports, opens, Set.of(), Map.of());
        }
      }
      """;

  private DeedAgent() {}

  static Path in(Path folder) {
    return ControlAgent.in(folder, "control.Control").jar(SOURCE);
  }
}
