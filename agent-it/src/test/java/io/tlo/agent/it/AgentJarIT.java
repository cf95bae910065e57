package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the jar holds, what it says when it is run, and what it lets the application see. */
class AgentJarIT {

  private static final String ANNOTATION = """
      package app;
      import java.lang.annotation.*;
      @Retention(RetentionPolicy.RUNTIME)
      public @interface Job {}
      """;

  /** Says what it can reach of the agent: loads classes, asks modules, follows fields. */
  private static final String CURIOUS = """
      package app;
      import java.io.File;
      import java.lang.instrument.Instrumentation;
      import java.lang.management.ManagementFactory;
      import java.lang.reflect.*;
      import java.util.*;
      import java.util.jar.*;
      public class Main {
        static final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        static int ofAgent;
        static String instrumentation = "not reached";

        public static void main(String[] arguments) throws Exception {
          System.out.println(new Main().work());
          for (String name : List.of("io.tlo.TloContext", "io.tlo.Task", "net.bytebuddy.ByteBuddy",
              "io.tlo.agent.AgentStart", "io.tlo.agent.TloAgent")) {
            System.out.println(name + " " + load(name));
          }
          for (String name : List.of("io/tlo/TloContext.class", "net/bytebuddy/ByteBuddy.class")) {
            System.out.println(name + " " + ClassLoader.getSystemResource(name));
          }
          Object hook = Class.forName("java.lang.$TloHook", true, null).getField("HOOK").get(null);
          System.out.println("hook " + (hook != null));
          Module own = Main.class.getModule();
          System.out.println("open " + Object.class.getModule().isOpen("java.lang", own)
              + " " + Object.class.getModule().isOpen("java.lang")
              + " " + Object.class.getModule().isOpen("java.lang", ClassLoader.getPlatformClassLoader().getUnnamedModule()));
          try {
            String.class.getDeclaredField("value").setAccessible(true);
            System.out.println("String.value open");
          } catch (InaccessibleObjectException e) {
            System.out.println("String.value closed");
          }
          follow(arguments[0], hook);
          System.out.println("Instrumentation " + instrumentation + ", looked at objects of the agent: " + (ofAgent > 0));
        }

        @Job
        int work() { return 42; }

        static String load(String name) {
          try {
            return Class.forName(name, false, ClassLoader.getSystemClassLoader()).getSimpleName();
          } catch (ClassNotFoundException e) {
            return "absent";
          }
        }

        static void follow(String jar, Object hook) throws Exception {
          Deque<Object> open = new ArrayDeque<>();
          Class<?> visible = Class.forName("io.tlo.agent.TloAgent");
          statics(visible, open);
          ClassLoader loader = null;
          for (Object each : open) {
            if (each.getClass().getName().startsWith("io.tlo.")) {
              loader = each.getClass().getClassLoader();
            }
          }
          for (JarEntry entry : Collections.list(new JarFile(jar).entries())) {
            if (loader != null && entry.getName().matches("tlo/io/tlo/.*[.]classdata")) {
              String name = entry.getName().replaceAll("^tlo/|[.]classdata$", "").replace('/', '.');
              statics(Class.forName(name, false, loader), open);
            }
          }
          open.add(hook);
          open.add(ManagementFactory.getPlatformMBeanServer());
          while (!open.isEmpty()) {
            Object each = open.pop();
            if (!seen.add(each)) {
              continue;
            }
            if (each instanceof Instrumentation) {
              instrumentation = "REACHED";
            }
            if (each.getClass().getName().startsWith("io.tlo.")) {
              ofAgent++;
            }
            if (each instanceof Object[] array) {
              for (Object element : array) {
                if (element != null) {
                  open.push(element);
                }
              }
            }
            for (Class<?> type = each.getClass(); type != null; type = type.getSuperclass()) {
              fields(type, each, open);
            }
          }
        }

        static void statics(Class<?> type, Deque<Object> open) {
          try {
            fields(type, null, open);
          } catch (LinkageError e) {
            // cannot be initialised here
          }
        }

        static void fields(Class<?> type, Object of, Deque<Object> open) {
          for (Field field : type.getDeclaredFields()) {
            try {
              if (Modifier.isStatic(field.getModifiers()) == (of == null) && !field.getType().isPrimitive()) {
                field.setAccessible(true);
                Object value = field.get(of);
                if (value != null) {
                  open.push(value);
                }
              }
            } catch (InaccessibleObjectException | IllegalAccessException e) {
              // closed: as it should be
            }
          }
        }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void theJarShowsOneClass() throws Exception {
    try (JarFile jar = new JarFile(Built.agent().toFile())) {
      List<String> names = jar.stream().map(ZipEntry::getName).toList();
      assertThat(names)
          .filteredOn(name -> name.endsWith(".class"))
          .containsExactly("io/tlo/agent/TloAgent.class");
      assertThat(names).doesNotHaveDuplicates();
      assertThat(names)
          .filteredOn(name -> !name.endsWith("/") && !name.startsWith("tlo/"))
          .containsExactlyInAnyOrder(
              "META-INF/MANIFEST.MF",
              "META-INF/LICENSE",
              "META-INF/byte-buddy/ASM",
              "META-INF/byte-buddy/LICENSE",
              "META-INF/byte-buddy/NOTICE",
              "META-INF/gson/LICENSE",
              "META-INF/picocli/LICENSE",
              "io/tlo/agent/TloAgent.class");
      assertThat(names)
          .filteredOn(name -> name.startsWith("tlo/") && !name.endsWith("/"))
          .hasSizeGreaterThan(1000)
          .allMatch(name -> name.endsWith(".classdata"))
          .contains(
              "tlo/io/tlo/TloContext.classdata",
              "tlo/net/bytebuddy/asm/Advice.classdata",
              "tlo/picocli/CommandLine.classdata",
              "tlo/com/google/gson/stream/JsonWriter.classdata")
          .noneMatch(name -> name.contains("module-info") || name.contains("META-INF"));
    }
  }

  @Test
  void theManifestNamesTheEntriesAndAsksForNoMoreThanNeeded() throws Exception {
    try (JarFile jar = new JarFile(Built.agent().toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Premain-Class")).isEqualTo("io.tlo.agent.TloAgent");
      assertThat(manifest.getValue("Agent-Class")).isEqualTo("io.tlo.agent.TloAgent");
      assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
      assertThat(manifest.getValue("Main-Class")).isEqualTo("io.tlo.agent.TloAgent");
      assertThat(manifest.getValue("Implementation-Version")).matches("\\d+\\.\\d+\\.\\d+.*");
      assertThat(manifest.getValue("Can-Redefine-Classes")).isNull();
      assertThat(manifest.getValue("Boot-Class-Path")).isNull();
      assertThat(manifest.getValue("Class-Path")).isNull();
      assertThat(manifest.getValue("Launcher-Agent-Class")).isNull();
      assertThat(manifest.getValue("Multi-Release")).isNull();
    }
  }

  @Test
  void theLicencesAreThere() throws Exception {
    try (JarFile jar = new JarFile(Built.agent().toFile())) {
      assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License", "Version 2.0");
      for (String part : List.of("byte-buddy", "gson", "picocli")) {
        assertThat(text(jar, "META-INF/" + part + "/LICENSE"))
            .contains("Apache License", "Version 2.0");
      }
      assertThat(text(jar, "META-INF/byte-buddy/NOTICE")).contains("Rafael Winterhalter");
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    return new String(
        jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void helpListsTheCommandsAndSaysHowToStartTheAgent() throws Exception {
    ForkedJvm.Result help = run("--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .startsWith("TLO for Java " + version() + "\n")
        .contains(
            "java -javaagent:tlo-agent.jar",
            "'settings' lists the keys",
            "\n  tasks ",
            "\n   3   the JVM could not be reached");
    assertThat(run()).as("without arguments").isEqualTo(help);
  }

  /** The settings had stood in the help, which is now the list of commands. */
  @Test
  void settingsListsTheSettings() {
    ForkedJvm.Result settings = run("settings");
    assertThat(settings.exitCode()).isZero();
    assertThat(settings.err()).isEmpty();
    assertThat(settings.out())
        .contains(
            "  history.per.task (default: 100)",
            "allowed: 1 to 100000",
            "  on.error (default: continue)");
  }

  @Test
  @Tag("jdk")
  void versionIsOneLine() throws Exception {
    assertThat(run("--version"))
        .isEqualTo(new ForkedJvm.Result(0, "TLO for Java " + version() + "\n", ""));
  }

  @Test
  void anUnknownArgumentIsRefused() {
    assertThat(run("--colour"))
        .isEqualTo(new ForkedJvm.Result(
            2, "", "Unknown option: '--colour'; see java -jar tlo-agent.jar --help\n"));
  }

  private static ForkedJvm.Result run(String... arguments) {
    return new ForkedJvm().withoutAgent().option("-jar").run(Built.agent().toString(), arguments);
  }

  private static String version() throws IOException {
    try (JarFile jar = new JarFile(Built.agent().toFile())) {
      return jar.getManifest().getMainAttributes().getValue("Implementation-Version");
    }
  }

  @Test
  @Tag("jdk")
  void theApplicationReachesNothingOfTheAgent() {
    Path classes = TestProgram.alone(folder).compile(ANNOTATION, CURIOUS);
    ForkedJvm.Result result = ForkedJvm.on(classes)
        .agent("log=error,task.annotations=app.Job")
        .run("app.Main", Built.agent().toString());
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("""
        42
        io.tlo.TloContext absent
        io.tlo.Task absent
        net.bytebuddy.ByteBuddy absent
        io.tlo.agent.AgentStart absent
        io.tlo.agent.TloAgent TloAgent
        io/tlo/TloContext.class null
        net/bytebuddy/ByteBuddy.class null
        hook true
        open false false false
        String.value closed
        Instrumentation not reached, looked at objects of the agent: true
        """);
    assertThat(result.exitCode()).isZero();
  }
}
