package io.tlo.trust.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.ControlAgent;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.PrintedNumbers;
import io.tlo.trust.StoreSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.spi.ToolProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent in runtimes that jlink has made of no more modules than needed. */
@Tag("jdk")
class ReducedRuntimeIT {

  // A custom store is given every execution as long as its queue of 10,000 is not full.
  private static final int ROUNDS = Extent.of(500, 500, 4_000);

  private static final String STORE = StoreSource.of("custom", "public class Store", """
      private final java.io.PrintStream file;
      public Store() throws java.io.IOException {
        file = new java.io.PrintStream(new java.io.FileOutputStream(System.getProperty("store.file")), true);
      }
      public void create(TaskStateRecord it) {}
      public void update(TaskStateRecord it) { file.println(it.taskName() + " " + it.status().text()); }
      """);

  /**
   * Lets the guest make its calls, and then reads its own MBeans: nobody can connect to such a
   * runtime.
   */
  private static final String READING = """
      package host;
      import java.lang.management.ManagementFactory;
      import javax.management.*;
      public class Reading {
        public static void main(String[] arguments) throws Exception {
          guest.Main.main(arguments);
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          ObjectName task = new ObjectName("tlo:type=Task,group=Work,name=tick");
          long end = System.nanoTime() + 60_000_000_000L;
          while (!server.isRegistered(task) && System.nanoTime() - end < 0) {
            Thread.sleep(20);
          }
          program.AgentNumbers.print("number");
        }
      }
      """;

  /** A runtime takes seconds to make. */
  @TempDir
  static Path images;

  @TempDir
  Path folder;

  private Guest guest;

  @BeforeEach
  void compile() {
    guest = Guest.in(folder);
  }

  @Test
  void withoutManagementTasksAreRecordedAndOneLineSaysThatThereAreNoMBeans() throws Exception {
    Path image = image("java.instrument");
    Path store = TestProgram.in(folder.resolve("store")).compile(STORE);
    Path file = folder.resolve("store.txt");
    long lines;
    try (ForkedJvm.Running program = ForkedJvm.on(guest.classes(), store)
        .with(image)
        .option("-Dstore.file=" + file)
        .variable("TLO_TASK_STATE_STORE", "custom.Store")
        .start("guest.Main", "" + ROUNDS)
        .awaitOut("done")) {
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> program.err().endsWith("\n"));
      ForkedJvm.Result result = program.say("").await();
      assertThat(result.exitCode()).isZero();
      assertThat(result.out()).contains("calls " + 2 * ROUNDS + ", bodies " + 2 * ROUNDS + ",");
      assertThat(result.err())
          .isEqualTo("[tlo] no MBeans: this Java runtime lacks the module java.management\n");
      lines = result.err().lines().count();
    }
    List<String> records = Files.readAllLines(file);
    assertThat(records).filteredOn("Work.tick Succeeded"::equals).hasSize(ROUNDS);
    assertThat(records).filteredOn("Work.call Failed"::equals).hasSize(ROUNDS / 10);
    assertThat(records).hasSize(2 * ROUNDS);
    Figures.of(1)
        .check(
            "jlink image of " + modules(image) + ", " + 2 * ROUNDS + " calls",
            records.size() + " recorded by a custom store, lines on stderr: " + lines);
  }

  @Tag("nightly")
  @Test
  void withManagementTasksAreRecordedAndPublished() throws Exception {
    Path image = image("java.instrument,java.management");
    Path reading = TestProgram.alone(folder.resolve("reading"))
        .seeing(guest.classes())
        .compile(READING, PrintedNumbers.SOURCE);
    try (ForkedJvm.Running program = ForkedJvm.on(guest.classes(), reading)
        .with(image)
        .start("host.Reading", "" + ROUNDS)
        .awaitOut("done")) {
      ForkedJvm.Result result = program.say("").await();
      assertThat(result.exitCode()).isZero();
      assertThat(result.err()).isEmpty();
      assertThat(result.out()).contains("calls " + 2 * ROUNDS + ", bodies " + 2 * ROUNDS + ",");
      PrintedNumbers numbers = PrintedNumbers.of("number", result.out());
      assertThat(numbers.all())
          .containsEntry("ExecutionsCancelled", 0L)
          .containsEntry("ExecutionsRunning", 0L)
          .containsEntry("ExecutionsSkipped", 0L)
          .containsEntry("AdviceFailures", 0L);
      long recorded = numbers.get("ExecutionsSucceeded") + numbers.get("ExecutionsFailed");
      assertThat(recorded).isEqualTo(2L * ROUNDS);
      assertThat(numbers.records()).isEqualTo(recorded);
      Figures.of(1)
          .check(
              "jlink image of " + modules(image) + ", " + 2 * ROUNDS + " calls",
              recorded + " recorded by its MBeans, lines on stderr: "
                  + result.err().lines().count());
    }
  }

  /** The control: an agent that takes management for granted. */
  @Test
  void anAgentThatCallsManagementAtOnceKeepsTheProgramFromStarting() throws Exception {
    Path image = image("java.instrument");
    Path agent = ControlAgent.askingForMBeanServer(folder);
    ForkedJvm.Result result = ForkedJvm.on(guest.classes())
        .with(image)
        .agentAt(agent.toString(), "")
        // The crash is meant, so no files about it are wanted.
        .option("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + folder.resolve("error.log"))
        .run("guest.Main", "1");
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.out()).doesNotContain("calls");
    assertThat(result.err()).contains("java.lang.NoClassDefFoundError", "ManagementFactory");
    Figures.of(1)
        .control(
            "jlink image of " + modules(image) + ": an agent that calls management in premain",
            "exit code " + result.exitCode() + ", the program does not run");
  }

  private static Path image(String modules) {
    Path image = images.resolve(modules);
    if (Files.isDirectory(image)) {
      return image;
    }
    StringWriter messages = new StringWriter();
    PrintWriter out = new PrintWriter(messages);
    int code = ToolProvider.findFirst("jlink")
        .orElseThrow()
        .run(
            out,
            out,
            "--add-modules",
            modules,
            "--strip-debug",
            "--no-man-pages",
            "--no-header-files",
            "--output",
            image.toString());
    assertThat(code).as(messages.toString()).isZero();
    return image;
  }

  /** Returns what the image says that it is made of. */
  private static String modules(Path image) throws IOException {
    String release = Files.readString(image.resolve("release"));
    return release
        .lines()
        .filter(line -> line.startsWith("MODULES="))
        .findFirst()
        .orElseThrow()
        .replaceAll("MODULES=|\"", "")
        .replace(" ", " + ");
  }
}
