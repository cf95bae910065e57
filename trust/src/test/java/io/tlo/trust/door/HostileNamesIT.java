package io.tlo.trust.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.AttributeList;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tasks of names that no compiler lets pass are published, read from elsewhere, and removed like
 * others.
 */
class HostileNamesIT {

  private static final int TASKS = Extent.of(200, 400, 2_000);

  /** The same in each extent. */
  private static final long SEED = Long.getLong("tlo.trust.names.seed", 7);

  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  /** Defines the classes, calls each task once, and forgets them when it is told to. */
  private static final String MAIN = """
      package app;
      import java.io.*;
      import java.lang.reflect.Method;
      import java.nio.file.*;
      public class Main {
        static class Loader extends ClassLoader {
          Loader() { super(Main.class.getClassLoader()); }
          Class<?> define(byte[] bytes) { return defineClass(null, bytes, 0, bytes.length); }
        }
        static Loader loader = new Loader();
        public static void main(String[] arguments) throws Exception {
          int calls = 0;
          try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(arguments[0]))))) {
            while (in.available() > 0) {
              for (Method each : loader.define(in.readNBytes(in.readInt())).getDeclaredMethods()) {
                each.invoke(null);
                calls++;
              }
            }
          }
          System.out.println("called " + calls + ".");
          System.in.read();
          loader = null;
          while (System.in.read() == '\\n') System.gc();
        }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void eachIsPublishedUnderANameOfItsOwnAndShowsWhatItIsReallyCalled() throws Exception {
    System.out.println("seed: -Dtlo.trust.names.seed=" + SEED);
    Path classes = TestProgram.in(folder.resolve("classes")).compile(MAIN);
    HostileClasses hostile = new HostileClasses(SEED).make(TASKS);
    Path file = hostile.write(folder.resolve("classes.bin"));
    try (ForkedJvm.Running program = ForkedJvm.on(classes, Built.core())
            .start("app.Main", file.toString())
            .awaitOut("called " + TASKS + ".");
        JmxClient client = JmxClient.to(program).await(JmxClient.REGISTRY)) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(names(client)).as(program.err()).hasSize(TASKS));
      assertThat(client.number(JmxClient.REGISTRY, "TasksTotal")).isEqualTo(TASKS);

      assertThat(differences(hostile.names(), real(client)))
          .as("with -Dtlo.trust.names.seed=%d", SEED)
          .isEmpty();
      for (ObjectName each : names(client)) {
        assertThat(each.isPattern()).isFalse();
        assertThat(new ObjectName(each.toString())).isEqualTo(each);
        assertThat(each.getKeyPropertyList().keySet())
            .containsExactlyInAnyOrder("type", "group", "name");
      }
      assertRemoved(program, client);
      assertThat(program.say("end").err()).isEmpty();
    }
    Figures.of(11)
        .check(
            TASKS + " tasks of hostile names in " + hostile.classes() + " class files",
            "each published, read remotely, removed; each ObjectName distinct and parsed back");
    tellControl(hostile.names());
  }

  private static Set<ObjectName> names(JmxClient client) throws Exception {
    return client.server().queryNames(new ObjectName("tlo:type=Task,*"), null);
  }

  /** Returns name by method, as the MBeans show them, with what they show as escapes put back. */
  private static Map<String, String> real(JmxClient client) throws Exception {
    Map<String, String> names = new TreeMap<>();
    for (ObjectName each : names(client)) {
      AttributeList values = client
          .server()
          .getAttributes(each, new String[] {"Method", "Name", "ExecutionsSucceeded"});
      assertThat(values.asList().get(2).getValue()).as(each.toString()).isEqualTo(1L);
      names.put(
          unescaped(values.asList().get(0).getValue()),
          unescaped(values.asList().get(1).getValue()));
    }
    return names;
  }

  /** Returns what is shown otherwise than it is, as a terminal can show it. */
  private static List<String> differences(Map<String, String> real, Map<String, String> shown) {
    List<String> differences = new ArrayList<>();
    real.forEach((method, name) -> {
      // A quote before it keeps a client from showing it as a page.
      boolean isPage = name.contains("<html") && ("'" + name).equals(shown.get(method));
      if (!isPage && !name.equals(shown.get(method))) {
        differences.add(escaped(method) + " is " + escaped(name) + ", shown as "
            + escaped(String.valueOf(shown.get(method))));
      }
    });
    return differences;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(c -> escaped.append(
            c >= ' ' && c < 0x7f ? Character.toString(c) : "{" + Integer.toHexString(c) + "}"));
    return escaped.toString();
  }

  private static String unescaped(Object shown) {
    Matcher escape = ESCAPE.matcher((String) shown);
    StringBuilder plain = new StringBuilder();
    while (escape.find()) {
      String unit = Character.toString((char) Integer.parseInt(escape.group(1), 16));
      escape.appendReplacement(plain, Matcher.quoteReplacement(unit));
    }
    return escape.appendTail(plain).toString();
  }

  private static void assertRemoved(ForkedJvm.Running program, JmxClient client) {
    program.say("");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> {
          program.say("");
          return names(client).isEmpty();
        });
    assertThat(client.number(JmxClient.REGISTRY, "ExecutionsSucceeded")).isEqualTo(TASKS);
  }

  /** The same names, put into an ObjectName as they are. */
  private static void tellControl(Map<String, String> names) {
    int malformed = 0;
    int patterns = 0;
    for (String each : names.values()) {
      try {
        ObjectName name = new ObjectName("tlo:type=Task,name=" + each);
        patterns += name.isPattern() ? 1 : 0;
      } catch (MalformedObjectNameException e) {
        malformed++;
      }
    }
    assertThat(malformed).isPositive();
    assertThat(patterns).isPositive();
    Figures.of(11)
        .control(
            "the same names put into ObjectNames as they are",
            malformed + " malformed, " + patterns + " patterns");
  }
}
