package io.tlo.trust.classfile;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import io.tlo.trust.ControlAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** A program that calls the tasks of generated classes in a JVM that verifies all code. */
final class Caller {

  private final Path folder;
  private final Path classes;
  private final List<String> names = new ArrayList<>();

  Caller(Path folder) {
    this.folder = folder;
    this.classes = TestProgram.in(folder.resolve("program")).compile(Programs.CALLER);
  }

  Caller with(Generated type) throws IOException {
    type.in(classes);
    names.add(type.name().substring("app/".length()));
    return this;
  }

  /**
   * What came out.
   *
   * @param out what the program says
   * @param err what stands on stderr
   * @param recorded how often each task was executed, by its name
   */
  record Outcome(List<String> out, List<String> err, Map<String, Long> recorded) {

    List<String> results() {
      return out.stream().filter(line -> !line.startsWith("probe ")).toList();
    }

    List<String> probed(String how) {
      return out.stream()
          .filter(line -> line.startsWith("probe ") && line.contains(" " + how + " at "))
          .toList();
    }
  }

  Outcome withoutAgent() {
    return run(jvm().withoutAgent(), false);
  }

  /** Runs it under the agent and the probe, which stands behind it. */
  Outcome underAgentAndProbe() {
    return run(jvm().agent("log=error").agentAt(probe(), ""), true);
  }

  /** Runs it under the probe alone, which has it run on a JVM that is too old for it. */
  Outcome underProbe() {
    return run(jvm().agentAt(probe(), ""), false);
  }

  /** Runs it under another agent, which may use Byte Buddy. */
  Outcome under(String agentClass, String source, boolean withProbe) {
    Path agent = ControlAgent.in(folder, agentClass).usingByteBuddy().jar(source);
    ForkedJvm jvm = jvm().agentAt(agent.toString(), "");
    if (withProbe) {
      jvm.agentAt(probe(), "");
    }
    return run(jvm, false);
  }

  private String probe() {
    return ControlAgent.in(folder, "probe.Probe").jar(Programs.PROBE).toString();
  }

  private ForkedJvm jvm() {
    return ForkedJvm.on(classes, Built.core()).option("-Xverify:all");
  }

  private Outcome run(ForkedJvm jvm, boolean asks) {
    try (ForkedJvm.Running program = jvm.start("app.Caller", names.toArray(String[]::new))) {
      program.awaitOut("done");
      Map<String, Long> recorded = asks ? recorded(program) : Map.of();
      ForkedJvm.Result result = program.say("end").await();
      return new Outcome(result.out().lines().toList(), result.err().lines().toList(), recorded);
    }
  }

  private static Map<String, Long> recorded(ForkedJvm.Running program) {
    try (JmxClient client = JmxClient.to(program).await(JmxClient.REGISTRY)) {
      // Tasks are published one after the other, shortly after they came.
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> client.names("tlo:type=Task,*").size()
              == ((Integer) client.get(JmxClient.REGISTRY, "TasksTotal")).intValue());
      Map<String, Long> recorded = new TreeMap<>();
      for (String name : client.names("tlo:type=Task,*")) {
        recorded.put(
            client.get(name, "Name").toString(),
            client.number(name, "ExecutionsSucceeded") + client.number(name, "ExecutionsFailed"));
      }
      Numbers numbers = Numbers.of(client);
      long all = recorded.values().stream().mapToLong(Long::longValue).sum();
      if (numbers.adviceFailures() != 0 || numbers.calls() != all) {
        throw new AssertionError("the numbers do not agree: " + numbers + ", " + recorded);
      }
      return recorded;
    }
  }
}
