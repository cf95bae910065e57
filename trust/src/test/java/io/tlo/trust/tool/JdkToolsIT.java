package io.tlo.trust.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.ControlAgent;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code JAVA_TOOL_OPTIONS} reaches every program of the JDK; the agent in it changes nothing
 * there.
 */
@Tag("jdk")
class JdkToolsIT {

  private static final int ROUNDS = Extent.of(1, 1, 5);

  private static final String WAITING = """
      package app;
      public class Waiting {
        public static void main(String[] arguments) throws Exception {
          System.out.println("ready");
          System.in.read();
        }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void everyProgramOfTheJdkEndsSaysAndWritesTheSame() {
    try (ForkedJvm.Running waiting = waiting()) {
      List<ToolJob> jobs = ToolJobs.chosen(waiting.pid());
      assertThat(ToolJobs.withoutJob(ToolJobs.all(waiting.pid())))
          .as("programs that have no job")
          .isEmpty();
      List<Long> added = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        added.addAll(compareAll(jobs, round));
      }
      keepFigures(jobs, added);
    }
  }

  private ForkedJvm.Running waiting() {
    Path classes = TestProgram.alone(folder.resolve("waiting")).compile(WAITING);
    return ForkedJvm.on(classes).withoutAgent().start("app.Waiting").awaitOut("ready");
  }

  /** Returns how many milliseconds each took longer. */
  private List<Long> compareAll(List<ToolJob> jobs, int round) {
    ToolRun without = run("without" + round, "-Dtrust=harmless");
    ToolRun with = run("with" + round, agent(Built.agent()));
    List<Long> added = new ArrayList<>();
    for (ToolJob job : jobs) {
      ToolRun.Outcome first = without.run(job);
      ToolRun.Outcome second = with.run(job);
      // One that could do nothing would be the same each time as well.
      assertThat(first.exitCode()).as("%s: %s", job, first).isEqualTo(job.exitCode());
      assertThat(ToolRun.Outcome.differences(job, first, second))
          .as(job.toString())
          .isEmpty();
      added.add(second.millis() - first.millis());
    }
    return added;
  }

  private static void keepFigures(List<ToolJob> jobs, List<Long> added) {
    long programs = jobs.stream().map(ToolJob::program).distinct().count();
    long[] sorted = added.stream().mapToLong(Long::longValue).sorted().toArray();
    Figures.of(10)
        .check(
            programs + " programs of bin, " + added.size() + " runs",
            "exit code, stdout, stderr and files the same; median " + sorted[sorted.length / 2]
                + " ms longer, mean "
                + Math.round(LongStream.of(sorted).average().orElseThrow()) + " ms");
  }

  @Test
  void anAgentThatPrintsOrEndsTheJvmIsSeen() throws Exception {
    List<ToolJob> jobs = List.of(
            ToolJob.of("keytool", "-help"),
            ToolJob.of("javac", "-d", "classes", "app/Main.java"),
            ToolJob.of("jlink", "--list-plugins"))
        .subList(0, Extent.of(1, 3, 3));
    List<String> ofPrinting = differences(jobs, agent(agentThat("System.out.println(1);")));
    List<String> ofEnding = differences(jobs, agent(agentThat("System.exit(7);")));
    assertThat(ofPrinting).hasSize(jobs.size()).allMatch(each -> each.startsWith("stdout "));
    assertThat(ofEnding)
        .filteredOn(each -> each.startsWith("exit code 0 and 7"))
        .hasSize(jobs.size());
    Figures.of(10)
        .control(
            "an agent that prints, in " + jobs.size() + " programs",
            ofPrinting.size() + " differ in stdout");
    Figures.of(10)
        .control(
            "an agent that ends the JVM, in " + jobs.size() + " programs",
            "exit code 7 in place of 0 in each");
  }

  private List<String> differences(List<ToolJob> jobs, String options) throws IOException {
    Path own = Files.createTempDirectory(folder, "control");
    ToolRun without = run(own.getFileName() + "/without", "-Dtrust=harmless");
    ToolRun with = run(own.getFileName() + "/with", options);
    List<String> differences = new ArrayList<>();
    for (ToolJob job : jobs) {
      differences.addAll(ToolRun.Outcome.differences(job, without.run(job), with.run(job)));
    }
    return differences;
  }

  private Path agentThat(String does) throws IOException {
    return ControlAgent.doing(does, Files.createTempDirectory(folder, "agent"));
  }

  private ToolRun run(String name, String options) {
    Path own = folder.resolve(name);
    ToolJobs.prepare(own);
    // What jshell remembers of its user; it says so when it does for the first time.
    return new ToolRun(own, options + " -Djava.util.prefs.userRoot=" + own + "-user");
  }

  private static String agent(Path jar) {
    return "-javaagent:" + jar;
  }
}
