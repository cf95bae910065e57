package io.tlo.trust.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.StoreSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A switch file that others can write would let them switch the application's tasks. */
class FileOfOthersIT {

  private static final String MAIN = """
      package app;
      public class Main {
        @io.tlo.Task static void work() {}
        public static void main(String[] arguments) throws Exception {
          work();
          System.out.println("ready");
          System.in.read();
        }
      }
      """;

  private static final String STORE = StoreSource.of("app", "public class Store", """
      public void create(TaskStateRecord record) {}
      public void update(TaskStateRecord record) {}
      """);

  private static final String TASK = JmxClient.task("Main", "work");

  @TempDir
  Path folder;

  private ForkedJvm program() {
    return program("log=error,switch.file=" + switches());
  }

  private ForkedJvm program(String arguments) {
    Path classes = folder.resolve("classes");
    if (!Files.exists(classes)) {
      TestProgram.in(classes).compile(MAIN, STORE);
    }
    return ForkedJvm.on(classes, Built.core())
        // What is made here is open to everybody unless its maker says otherwise.
        .startedBy("sh", "-c", "umask 000; exec \"$@\"", "sh")
        .agent(arguments);
  }

  private Path switches() {
    return folder.resolve("switches");
  }

  /** Switches the task off, and returns whether it is off in the next process. */
  private boolean isOffAfterARestart() throws IOException {
    try (ForkedJvm.Running program = program().start("app.Main").awaitOut("ready");
        JmxClient client = JmxClient.to(program).await(TASK)) {
      client.call(TASK, "disable");
      assertThat(program.say("").await().err()).isEmpty();
    }
    return isOff("rw-r--r--");
  }

  private boolean isOff(String mode) throws IOException {
    Files.setPosixFilePermissions(switches(), PosixFilePermissions.fromString(mode));
    try (ForkedJvm.Running program = program().start("app.Main").awaitOut("ready");
        JmxClient client = JmxClient.to(program).await(TASK)) {
      return !(boolean) client.get(TASK, "Enabled");
    }
  }

  @Tag("nightly")
  @Test
  void aFileThatTheAgentMadeIsNoneOfThem() throws IOException {
    assertThat(isOffAfterARestart()).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(switches())))
        .isEqualTo("rw-r--r--");
  }

  static Stream<Arguments> modes() {
    return Stream.of(
            Arguments.of("rw-rw-r--", "its group"),
            Arguments.of("rw-rw-rw-", "everybody"),
            Arguments.of("rw-r---w-", "everybody"))
        .limit(Extent.of(1, 3, 3));
  }

  @ParameterizedTest
  @MethodSource("modes")
  void whatItHoldsIsNotInForceAndNothingIsWrittenToIt(String mode, String who) throws Exception {
    assertThat(isOffAfterARestart()).isTrue();
    byte[] content = Files.readAllBytes(switches());
    Files.setPosixFilePermissions(switches(), PosixFilePermissions.fromString(mode));

    try (ForkedJvm.Running program = program().start("app.Main").awaitOut("ready");
        JmxClient client = JmxClient.to(program).await(TASK)) {
      assertThat(client.get(TASK, "Enabled")).isEqualTo(true);
      assertThat((String) client.call(TASK, "disable"))
          .contains("can be written by " + who + " (mode " + mode);
      assertThat(client.get(TASK, "Enabled")).isEqualTo(false);
      assertRefused(program.say("").await());
    }
    assertThat(switches()).hasBinaryContent(content);
    Figures.of(12)
        .check(
            "switch file of mode " + mode,
            "refused with one line; not in force, not written, application runs");
    boolean isInForce = isOff("rw-r--r--");
    assertThat(isInForce).isTrue();
    Figures.of(12)
        .control("the same file of mode rw-r--r--", "its switch is in force: " + isInForce);
  }

  private static void assertRefused(ForkedJvm.Result result) {
    assertThat(result.exitCode()).isZero();
    assertThat(result.err().lines())
        .singleElement()
        .satisfies(line -> assertThat(line).contains("allowed is its owner alone", "chmod go-w"));
  }

  /** What a store that instances share said last, for a start without it. */
  @Test
  void whatTheFileOfAllInstancesHoldsIsNotInForceEither() throws Exception {
    Path fleet = Files.writeString(folder.resolve("fleet"), """
        # TLO for Java fleet file, format 1
        2026-11-23T14:15:00Z ops 10.0.0.7 app.Main.work()
        """);
    for (String mode : List.of("rw-rw-rw-", "rw-rw-r--").subList(0, Extent.of(1, 2, 2))) {
      assertThat(isOffEverywhere(fleet, mode)).as(mode).isFalse();
      Figures.of(12).check("fleet file of mode " + mode, "refused with one line; not in force");
    }
    boolean isInForce = isOffEverywhere(fleet, "rw-r--r--");
    assertThat(isInForce).isTrue();
    Figures.of(12)
        .control("the same fleet file of mode rw-r--r--", "its switch is in force: " + isInForce);
  }

  private boolean isOffEverywhere(Path fleet, String mode) throws IOException {
    Files.setPosixFilePermissions(fleet, PosixFilePermissions.fromString(mode));
    String arguments = "log=error,task.state.store=app.Store,fleet.file=" + fleet;
    try (ForkedJvm.Running program = program(arguments).start("app.Main").awaitOut("ready");
        JmxClient client = JmxClient.to(program).await(TASK)) {
      boolean isOff = (boolean) client.get(TASK, "DisabledEverywhere");
      ForkedJvm.Result result = program.say("").await();
      if (isOff) {
        assertThat(result.err()).isEmpty();
      } else {
        assertRefused(result);
      }
      return isOff;
    }
  }
}
