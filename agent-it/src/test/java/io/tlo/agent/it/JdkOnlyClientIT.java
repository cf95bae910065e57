package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that has nothing but the JDK: no class of this product and none of the program may reach it, and what
 * is refused is refused with an exception that it knows and a sentence.
 */
@Tag("jdk")
class JdkOnlyClientIT {

  /**
   * Its arguments: the address of the program, then the harmless calls, each as MBean, operation and arguments
   * with tabs between them. It prints each fault it finds, and at the end what it has done.
   */
  private static final String CLIENT = """
      package client;
      import java.util.*;
      import java.util.concurrent.*;
      import javax.management.*;
      import javax.management.openmbean.*;
      import javax.management.remote.*;
      public class Walk {
        static final Set<String> PARAMETERS = Set.of("java.lang.String", "int", "long", "boolean");
        static final String[] TEXTS = {
          "", " ", "String", "*", "?", "null", "-1", "no such thing", "<html><b>", "a,b,c", "[1,", "[[[[", "{}", "\\"",
          "Quiet.fails", "app.Quiet.fails()", "Quiet.*", "**", "Failed", "PT15M", "0s", "-5m", "99999999999999999999d",
          "../../etc/passwd", "file:///etc/passwd", "java.lang.Runtime", "\\0\\u001b[2J\\r\\n", "x".repeat(20_000), null
        };
        static final Object[] INTS = {0, 1, -1, 1001, Integer.MIN_VALUE, Integer.MAX_VALUE, null};
        static final Object[] LONGS = {0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 4711L, null};
        static final Object[] BOOLEANS = {true, false, null};
        static final Map<String, Integer> done = new TreeMap<>();
        static MBeanServerConnection server;

        public static void main(String[] arguments) throws Exception {
          try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(arguments[0]))) {
            server = connector.getMBeanServerConnection();
            BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();
            Set<ObjectName> names = new TreeSet<>(server.queryNames(new ObjectName("tlo:*"), null));
            for (ObjectName name : names) {
              count("MBeans");
              server.addNotificationListener(name, (notification, handback) -> heard.add(notification), null, null);
              look(name);
            }
            for (String call : Arrays.asList(arguments).subList(1, arguments.length)) { harmless(call.split("\\t", -1)); }
            listen(heard);
            for (ObjectName name : names) { nonsense(name); }
            for (ObjectName name : names) { look(name); }
          }
          done.forEach((what, times) -> System.out.println(what + " " + times));
        }
        static void count(String what) { done.merge(what, 1, Integer::sum); }
        static void fault(String what) { System.out.println("FAULT " + what); }

        static void look(ObjectName name) throws Exception {
          MBeanInfo info = server.getMBeanInfo(name);
          for (MBeanAttributeInfo each : info.getAttributes()) {
            count("attributes read");
            requireKnown(each.getType(), name + " " + each.getName());
            try { requireKnown(server.getAttribute(name, each.getName()), name + " " + each.getName()); }
            catch (Throwable e) { fault(name + " " + each.getName() + ": " + e); }
          }
          String[] all = Arrays.stream(info.getAttributes()).map(MBeanFeatureInfo::getName).toArray(String[]::new);
          if (server.getAttributes(name, all).size() != all.length) { fault(name + ": not all attributes at once"); }
          for (MBeanOperationInfo each : info.getOperations()) {
            count("operations seen");
            requireKnown(each.getReturnType(), name + " " + each.getName());
            for (MBeanParameterInfo parameter : each.getSignature()) {
              count("parameters seen");
              if (!PARAMETERS.contains(parameter.getType())) { fault(name + " " + each.getName() + " takes " + parameter.getType()); }
              if (parameter.getName().isBlank() || parameter.getDescription().isBlank() || parameter.getName().matches("p\\\\d+")) {
                fault(name + " " + each.getName() + " has a parameter without name or description");
              }
            }
            if (each.getDescription().isBlank() || each.getImpact() == MBeanOperationInfo.UNKNOWN) {
              fault(name + " " + each.getName() + " has no description or impact");
            }
          }
        }
        static void requireKnown(String type, String where) {
          if (!type.matches("void|int|long|boolean|java\\\\.lang\\\\.\\\\w+|java\\\\.util\\\\.Date|(\\\\[L)?javax\\\\.management\\\\.openmbean\\\\.CompositeData;?")) {
            fault(where + " is a " + type);
          }
        }
        static void requireKnown(Object value, String where) {
          if (value instanceof CompositeData[] rows) { for (CompositeData row : rows) { requireKnown(row, where); } return; }
          if (value instanceof CompositeData row) { row.values().forEach(each -> requireKnown(each, where)); return; }
          if (value instanceof String text && text.stripLeading().toLowerCase().startsWith("<html")) { fault(where + " is a page"); }
          if (value != null && !(value instanceof String || value instanceof Number || value instanceof Boolean || value instanceof Date)) {
            fault(where + " gave a " + value.getClass());
          }
        }

        static MBeanOperationInfo operation(ObjectName name, String operation) throws Exception {
          for (MBeanOperationInfo each : server.getMBeanInfo(name).getOperations()) {
            if (each.getName().equals(operation)) { return each; }
          }
          throw new IllegalArgumentException(operation);
        }
        static String[] signature(MBeanOperationInfo operation) {
          return Arrays.stream(operation.getSignature()).map(MBeanParameterInfo::getType).toArray(String[]::new);
        }
        static void harmless(String[] call) throws Exception {
          ObjectName name = new ObjectName(call[0]);
          String[] signature = signature(operation(name, call[1]));
          Object[] given = new Object[signature.length];
          for (int i = 0; i < given.length; i++) {
            String text = call[i + 2];
            given[i] = signature[i].equals("int") ? Integer.valueOf(text) : signature[i].equals("long") ? Long.valueOf(text) : text;
          }
          count("harmless calls");
          try { requireKnown(server.invoke(name, call[1], given, signature), String.join(" ", call)); }
          catch (Throwable e) { fault(String.join(" ", call) + ": " + e); }
        }

        static void listen(BlockingQueue<Notification> heard) throws Exception {
          server.invoke(new ObjectName("tlo:type=Task,group=Quiet,name=fails"), "trigger", new Object[0], new String[0]);
          for (int failures = 0; failures < 2; ) {
            Notification notification = heard.poll(20, TimeUnit.SECONDS);
            if (notification == null) { fault("no failure heard of from task and Registry"); return; }
            requireKnown(notification.getUserData(), notification.getType());
            if (notification.getType().equals("tlo.task.failed")) { count("failures heard of"); failures++; }
          }
        }

        static void nonsense(ObjectName name) throws Exception {
          MBeanInfo info = server.getMBeanInfo(name);
          for (MBeanOperationInfo each : info.getOperations()) {
            String[] signature = signature(each);
            for (int i = 0; i < (signature.length == 0 ? 1 : TEXTS.length); i++) {
              Object[] given = new Object[signature.length];
              for (int j = 0; j < given.length; j++) { given[j] = some(signature[j], i + j * 3); }
              refusal(name, each.getName(), given, signature);
            }
            if (signature.length > 0) {
              Object[] others = new Object[signature.length];
              Arrays.fill(others, new Date());
              refusal(name, each.getName(), others, signature);
            }
          }
          for (MBeanAttributeInfo each : info.getAttributes()) {
            for (Object value : new Object[] {null, "no", 1, "true"}) { write(name, each, value); }
          }
        }
        static Object some(String type, int i) {
          switch (type) {
            case "int": return INTS[i % INTS.length];
            case "long": return LONGS[i % LONGS.length];
            case "boolean": return BOOLEANS[i % BOOLEANS.length];
            default: return TEXTS[i % TEXTS.length];
          }
        }
        static void refusal(ObjectName name, String operation, Object[] given, String[] signature) {
          String where = name + " " + operation + Arrays.toString(given).replaceAll("x{100,}", "x...");
          count("nonsense calls");
          try { requireKnown(server.invoke(name, operation, given, signature), where); }
          catch (Throwable e) { count("refusals"); requireRefusal(e, where); }
        }
        static void requireRefusal(Throwable thrown, String where) {
          Throwable e = thrown instanceof RuntimeMBeanException || thrown instanceof RuntimeOperationsException ? thrown.getCause() : thrown;
          boolean known = e.getClass() == IllegalArgumentException.class || e.getClass() == IllegalStateException.class
              || e.getClass() == InvalidAttributeValueException.class;
          if (!known || e.getMessage() == null || e.getMessage().isBlank() || e.getCause() != null) { fault(where + ": " + thrown); }
        }
        static void write(ObjectName name, MBeanAttributeInfo attribute, Object value) {
          String where = name + " " + attribute.getName() + " = " + value;
          count("nonsense writes");
          try {
            server.setAttribute(name, new Attribute(attribute.getName(), value));
            fault(where + " was taken");
          } catch (AttributeNotFoundException e) {
            if (attribute.isWritable() || e.getMessage() == null) { fault(where + ": " + e); }
          } catch (Throwable e) {
            requireRefusal(e, where);
          }
        }
      }
      """;

  @TempDir
  Path serverFolder;

  @TempDir
  Path clientFolder;

  @Test
  void nothingButTheJdkIsNeededToReadAndCallEverything() throws Exception {
    Path classes = TestProgram.alone(clientFolder).compile(CLIENT);
    try (ForkedJvm.Running program = QuietProgram.start(QuietProgram.in(serverFolder));
        JmxClient client =
            JmxClient.to(program).await(QuietProgram.HOURLY).await(JmxClient.REGISTRY)) {
      MBeanInfo task = client.info(QuietProgram.SUCCEEDS);
      MBeanInfo registry = client.info(JmxClient.REGISTRY);
      assertThat(Stream.of(task.getAttributes()).map(MBeanAttributeInfo::getName))
          .containsAll(Contract.TASK_ATTRIBUTES);
      assertThat(Stream.of(task.getOperations()).map(MBeanOperationInfo::getName))
          .containsAll(Contract.TASK_OPERATIONS);
      assertThat(Stream.of(registry.getAttributes()).map(MBeanAttributeInfo::getName))
          .containsAll(Contract.REGISTRY_ATTRIBUTES);
      assertThat(Stream.of(registry.getOperations()).map(MBeanOperationInfo::getName))
          .containsAll(Contract.REGISTRY_OPERATIONS);
      List<String> arguments = new ArrayList<>(List.of(JmxClient.address(program)));
      HarmlessCall.ofTask(task).forEach(call -> arguments.add(text(QuietProgram.SUCCEEDS, call)));
      HarmlessCall.ofRegistry(registry)
          .forEach(call -> arguments.add(text(JmxClient.REGISTRY, call)));

      ForkedJvm.Result result =
          ForkedJvm.on(classes).withoutAgent().run("client.Walk", arguments.toArray(new String[0]));

      assertThat(result.err()).isEmpty();
      assertThat(result.out()).doesNotContain("FAULT");
      int attributes =
          QuietProgram.TASKS * task.getAttributes().length + registry.getAttributes().length;
      int operations =
          QuietProgram.TASKS * task.getOperations().length + registry.getOperations().length;
      assertThat(counts(result.out()))
          .containsEntry("MBeans", QuietProgram.TASKS + 1)
          .containsEntry("attributes read", 2 * attributes)
          .containsEntry("operations seen", 2 * operations)
          .containsEntry("harmless calls", arguments.size() - 1)
          .containsEntry("nonsense writes", 4 * attributes)
          .containsEntry("failures heard of", 2)
          .hasEntrySatisfying(
              "nonsense calls", calls -> assertThat(calls).isGreaterThan(5 * operations))
          .hasEntrySatisfying("refusals", refusals -> assertThat(refusals).isGreaterThan(100));
      assertThat(program.isAlive()).isTrue();
      assertThat(program.err()).isEmpty();
    }
  }

  private static String text(String name, HarmlessCall call) {
    StringBuilder text = new StringBuilder(name).append('\t').append(call.operation());
    call.arguments().forEach(argument -> text.append('\t').append(argument));
    return text.toString();
  }

  private static Map<String, Integer> counts(String out) {
    Map<String, Integer> counts = new TreeMap<>();
    out.lines().forEach(line -> {
      int space = line.lastIndexOf(' ');
      counts.put(line.substring(0, space), Integer.valueOf(line.substring(space + 1)));
    });
    return counts;
  }
}
