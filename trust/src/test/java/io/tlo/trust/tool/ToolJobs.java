package io.tlo.trust.tool;

import io.tlo.trust.Extent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A small piece of work for every program that a JDK has in {@code bin}: real work where it
 * ends by itself, a look at its version or usage where it would serve or ask.
 */
final class ToolJobs {

  /** Opens a window whatever it is told, and waits for somebody to close it. */
  private static final Set<String> LEFT_OUT = Set.of("jconsole");

  private static final Set<String> REPRESENTATIVES =
      Set.of("javac", "jar", "keytool", "javap", "jcmd");

  private static final String SOURCE = """
      package app;
      public class Main implements java.io.Serializable {
        private static final long serialVersionUID = 42L;
        /** Says that it ran. */
        public static void main(String[] arguments) {
          System.out.println("ran");
          System.exit(3);
        }
        /**
         * Is old.
         *
         * @deprecated it is old
         */
        @Deprecated public static void old() {}
      }
      """;

  private static final String SCRIPT = """
      System.out.println(6 * 7)
      /exit 5
      """;

  private ToolJobs() {}

  /** Puts into a folder what the jobs work on. */
  static void prepare(Path folder) {
    try {
      Files.createDirectories(folder.resolve("app"));
      Files.createDirectories(folder.resolve("module"));
      Files.createDirectories(folder.resolve("runtime/lib"));
      Files.createDirectories(folder.resolve("input"));
      Files.writeString(folder.resolve("app/Main.java"), SOURCE);
      Files.writeString(folder.resolve("module/module-info.java"), "module trust {}\n");
      Files.writeString(folder.resolve("script.jsh"), SCRIPT);
      Files.writeString(folder.resolve("runtime/release"), "nothing\n");
      Files.writeString(folder.resolve("input/app.jar"), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the jobs, which build upon one another.
   *
   * @param pid a JVM that the programs may look into
   */
  static List<ToolJob> all(long pid) {
    List<ToolJob> jobs = new ArrayList<>(build());
    if (Extent.isFull()) {
      jobs.addAll(buildMore());
    }
    jobs.addAll(look());
    jobs.addAll(lookInto(Long.toString(pid)));
    jobs.addAll(ask());
    jobs.removeIf(job -> !Files.exists(ToolRun.program(job.program())));
    return jobs;
  }

  /** Returns all jobs, or a few that stand for them: one that builds, packs, looks, and looks in. */
  static List<ToolJob> chosen(long pid) {
    List<ToolJob> jobs = all(pid);
    if (Extent.isLanding()) {
      Set<String> done = new TreeSet<>();
      jobs.removeIf(job -> !REPRESENTATIVES.contains(job.program()) || !done.add(job.program()));
    }
    return jobs;
  }

  private static List<ToolJob> build() {
    String name = "CN=trust, O=Somebody";
    return List.of(
        ToolJob.of("javac", "-d", "classes", "app/Main.java"),
        ToolJob.of("javac", "-d", "modules", "module/module-info.java"),
        ToolJob.of("javadoc", "-quiet", "-d", "doc", "app/Main.java"),
        ToolJob.of(
            "jar",
            "--create",
            "--file",
            "app.jar",
            "--main-class",
            "app.Main",
            "-C",
            "classes",
            "."),
        ToolJob.of("jar", "--list", "--file", "app.jar"),
        ToolJob.of(
            "keytool",
            "-genkeypair",
            "-keystore",
            "keys",
            "-storepass",
            "secret",
            "-alias",
            "one",
            "-keyalg",
            "EC",
            "-dname",
            name),
        ToolJob.of("keytool", "-list", "-keystore", "keys", "-storepass", "secret"),
        ToolJob.of("jarsigner", "-keystore", "keys", "-storepass", "secret", "app.jar", "one"),
        ToolJob.of("jarsigner", "-verify", "app.jar"),
        ToolJob.of("jmod", "create", "--class-path", "modules", "trust.jmod"),
        ToolJob.of("jmod", "describe", "trust.jmod"),
        ToolJob.of("jlink", "--list-plugins"),
        ToolJob.of("jpackage", "--version"));
  }

  /** What takes its time, and what fails. */
  private static List<ToolJob> buildMore() {
    return List.of(
        ToolJob.of(
            "jlink", "--module-path", "trust.jmod", "--add-modules", "trust", "--output", "image"),
        ToolJob.of(
            "jpackage",
            "--type",
            "app-image",
            "--name",
            "app",
            "--input",
            "input",
            "--main-jar",
            "app.jar",
            "--main-class",
            "app.Main",
            "--runtime-image",
            "runtime",
            "--dest",
            "packed"),
        ToolJob.of("jdeprscan", "app.jar"),
        ToolJob.of("javac", "-d", "classes", "app/Missing.java").endingWith(2),
        ToolJob.of("jar", "--update", "--file", "missing.jar", "script.jsh").endingWith(1),
        ToolJob.of("keytool", "-list", "-keystore", "missing").endingWith(1));
  }

  private static List<ToolJob> look() {
    return List.of(
        ToolJob.of("javap", "-c", "-cp", "classes", "app.Main"),
        ToolJob.of("jdeps", "-s", "app.jar"),
        ToolJob.of("jdeprscan", "--class-path", "app.jar", "app.Main"),
        ToolJob.of("jnativescan", "--class-path", "app.jar"),
        ToolJob.of("serialver", "-classpath", "classes", "app.Main"),
        ToolJob.of("jimage", "list", "--include", "regex:/java.base/java/lang/Obj.*", modules()),
        ToolJob.of("jfr", "metadata", "--events", "jdk.ThreadStart"),
        // No JDK brings a script engine.
        ToolJob.of("jrunscript", "-e", "print(1)").endingWith(8),
        ToolJob.of("jshell", "script.jsh").endingWith(5));
  }

  private static String modules() {
    return ToolRun.home().resolve("lib/modules").toString();
  }

  private static List<ToolJob> lookInto(String pid) {
    return List.of(
        ToolJob.of("jps", "-l").comparing("app.Waiting"),
        ToolJob.of("jcmd", pid, "VM.version"),
        ToolJob.of("jinfo", "-flag", "MaxHeapSize", pid),
        ToolJob.of("jmap", "-finalizerinfo", pid),
        ToolJob.of("jstack", pid).comparing("\"main\""),
        ToolJob.of("jstat", "-gcutil", pid),
        ToolJob.of("jhsdb", "jinfo", "--flags", "--pid", pid));
  }

  /** These ask, or serve until they are ended. */
  private static List<ToolJob> ask() {
    return List.of(
        ToolJob.of("jdb", "-version"),
        ToolJob.of("jstatd", "--help"),
        ToolJob.of("jwebserver", "--version"),
        ToolJob.of("rmiregistry", "no-port").endingWith(1));
  }

  /**
   * Returns the programs of the JDK that have no job here; {@code java} is no tool and has
   * tests of its own.
   */
  static Set<String> withoutJob(List<ToolJob> jobs) {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> programs = Files.list(ToolRun.home().resolve("bin"))) {
      programs
          .filter(Files::isRegularFile)
          .forEach(each -> names.add(each.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    names.removeAll(LEFT_OUT);
    names.remove("java");
    jobs.forEach(job -> names.remove(job.program()));
    return names;
  }
}
