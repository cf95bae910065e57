package io.tlo.trust.loader;

import io.tlo.testing.TestProgram;
import io.tlo.trust.PackedJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The program whose tasks are called, laid out as each host wants it. It counts for itself what
 * it calls and which bodies run, and says so; it sees no class of TLO's, not even the
 * annotation that it bears.
 */
final class Guest {

  private static final String MAIN = """
      package guest;
      import java.util.concurrent.atomic.AtomicLong;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          Work work = new Work();
          int rounds = Integer.parseInt(arguments[0]);
          int made = 0;
          int thrown = 0;
          String broken = "nothing";
          for (int i = 0; i < rounds; i++) {
            made += 2;
            try {
              work.call();
            } catch (IllegalStateException expected) {
              thrown++;
            } catch (LinkageError e) {
              broken = e.getClass().getSimpleName();
            }
          }
          System.out.println("loader " + Main.class.getClassLoader().getClass().getName());
          System.out.println("calls " + made + ", bodies " + Work.bodies + ", thrown " + thrown);
          System.out.println("broken " + broken + ", bridge " + bridge());
          System.out.println("done");
          System.in.read();
          System.out.println("bodies " + Work.bodies);
        }

        /** What a naive agent has counted in a class of the boot class path. */
        private static long bridge() throws Exception {
          try {
            return ((AtomicLong) Class.forName("bridge.Bridge", true, null).getField("COUNT").get(null)).get();
          } catch (ClassNotFoundException e) {
            return -1;
          }
        }
      }
      """;

  private static final String WORK = """
      package guest;
      import io.tlo.Task;
      public class Work implements java.util.concurrent.Callable<Object> {
        static volatile int bodies;
        @Task public Object call() {
          bodies++;
          if (tick() % 20 == 0) {
            throw new IllegalStateException("every tenth");
          }
          return null;
        }
        @Task private int tick() { return ++bodies; }
      }
      """;

  private final Path folder;

  private Guest(Path folder) {
    this.folder = folder;
  }

  static Guest in(Path folder) {
    TestProgram.in(folder.resolve("guest")).compile(MAIN, WORK);
    return new Guest(folder);
  }

  /** Returns the folder of its classes. */
  Path classes() {
    return folder.resolve("guest");
  }

  /** Returns a bundle of OSGi that imports nothing. */
  Path bundle() {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.putValue("Bundle-ManifestVersion", "2");
    attributes.putValue("Bundle-SymbolicName", "guest");
    attributes.putValue("Bundle-Version", "1.0.0");
    return PackedJar.of(classes(), manifest, folder.resolve("guest-bundle.jar"));
  }

  /** Returns a folder of modules of JBoss Modules with one in it. */
  Path jbossModules() {
    Path module = folder.resolve("jboss/guest/main");
    try {
      Files.createDirectories(module);
      PackedJar.of(classes(), module.resolve("guest.jar"));
      Files.writeString(module.resolve("module.xml"), """
          <module xmlns="urn:jboss:module:1.9" name="guest">
            <main-class name="guest.Main"/>
            <resources><resource-root path="guest.jar"/></resources>
          </module>
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder.resolve("jboss");
  }

  /** Returns a folder with a module of the JDK's kind, which exports nothing. */
  Path module() {
    Path module = folder.resolve("modules/guest");
    TestProgram.in(module).compile("module guest {}");
    copy(classes(), module);
    return folder.resolve("modules");
  }

  private static void copy(Path from, Path to) {
    for (Path each : files(from)) {
      try {
        Path target = to.resolve(from.relativize(each).toString());
        Files.createDirectories(target.getParent());
        Files.copy(each, target);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Iterable<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
