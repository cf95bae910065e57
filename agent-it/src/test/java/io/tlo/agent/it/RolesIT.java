package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.FreePort;
import io.tlo.testing.JmxClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stock roles of the JDK's remote JMX: who may only read sees everything and changes nothing, who may write
 * changes everything, and it is known who did.
 */
@Tag("jdk")
class RolesIT {

  private static final String READER = "reader";
  private static final String OPERATOR = "operator";

  /** What the state of a program is made of: its switches and what it counts. */
  private static final List<String> TASK_STATE = List.of(
      "Enabled",
      "DisabledUntil",
      "ExecutionsSucceeded",
      "ExecutionsFailed",
      "ExecutionsCancelled",
      "ExecutionsRunning",
      "ExecutionsSkipped",
      "LastStartedAt",
      "LastStatus");

  private static final List<String> REGISTRY_STATE = List.of(
      "TasksTotal",
      "TasksEnabled",
      "ExecutionsSucceeded",
      "ExecutionsFailed",
      "ExecutionsCancelled",
      "ExecutionsRunning",
      "ExecutionsSkipped",
      "RecordsKept",
      "RecordsDropped",
      "AdviceFailures");

  @TempDir
  static Path folder;

  private static int port;
  private static ForkedJvm.Running program;
  private static JmxClient local;

  @BeforeAll
  static void start() throws IOException {
    port = FreePort.choose();
    Path passwords =
        PasswordPort.secret(folder, "password", READER + " look\n" + OPERATOR + " touch\n");
    Path access =
        PasswordPort.secret(folder, "access", READER + " readonly\n" + OPERATOR + " readwrite\n");
    program = QuietProgram.start(
        QuietProgram.in(folder).option(PasswordPort.options(port, passwords, access)));
    local = JmxClient.to(program).await(QuietProgram.HOURLY).await(JmxClient.REGISTRY);
  }

  @AfterAll
  static void stop() throws IOException {
    local.close();
    program.close();
  }

  @Test
  void whoHasNoPasswordComesNotIn() {
    assertThatThrownBy(() -> JmxClient.to(port, OPERATOR, "look"))
        .isInstanceOf(SecurityException.class);
  }

  @Test
  void whoMayOnlyReadReadsEveryAttributeAndChangesNothing() throws Exception {
    Map<String, @Nullable Object> before = state();
    int attributes = 0;
    int operations = 0;
    try (JmxClient reader = JmxClient.to(port, READER, "look")) {
      MBeanServerConnection server = reader.server();
      for (String name : local.names("tlo:*")) {
        ObjectName mbean = new ObjectName(name);
        MBeanInfo info = server.getMBeanInfo(mbean);
        for (MBeanAttributeInfo each : info.getAttributes()) {
          attributes++;
          server.getAttribute(mbean, each.getName());
          assertForbidden(() -> server.setAttribute(mbean, new Attribute(each.getName(), false)));
        }
        assertForbidden(() -> server.setAttributes(
            mbean, new AttributeList(List.of(new Attribute("Enabled", false)))));
        for (MBeanOperationInfo each : info.getOperations()) {
          operations++;
          assertForbidden(
              () -> server.invoke(mbean, each.getName(), arguments(each), signature(each)));
        }
        assertForbidden(() -> server.unregisterMBean(mbean));
      }
    }
    assertThat(attributes)
        .isEqualTo(QuietProgram.TASKS * local.info(QuietProgram.SUCCEEDS).getAttributes().length
            + local.info(JmxClient.REGISTRY).getAttributes().length)
        .isGreaterThanOrEqualTo(QuietProgram.TASKS * Contract.TASK_ATTRIBUTES.size()
            + Contract.REGISTRY_ATTRIBUTES.size());
    assertThat(operations)
        .isGreaterThanOrEqualTo(QuietProgram.TASKS * Contract.TASK_OPERATIONS.size()
            + Contract.REGISTRY_OPERATIONS.size());
    assertThat(state()).isEqualTo(before).hasSizeGreaterThan(QuietProgram.TASKS * 7);
    assertThat(program.err()).isEmpty();
  }

  @Test
  void whoMayWriteChangesEverythingAndIsNamed() throws Exception {
    try (JmxClient operator = JmxClient.to(port, OPERATOR, "touch")) {
      Set<String> unseen = changes();
      Steps steps = new Steps(operator, unseen);
      String task = QuietProgram.GREETS;
      String name = "Quiet.greets";

      steps.call(task, "disable", "Enabled", true, false);
      steps.call(task, "enable", "Enabled", false, true);
      steps.call(task, "toggle", "Enabled", true, false);
      steps.call(JmxClient.REGISTRY, "enable", task, "Enabled", false, true, name);
      steps.call(JmxClient.REGISTRY, "disable", task, "Enabled", true, false, name);
      steps.call(JmxClient.REGISTRY, "toggle", task, "Enabled", false, true, name);
      steps.write(task, false);
      steps.write(task, true);
      steps.optional(
          JmxClient.REGISTRY, "disableMatching", task, "Enabled", true, false, "*greets*");
      steps.optional(
          JmxClient.REGISTRY, "enableMatching", task, "Enabled", false, true, "*greets*");
      steps.optional(task, "disableFor", task, "Enabled", true, false, "15m");
      operator.set(task, "Enabled", true);
      steps.call(JmxClient.REGISTRY, "perform", task, "Enabled", true, false, "disable", name);
      operator.set(task, "Enabled", true);
      steps.optional(task, "perform", task, "Enabled", true, false, "disableFor", "15m");
      operator.set(task, "Enabled", true);
      steps.optional(task, "interruptRunning", task, "Enabled", true, true);
      steps.optional(task, "triggerWith", task, "ExecutionsSucceeded", 1L, 2L, "Bob,3,BUSY");
      steps.call(task, "resetStatistics", "ExecutionsSucceeded", steps.succeeded(task), 0L);
      String other = QuietProgram.FAILS;
      steps.call(other, "trigger", "ExecutionsFailed", 2L, 3L);
      steps.call(JmxClient.REGISTRY, "trigger", other, "ExecutionsFailed", 3L, 4L, "Quiet.fails");

      assertThat(unseen).as("changes that nothing was shown of").isEmpty();
      assertIsNamed();
    }
    assertThat(program.err()).isEmpty();
  }

  /** Each operation that changes something, and the writing of attributes, as MBean type and name. */
  private static Set<String> changes() throws Exception {
    Set<String> changes = new TreeSet<>();
    for (String mbean : List.of(QuietProgram.SUCCEEDS, JmxClient.REGISTRY)) {
      MBeanInfo info = local.info(mbean);
      Stream.of(info.getOperations())
          .filter(each -> each.getImpact() != MBeanOperationInfo.INFO)
          .forEach(each -> changes.add(key(mbean, each.getName())));
      Stream.of(info.getAttributes())
          .filter(MBeanAttributeInfo::isWritable)
          .forEach(each -> changes.add(key(mbean, each.getName())));
    }
    assertThat(changes)
        .contains(key(QuietProgram.SUCCEEDS, "trigger"), key(QuietProgram.SUCCEEDS, "Enabled"))
        .hasSizeGreaterThanOrEqualTo(10);
    return changes;
  }

  private static String key(String mbean, String name) {
    return (mbean.equals(JmxClient.REGISTRY) ? "Registry " : "Task ") + name;
  }

  private static void assertIsNamed() {
    CompositeData[] records =
        (CompositeData[]) local.call(JmxClient.REGISTRY, "findRecords", "Quiet.fails", "*", 2);
    assertThat(records).hasSize(2).allSatisfy(row -> {
      assertThat(row.get("trigger")).isEqualTo("MANUAL");
      assertThat(row.get("by")).isEqualTo(OPERATOR);
    });
    CompositeData[] audit = (CompositeData[]) local.get(JmxClient.REGISTRY, "Audit");
    assertThat(audit)
        .filteredOn(
            row -> List.of("Quiet.greets", "Quiet.fails").contains(String.valueOf(row.get("task"))))
        .hasSizeGreaterThanOrEqualTo(11)
        .allSatisfy(row -> {
          assertThat(row.get("by")).isEqualTo(OPERATOR);
          assertThat((String) row.get("from")).contains("127.0.0.1");
        });
  }

  private static Map<String, @Nullable Object> state() {
    Map<String, @Nullable Object> state = new TreeMap<>();
    for (String name : local.names("tlo:*")) {
      for (String attribute : name.equals(JmxClient.REGISTRY) ? REGISTRY_STATE : TASK_STATE) {
        state.put(name + " " + attribute, local.getOrNull(name, attribute));
      }
    }
    return state;
  }

  private static void assertForbidden(ThrowingCallable change) {
    assertThatThrownBy(change).isInstanceOf(SecurityException.class);
  }

  private static Object[] arguments(MBeanOperationInfo operation) {
    return Stream.of(operation.getSignature())
        .map(MBeanParameterInfo::getType)
        .map(type ->
            type.equals("int") ? (Object) 0 : type.equals("long") ? (Object) 0L : "Quiet.succeeds")
        .toArray();
  }

  private static String[] signature(MBeanOperationInfo operation) {
    return Arrays.stream(operation.getSignature())
        .map(MBeanParameterInfo::getType)
        .toArray(String[]::new);
  }

  /** Changes one thing after the other and sees that just this has changed in the switches. */
  private static final class Steps {
    private final JmxClient operator;
    private final Set<String> unseen;

    Steps(JmxClient operator, Set<String> unseen) {
      this.operator = operator;
      this.unseen = unseen;
    }

    void call(String task, String operation, String attribute, Object before, Object after) {
      call(task, operation, task, attribute, before, after);
    }

    void call(
        String mbean,
        String operation,
        String task,
        String attribute,
        Object before,
        Object after,
        Object... arguments) {
      assertThat(local.get(task, attribute)).as(operation).isEqualTo(before);
      operator.call(mbean, operation, arguments);
      awaitValue(task, attribute, after, operation);
      unseen.remove(key(mbean, operation));
    }

    /** As {@code call}, where the operation is there. */
    void optional(
        String mbean,
        String operation,
        String task,
        String attribute,
        Object before,
        Object after,
        Object... arguments) {
      if (unseen.contains(key(mbean, operation))) {
        call(mbean, operation, task, attribute, before, after, arguments);
      }
    }

    void write(String task, boolean on) throws Exception {
      assertThat(local.get(task, "Enabled")).isEqualTo(!on);
      operator.set(task, "Enabled", on);
      awaitValue(task, "Enabled", on, "writing");
      unseen.remove(key(task, "Enabled"));
    }

    Object succeeded(String task) {
      return local.get(task, "ExecutionsSucceeded");
    }

    private static void awaitValue(String task, String attribute, Object value, String what) {
      Awaitility.await(what)
          .atMost(Duration.ofSeconds(60))
          .until(() -> Objects.equals(local.get(task, attribute), value));
    }
  }
}
