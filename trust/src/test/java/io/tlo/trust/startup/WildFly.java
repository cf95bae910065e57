package io.tlo.trust.startup;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Parts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A WildFly with one application; each start is its first. It listens on this machine only. */
final class WildFly {

  static final String STARTED = "WFLYSRV0025";

  /** How often the bean's timer ticks. */
  static final int TICKS = 3;

  /**
   * Says each second whose logging and whose MBean server it sees, and counts that; with a task
   * of either kind.
   */
  private static final String CLOCK = """
      package shop;
      import io.tlo.Task;
      import jakarta.ejb.*;
      import java.lang.management.ManagementFactory;
      import java.util.logging.*;
      @Singleton
      public class Clock {
        private int ticks;
        @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
        public void tick(Timer timer) {
          tidy();
          if (++ticks == %d) {
            timer.cancel();
            Logger.getLogger("shop").info("ticked " + ticks + " times");
          }
        }
        @Task void tidy() {
          Logger.getLogger("shop").info("logs by " + LogManager.getLogManager().getClass().getName()
              + ", serves MBeans by " + ManagementFactory.getPlatformMBeanServer().getClass().getName());
        }
      }
      """.formatted(TICKS);

  /** What its own start script opens. */
  private static final List<String> OPENED = List.of(
      "java.base/java.lang",
      "java.base/java.lang.invoke",
      "java.base/java.lang.reflect",
      "java.base/java.io",
      "java.base/java.net",
      "java.base/java.security",
      "java.base/java.util",
      "java.base/java.util.concurrent",
      "java.management/javax.management",
      "java.naming/javax.naming");

  private final Path home;
  private final Path folder;
  private int starts;

  private WildFly(Path home, Path folder) {
    this.home = home;
    this.folder = folder;
  }

  /** Unpacks the server into a folder and gives it its application. */
  static WildFly in(Path folder) throws IOException {
    Path home = unpack(Parts.file("wildfly-dist.zip"), folder);
    Path classes = TestProgram.in(folder.resolve("shop"))
        .seeing(jar(home.resolve("modules/system/layers/base/jakarta/ejb/api/main")))
        .compile(CLOCK);
    Path war = home.resolve("standalone/deployments/shop.war");
    try (OutputStream file = Files.newOutputStream(war);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.putNextEntry(new ZipEntry("WEB-INF/classes/shop/Clock.class"));
      Files.copy(classes.resolve("shop/Clock.class"), out);
      out.putNextEntry(new ZipEntry("WEB-INF/lib/tlo-core.jar"));
      Files.copy(Built.core(), out);
    }
    return new WildFly(home, folder);
  }

  private static Path jar(Path module) throws IOException {
    try (Stream<Path> files = Files.list(module)) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
  }

  /** Returns the one folder that is in the archive. */
  private static Path unpack(Path archive, Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Path target = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(zip.getInputStream(entry), target);
        }
      }
      String first = Collections.list(zip.entries()).get(0).getName();
      return folder.resolve(first.substring(0, first.indexOf('/')));
    }
  }

  /** Starts it on a fresh copy of its own folder, with what a JVM is given. */
  ForkedJvm.Running start(ForkedJvm jvm) throws IOException {
    Path base = folder.resolve("base" + ++starts);
    copy(home.resolve("standalone"), base);
    for (String each : OPENED) {
      jvm.option("--add-opens=" + each + "=ALL-UNNAMED");
    }
    jvm.option(
        "-D[Standalone]",
        "-Xms64m",
        "-Xmx512m",
        "-Djava.net.preferIPv4Stack=true",
        "-Djava.awt.headless=true",
        "-Djboss.modules.system.pkgs=org.jboss.byteman",
        "-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"),
        "-Dlogging.configuration="
            + base.resolve("configuration/logging.properties").toUri());
    return jvm.startJar(
        home.resolve("jboss-modules.jar"),
        "-mp",
        home.resolve("modules").toString(),
        "org.jboss.as.standalone",
        "-Djboss.home.dir=" + home,
        "-Djboss.server.base.dir=" + base,
        "-Djboss.bind.address=127.0.0.1",
        "-Djboss.bind.address.management=127.0.0.1",
        // Any port that is free.
        "-Djboss.http.port=0",
        "-Djboss.https.port=0",
        "-Djboss.management.http.port=0");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(file -> {
        try {
          Files.copy(file, to.resolve(from.relativize(file).toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }

  /** A turn of the bean's timer that was not over in time: on a busy machine, also without agent. */
  private static final String LATE_TURN = "WFLYEJB0043";

  /** Returns what it warned of: level, category and number of each message. */
  static List<String> warnings(String out) {
    List<String> warnings = new ArrayList<>();
    for (String line : out.lines().toList()) {
      String[] words = line.strip().split("\\s+");
      boolean warns =
          line.contains(" WARN ") || line.contains(" ERROR ") || line.contains(" FATAL ");
      if (warns && !line.contains(LATE_TURN)) {
        warnings.add(String.join(
            " ",
            Arrays.stream(words)
                .filter(word -> word.matches("WARN|ERROR|FATAL|\\[[\\w.]+\\]|[A-Z]+\\d+:"))
                .toList()));
      }
    }
    Collections.sort(warnings);
    return warnings;
  }
}
