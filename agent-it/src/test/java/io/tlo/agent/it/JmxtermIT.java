package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator at a terminal, with jmxterm attached to the process by its number. */
class JmxtermIT {

  @TempDir
  static Path folder;

  private static ForkedJvm.Running program;
  private static JmxClient client;

  @BeforeAll
  static void start() {
    program = QuietProgram.start(QuietProgram.in(folder));
    client = JmxClient.to(program).await(QuietProgram.HOURLY).await(JmxClient.REGISTRY);
  }

  @AfterAll
  static void stop() throws IOException {
    client.close();
    program.close();
  }

  @Test
  void everyAttributeIsPrintedAndEveryOperationAnswers() throws Exception {
    MBeanInfo task = client.info(QuietProgram.SUCCEEDS);
    MBeanInfo registry = client.info(JmxClient.REGISTRY);
    List<HarmlessCall> taskCalls = HarmlessCall.ofTask(task);
    List<HarmlessCall> registryCalls = HarmlessCall.ofRegistry(registry);

    List<String> script = new ArrayList<>(List.of("domain tlo", "beans"));
    script.add("bean " + QuietProgram.SUCCEEDS);
    script.add("get *");
    taskCalls.forEach(call -> script.add(command(call)));
    script.add("bean " + JmxClient.REGISTRY);
    script.add("get *");
    registryCalls.forEach(call -> script.add(command(call)));
    ForkedJvm.Result result = jmxterm(script);

    Reader reader = new Reader(result.out());
    Stream.of("fails", "greets", "hourly", "later", "succeeds")
        .forEach(name -> reader.find("(?m)^tlo:group=Quiet,name=" + name + ",type=Task$"));
    reader.find("(?m)^tlo:type=Registry$");
    names(task.getAttributes()).forEach(name -> reader.find("(?m)^" + name + " = "));
    taskCalls.forEach(call -> reader.find(call.answer()));
    names(registry.getAttributes()).forEach(name -> reader.find("(?m)^" + name + " = "));
    registryCalls.forEach(call -> reader.find(call.answer()));
    assertThat(result.out())
        .contains("ExecutionsSucceeded = 3;", "Description = Writes a receipt;");
    assertThat(result.err()).doesNotContain("Exception", "Error");
    assertThat(result.err().lines().filter(line -> line.startsWith("#calling operation")))
        .hasSize(taskCalls.size() + registryCalls.size());
    assertThat(names(task.getAttributes())).containsAll(Contract.TASK_ATTRIBUTES);
    assertThat(taskCalls).hasSizeGreaterThanOrEqualTo(Contract.TASK_OPERATIONS.size());
    assertThat(names(registry.getAttributes())).containsAll(Contract.REGISTRY_ATTRIBUTES);
    assertThat(registryCalls).hasSizeGreaterThanOrEqualTo(Contract.REGISTRY_OPERATIONS.size());
    assertThat(program.err()).isEmpty();
  }

  @Test
  void theSwitchCanBeWrittenAndARefusalIsASentence() throws Exception {
    ForkedJvm.Result result = jmxterm(List.of(
        "bean " + QuietProgram.GREETS,
        "set Enabled false",
        "get Enabled",
        "run trigger",
        "set Enabled true",
        "get Enabled",
        "bean " + JmxClient.REGISTRY,
        "run enable nobody"));
    assertThat(result.out()).isEqualToNormalizingNewlines("""
        Enabled = false;

        Enabled = true;

        """);
    assertThat(result.err())
        .contains(
            "IllegalStateException: task 'Quiet.greets' is disabled; enable it first",
            "IllegalArgumentException: no task 'nobody' is registered; showTasks lists them");
    assertThat(client.get(QuietProgram.GREETS, "Enabled")).isEqualTo(true);
  }

  private static ForkedJvm.Result jmxterm(List<String> commands) throws IOException {
    Path script = Files.write(Files.createTempFile(folder, "script", ".txt"), commands);
    ForkedJvm.Result result = ForkedJvm.on(Parts.jmxterm())
        .withoutAgent()
        .option("--add-exports", "jdk.jconsole/sun.tools.jconsole=ALL-UNNAMED")
        .run(
            "org.cyclopsgroup.jmxterm.boot.CliMain",
            "-l",
            Long.toString(program.pid()),
            "-n",
            "-i",
            script.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  private static String command(HarmlessCall call) {
    return Stream.concat(
            Stream.of("run", call.operation()), call.arguments().stream().map(String::valueOf))
        .collect(Collectors.joining(" "));
  }

  private static List<String> names(MBeanFeatureInfo[] features) {
    return Stream.of(features).map(MBeanFeatureInfo::getName).toList();
  }

  /** Goes through what was printed and finds one thing after the other. */
  private static final class Reader {
    private final String text;
    private int from;

    Reader(String text) {
      this.text = text;
    }

    void find(String expression) {
      Matcher matcher = Pattern.compile(expression).matcher(text);
      assertThat(matcher.find(from))
          .as("%s in:%n%s", expression, text.substring(from))
          .isTrue();
      from = matcher.end();
    }
  }
}
