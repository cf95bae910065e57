package io.tlo.trust.loader;

/** The sources of what hosts the guest: each gives its main class a class loader and runs it. */
final class Hosts {

  private Hosts() {}

  /**
   * A framework of OSGi, whichever lies on the class path; it gives bundles {@code java.*} and
   * what they import.
   */
  static final String OSGI = """
      package host;
      import java.nio.file.Path;
      import java.util.*;
      import org.osgi.framework.Bundle;
      import org.osgi.framework.launch.*;
      public class Osgi {
        public static void main(String[] arguments) throws Exception {
          Map<String, String> settings = new HashMap<>();
          settings.put("org.osgi.framework.storage", arguments[1]);
          settings.put("osgi.compatibility.bootdelegation", "false");
          Framework framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(settings);
          framework.start();
          Bundle bundle = framework.getBundleContext().installBundle(Path.of(arguments[2]).toUri().toString());
          bundle.start();
          bundle.loadClass("guest.Main").getMethod("main", String[].class).invoke(null, (Object) arguments);
          framework.stop();
          framework.waitForStop(10_000);
        }
      }
      """;

  /** A loader without a parent, which lets through {@code java.*} only. */
  static final String FILTERING = """
      package host;
      import java.io.*;
      import java.net.URL;
      import java.nio.file.*;
      public class Filtering extends ClassLoader {
        private final Path folder;
        Filtering(Path folder) {
          super(null);
          this.folder = folder;
        }
        public static void main(String[] arguments) throws Exception {
          run(new Filtering(Path.of(arguments[1])), arguments);
        }
        static void run(ClassLoader loader, String[] arguments) throws Exception {
          Class<?> main = loader.loadClass("guest.Main");
          main.getMethod("main", String[].class).invoke(null, (Object) arguments);
        }
        @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
          synchronized (getClassLoadingLock(name)) {
            if (name.startsWith("java.")) {
              return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : own(name);
          }
        }
        private Class<?> own(String name) throws ClassNotFoundException {
          try {
            byte[] bytes = Files.readAllBytes(folder.resolve(name.replace('.', '/') + ".class"));
            return defineClass(name, bytes, 0, bytes.length);
          } catch (IOException e) {
            throw unknown(name);
          }
        }
        protected ClassNotFoundException unknown(String name) {
          return new ClassNotFoundException(name);
        }
        @Override public URL getResource(String name) { return null; }
        @Override public InputStream getResourceAsStream(String name) { return null; }
      }
      """;

  /** One that throws on unknown names what no loader should. */
  static final String THROWING = """
      package host;
      import java.nio.file.Path;
      public class Throwing extends Filtering {
        Throwing(Path folder) { super(folder); }
        public static void main(String[] arguments) throws Exception {
          run(new Throwing(Path.of(arguments[1])), arguments);
        }
        @Override protected ClassNotFoundException unknown(String name) {
          throw new IllegalStateException("nobody asks for " + name);
        }
      }
      """;

  /** A system class loader of the application's own, which alone knows where the guest is. */
  static final String SYSTEM_LOADER = """
      package host;
      import java.net.*;
      import java.nio.file.Path;
      public class OwnSystemLoader extends URLClassLoader {
        public OwnSystemLoader(ClassLoader parent) throws MalformedURLException {
          super(new URL[] {Path.of(System.getProperty("guest")).toUri().toURL()}, parent);
        }
        void appendToClassPathForInstrumentation(String jar) throws MalformedURLException {
          addURL(Path.of(jar).toUri().toURL());
        }
      }
      """;

  /** A layer of modules, which opens to this class alone what it needs to begin. */
  static final String LAYER = """
      package host;
      import java.lang.module.*;
      import java.lang.reflect.Method;
      import java.nio.file.Path;
      import java.util.*;
      public class Layer {
        public static void main(String[] arguments) throws Exception {
          Configuration configuration = ModuleLayer.boot().configuration()
              .resolve(ModuleFinder.of(Path.of(arguments[1])), ModuleFinder.of(), Set.of("guest"));
          ModuleLayer.Controller controller =
              ModuleLayer.defineModulesWithOneLoader(configuration, List.of(ModuleLayer.boot()), null);
          Module guest = controller.layer().findModule("guest").orElseThrow();
          System.out.println("exported " + guest.isExported("guest"));
          controller.addExports(guest, "guest", Layer.class.getModule());
          Method main = Class.forName(guest, "guest.Main").getMethod("main", String[].class);
          main.invoke(null, (Object) arguments);
        }
      }
      """;
}
