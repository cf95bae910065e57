package io.tlo.trust.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.ControlAgent;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.PrintedNumbers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many threads load many classes that extend and name each other, while the agent looks at each.
 */
@Tag("jdk")
class ClassLoadingStormIT {

  private static final int CLASSES = Extent.of(1_000, 5_000, 5_000);
  private static final int STARTS = Extent.of(1, 3, 100);
  /**
   * How many reads of a task may find that it has gone. A class is given up whose definition takes
   * long, as some do where 64 threads load on few processors, and its tasks come again later.
   */
  private static final int MOST_GONE = CLASSES / 100;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir
  Path folder;

  private final StormClasses classes = new StormClasses(CLASSES);
  private Path program = Path.of("");
  private Path jar = Path.of("");

  @BeforeEach
  void make() throws IOException {
    jar = classes.in(folder.resolve("storm.jar"));
    program =
        TestProgram.in(folder.resolve("program")).compile(StormProgram.MAIN, StormProgram.LOADER);
  }

  @Test
  void noStartHangsOrGoesInACircleAndEveryTaskIsRecorded() {
    long gone = 0;
    for (int i = 0; i < STARTS; i++) {
      ForkedJvm jvm = ForkedJvm.on(program, Built.core()).patience(PATIENCE);
      try (ForkedJvm.Running running = jvm.start("app.Storm", jar.toString(), "watched")) {
        ForkedJvm.Result result = Watchdog.await(running);
        assertThat(result.out().lines().filter(line -> !line.startsWith("number ")))
            .as("start %d: %s", i, result.err())
            .containsExactly(
                "calls " + classes.executions() + " faults 0",
                "triggered 1, attributes read true",
                "recorded " + (classes.executions() + 1) + " lost 0 tasks " + classes.executions());
        assertThat(result.err()).isEmpty();
        gone = Math.max(gone, gone(result, i));
      }
    }
    Figures.of(6)
        .check(
            "64 threads, %,d classes, 2 loaders".formatted(CLASSES),
            ("%d starts: 0 hang, 0 LinkageErrors, each time %,d of %,d calls and 1 of 1 trigger recorded;"
                    + " at most %d tasks gone as they were read")
                .formatted(STARTS, classes.executions(), classes.executions(), gone));
  }

  private static long gone(ForkedJvm.Result result, int start) {
    PrintedNumbers numbers = PrintedNumbers.of("number", result.out());
    assertThat(numbers.all()).containsOnlyKeys("gone");
    long gone = numbers.get("gone");
    System.out.println("start " + start + ": " + gone + " tasks had gone as they were read");
    if (!Extent.isLanding()) {
      assertThat(gone).as("start %d: tasks gone", start).isLessThanOrEqualTo(MOST_GONE);
    }
    return gone;
  }

  /**
   * The JVM calls no transformer within a transformer: two threads that have met in one load what
   * the other one is loading.
   */
  @Test
  void anAgentThatLoadsWhatAClassNamesHangs() {
    Path hasty = ControlAgent.in(folder, "hasty.Hasty").usingByteBuddy().jar(StormProgram.HASTY);
    ForkedJvm jvm =
        ForkedJvm.on(program, Built.core()).patience(PATIENCE).agentAt(hasty.toString(), "");
    try (ForkedJvm.Running running = jvm.start("app.Storm", jar.toString())) {
      ForkedJvm.Result result = Watchdog.await(running);
      assertThat(result.exitCode()).as("%s", result).isEqualTo(3);
      assertThat(result.out())
          .contains("a deadlock of ", "hasty.Hasty.transform", "app.Half.loadClass");
      Figures.of(6)
          .control(
              "the same under an agent that loads what a class names",
              result
                  .out()
                  .lines()
                  .filter(line -> line.startsWith("a deadlock"))
                  .map(line -> line.replace(":", ""))
                  .findFirst()
                  .orElseThrow());
    }
  }
}
