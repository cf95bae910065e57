package io.tlo.agent.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.MBeanInfo;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program under this agent and Jolokia's: its tasks over HTTP, as JSON. */
class JolokiaIT {

  private static final Pattern ADDRESS =
      Pattern.compile("started with URL (http://127\\.0\\.0\\.1:\\d+/jolokia)");

  @TempDir
  Path folder;

  @Test
  void everythingIsReadAndCalledOverHttp() throws Exception {
    assertServed(QuietProgram.in(folder)
        .agent("log=error")
        .agentAt(Parts.jolokia().toString(), "port=0,host=127.0.0.1"));
  }

  @Test
  @Tag("nightly")
  void theOrderOfTheTwoAgentsMakesNoDifference() throws Exception {
    assertServed(QuietProgram.in(folder)
        .agentAt(Parts.jolokia().toString(), "port=0,host=127.0.0.1")
        .agent("log=error"));
  }

  private static void assertServed(ForkedJvm jvm) throws Exception {
    try (ForkedJvm.Running program = QuietProgram.start(jvm);
        JmxClient client =
            JmxClient.to(program).await(QuietProgram.HOURLY).await(JmxClient.REGISTRY)) {
      Jolokia jolokia = new Jolokia(address(program));
      readsTheTasks(jolokia);
      readsTheRegistry(jolokia);
      writesTheSwitch(jolokia);
      callsEveryOperation(jolokia, client);
      tellsARefusal(jolokia);
      assertThat(program.err()).isEmpty();
    }
  }

  private static String address(ForkedJvm.Running program) {
    Matcher matcher = ADDRESS.matcher(program.out());
    assertThat(matcher.find()).as(program.out()).isTrue();
    return matcher.group(1);
  }

  private static void readsTheTasks(Jolokia jolokia) {
    Map<String, Object> tasks = object(jolokia.value("read", "tlo:type=Task,*", ""));
    assertThat(tasks).hasSize(QuietProgram.TASKS);
    assertThat(tasks.values())
        .allSatisfy(task ->
            assertThat(object(task)).containsKeys(Contract.TASK_ATTRIBUTES.toArray(new String[0])));
    assertCounts(tasks.get(QuietProgram.SUCCEEDS), 3, 0);
    assertCounts(tasks.get(QuietProgram.FAILS), 0, 2);
    assertCounts(tasks.get(QuietProgram.GREETS), 1, 0);
    assertCounts(tasks.get(QuietProgram.LATER), 1, 0);
    assertCounts(tasks.get(QuietProgram.HOURLY), 0, 0);
    assertThat(object(tasks.get(QuietProgram.HOURLY)))
        .containsEntry("LastStartedAt", null)
        .containsEntry("LastDurationMillis", null)
        .containsEntry("Schedule", "every 1 h");
    List<Map<String, Object>> records =
        rows(object(tasks.get(QuietProgram.FAILS)).get("RecentRecords"));
    assertThat(records).hasSize(2).allSatisfy(row -> {
      assertThat(row)
          .containsEntry("task", "Quiet.fails")
          .containsEntry("status", "Failed")
          .containsEntry("failure", "Quiet$Refused: refused by the till");
      assertThat(Instant.parse((String) requireNonNull(row.get("startedAt"))))
          .isBefore(Instant.now());
      assertThat(row).containsKey("by");
    });
  }

  private static void assertCounts(@Nullable Object task, int succeeded, int failed) {
    assertThat(object(task))
        .containsEntry("Enabled", true)
        .containsEntry("ExecutionsSucceeded", BigDecimal.valueOf(succeeded))
        .containsEntry("ExecutionsFailed", BigDecimal.valueOf(failed))
        .containsEntry("ExecutionsCancelled", BigDecimal.ZERO)
        .containsEntry("ExecutionsRunning", BigDecimal.ZERO)
        .containsEntry("ExecutionsSkipped", BigDecimal.ZERO);
  }

  private static void readsTheRegistry(Jolokia jolokia) {
    Map<String, Object> registry = object(jolokia.value("read", JmxClient.REGISTRY, ""));
    assertThat(registry)
        .containsKeys(Contract.REGISTRY_ATTRIBUTES.toArray(new String[0]))
        .containsEntry("TasksTotal", BigDecimal.valueOf(QuietProgram.TASKS))
        .containsEntry("ExecutionsSucceeded", BigDecimal.valueOf(QuietProgram.SUCCEEDED))
        .containsEntry("ExecutionsFailed", BigDecimal.valueOf(QuietProgram.FAILED));
    List<Map<String, Object>> tasks = rows(registry.get("Tasks"));
    assertThat(tasks)
        .extracting(row -> row.get("objectName"))
        .containsExactlyInAnyOrder(
            QuietProgram.SUCCEEDS,
            QuietProgram.FAILS,
            QuietProgram.GREETS,
            QuietProgram.LATER,
            QuietProgram.HOURLY);
    List<Map<String, Object>> settings = rows(registry.get("Settings"));
    assertThat(settings)
        .contains(Map.of("key", "log", "value", "error", "origin", "agent argument"));
  }

  private static void writesTheSwitch(Jolokia jolokia) {
    for (boolean on : new boolean[] {false, true}) {
      jolokia.value("write", QuietProgram.LATER, ",\"attribute\":\"Enabled\",\"value\":" + on);
      assertThat(jolokia.value("read", QuietProgram.LATER, ",\"attribute\":\"Enabled\""))
          .isEqualTo(on);
    }
  }

  private static void callsEveryOperation(Jolokia jolokia, JmxClient client) throws Exception {
    MBeanInfo registry = client.info(JmxClient.REGISTRY);
    List<HarmlessCall> calls = HarmlessCall.ofRegistry(registry);
    MBeanInfo task = client.info(QuietProgram.SUCCEEDS);
    List<HarmlessCall> taskCalls = HarmlessCall.ofTask(task);
    assertThat(calls).hasSizeGreaterThanOrEqualTo(Contract.REGISTRY_OPERATIONS.size());
    assertThat(taskCalls).hasSizeGreaterThanOrEqualTo(Contract.TASK_OPERATIONS.size());

    calls.forEach(call -> assertAnswer(jolokia, JmxClient.REGISTRY, call));
    awaitSucceeded(jolokia, QuietProgram.SUCCEEDED + HarmlessCall.triggers(calls));
    taskCalls.forEach(call -> assertAnswer(jolokia, QuietProgram.SUCCEEDS, call));
    awaitSucceeded(
        jolokia,
        QuietProgram.SUCCEEDED + HarmlessCall.triggers(calls) + HarmlessCall.triggers(taskCalls));
  }

  private static void awaitSucceeded(Jolokia jolokia, long executions) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(
                jolokia.value("read", JmxClient.REGISTRY, ",\"attribute\":\"ExecutionsSucceeded\""))
            .isEqualTo(BigDecimal.valueOf(executions)));
  }

  private static void assertAnswer(Jolokia jolokia, String name, HarmlessCall call) {
    String arguments = call.arguments().stream().map(Json::write).collect(Collectors.joining(","));
    Object answer = jolokia.value(
        "exec",
        name,
        ",\"operation\":" + Json.write(call.operation()) + ",\"arguments\":[" + arguments + "]");
    assertThat(String.valueOf(answer)).as(call.operation()).containsPattern(call.answer());
  }

  private static void tellsARefusal(Jolokia jolokia) {
    assertThat(jolokia.answer(
            "exec", JmxClient.REGISTRY, ",\"operation\":\"enable\",\"arguments\":[\"nobody\"]"))
        .containsEntry("status", BigDecimal.valueOf(500))
        .containsEntry("error_type", "java.lang.IllegalArgumentException")
        .hasEntrySatisfying(
            "error",
            error -> assertThat((String) error)
                .contains("no task 'nobody' is registered; showTasks lists them"));
  }

  @SuppressWarnings("unchecked") // JSON has no types; a wrong one fails where it is used
  private static Map<String, Object> object(@Nullable Object value) {
    return (Map<String, Object>) requireNonNull(value);
  }

  @SuppressWarnings("unchecked") // as above
  private static List<Map<String, Object>> rows(@Nullable Object value) {
    return (List<Map<String, Object>>) requireNonNull(value);
  }

  /** Jolokia's protocol, as far as it is needed here. */
  private record Jolokia(String address) {

    Map<String, @Nullable Object> answer(String type, String name, String more) {
      String request = "{\"type\":\"" + type + "\",\"mbean\":" + Json.write(name) + more + "}";
      return Json.object(HttpText.post(address + "/", request));
    }

    @Nullable
    Object value(String type, String name, String more) {
      Map<String, @Nullable Object> answer = answer(type, name, more);
      assertThat(answer).as(name + more).containsEntry("status", BigDecimal.valueOf(200));
      return answer.get("value");
    }
  }
}
