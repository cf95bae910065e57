package io.tlo.trust.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Figures;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations take texts and numbers, and nothing else gets as far as being looked at by them. */
class PayloadIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.lang.management.ManagementFactory;
      import javax.management.ObjectName;
      public class Main {
        public interface LaxMBean { String take(Object anything); }
        public static class Lax implements LaxMBean {
          public String take(Object anything) { return "took a " + anything.getClass().getName(); }
        }
        @Task static int work(int i) { return i; }
        public static void main(String[] arguments) throws Exception {
          work(1);
          ManagementFactory.getPlatformMBeanServer().registerMBean(new Lax(), new ObjectName("app:type=Lax"));
          System.out.println("ready");
          System.in.read();
        }
      }
      """;

  /** A class that the program does not have. */
  private static final String UNKNOWN = """
      package payload;
      public class Unknown implements java.io.Serializable {}
      """;

  @TempDir
  static Path folder;

  @Test
  void onlyTextsAndNumbersAreTaken() throws Exception {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(MAIN);
    try (ForkedJvm.Running program =
            ForkedJvm.on(classes, Built.core()).start("app.Main").awaitOut("ready");
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Main", "work"))) {
      assertThat(types(client)).isSubsetOf("java.lang.String", "int", "long", "boolean");
      List<Object> payloads = payloads();
      Numbers before = Numbers.of(client);
      Map<String, Integer> outcomes = new TreeMap<>();
      for (String mbean : List.of(JmxClient.REGISTRY, JmxClient.task("Main", "work"))) {
        for (MBeanOperationInfo each : client.info(mbean).getOperations()) {
          for (Object payload : payloads) {
            tryEach(client, mbean, each, payload, outcomes);
          }
        }
      }
      for (Object payload : payloads) {
        outcomes.merge(outcomeOfSetting(client, payload), 1, Integer::sum);
      }

      assertThat(outcomes.keySet()).doesNotContain("taken");
      assertThat(Numbers.of(client)).isEqualTo(before);
      assertThat(client.get(JmxClient.task("Main", "work"), "Enabled")).isEqualTo(true);
      Figures.of(11)
          .check("payloads in each parameter of each operation, and Enabled", outcomes.toString());
      Figures.of(11)
          .check("types of all parameters of all operations", types(client).toString());

      Object taken = client.call("app:type=Lax", "take", new HashMap<>());
      assertThat(taken).isEqualTo("took a java.util.HashMap");
      Figures.of(11).control("an MBean with a parameter of type Object", taken + ", caught");
      // What the JDK says on stderr of classes that it does not find is not ours.
      assertThat(program.say("").await().err()).doesNotContain("[tlo]");
    }
  }

  private static List<Object> payloads() throws Exception {
    Path classes = TestProgram.alone(folder.resolve("payload")).compile(UNKNOWN);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      Object unknown =
          loader.loadClass("payload.Unknown").getDeclaredConstructor().newInstance();
      HashMap<Object, Object> hidden = new HashMap<>();
      hidden.put(unknown, unknown);
      return List.of(
          unknown,
          hidden,
          new HashMap<>(),
          new PriorityQueue<>(List.of("b", "a")),
          URI.create("http://127.0.0.1:1/x").toURL(),
          new Object[] {"x"},
          new BitSet(),
          String.class,
          new IllegalStateException("x"));
    }
  }

  /** Returns the types of the parameters of all operations. */
  private static Set<String> types(JmxClient client) {
    Set<String> types = new TreeSet<>();
    for (String mbean : client.names("tlo:*")) {
      for (MBeanOperationInfo each : client.info(mbean).getOperations()) {
        types.addAll(List.of(signature(each)));
      }
    }
    return types;
  }

  private static String[] signature(MBeanOperationInfo operation) {
    return Arrays.stream(operation.getSignature())
        .map(MBeanParameterInfo::getType)
        .toArray(String[]::new);
  }

  /** Puts the payload into each place, by the declared types and by its own. */
  private static void tryEach(
      JmxClient client,
      String mbean,
      MBeanOperationInfo operation,
      Object payload,
      Map<String, Integer> outcomes)
      throws Exception {
    String[] signature = signature(operation);
    for (int place = 0; place < signature.length; place++) {
      Object[] arguments = Arrays.stream(signature)
          .map(type -> switch (type) {
            case "int" -> (Object) 0;
            case "long" -> 0L;
            default -> "Main.work";
          })
          .toArray();
      arguments[place] = payload;
      String[] other = signature.clone();
      other[place] = payload.getClass().getName();
      for (String[] each : List.of(signature, other)) {
        outcomes.merge(
            outcome(client, mbean, operation.getName(), arguments, each), 1, Integer::sum);
      }
    }
  }

  private static String outcome(
      JmxClient client, String mbean, String operation, Object[] arguments, String[] signature) {
    try {
      client.server().invoke(new ObjectName(mbean), operation, arguments, signature);
      return "taken";
    } catch (Exception e) {
      return "refused: " + e.getClass().getSimpleName();
    }
  }

  private static String outcomeOfSetting(JmxClient client, Object payload) {
    try {
      client.set(JmxClient.task("Main", "work"), "Enabled", payload);
      return "taken";
    } catch (Exception e) {
      return "refused: " + e.getClass().getSimpleName();
    }
  }
}
