package io.tlo.trust.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.bytebuddy.ClassFileVersion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Class files of every version. Those that the JVM does not know yet are still given to the
 * agent, before the JVM looks at them; behind it a second agent writes a version into them that
 * the JVM knows, so that woven code of all versions is verified and run.
 */
@Tag("jdk")
class AnyVersionIT {

  private static final int OLDEST = 45;
  private static final int NEWEST = ClassFileVersion.latest().getMajorVersion();
  private static final int BEYOND = 5;
  private static final int LAST_WITH_SUBROUTINES = 49;

  @TempDir
  Path folder;

  @Test
  void everyVersionThatIsKnownIsWovenVerifiedAndRecorded() throws IOException {
    Caller program = program(OLDEST, NEWEST);
    Caller.Outcome outcome = program.underAgentAndProbe();

    assertThat(outcome.results()).isEqualTo(program.underProbe().results());
    assertThat(outcome.results()).noneMatch(line -> line.contains("broken"));
    assertThat(outcome.probed("left")).isEmpty();
    assertThat(outcome.probed("woven")).hasSize(NEWEST - OLDEST + 1);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.recorded()).isEqualTo(expected());
    Figures.of(5)
        .check(
            "versions " + OLDEST + " to " + NEWEST + ", with jsr/ret, table switch and dead code, "
                + "-Xverify:all",
            "%d classes woven, verified and run; %,d calls, %,d recorded"
                .formatted(
                    outcome.probed("woven").size(), calls(expected()), calls(outcome.recorded())));
  }

  @Test
  void versionsBeyondAreLeftAloneWithOneLineInAll() throws IOException {
    Caller program = program(NEWEST + 1, NEWEST + BEYOND);
    Caller.Outcome outcome = program.underAgentAndProbe();

    assertThat(outcome.results()).isEqualTo(program.underProbe().results());
    assertThat(outcome.results()).noneMatch(line -> line.contains("broken"));
    assertThat(outcome.probed("woven")).isEmpty();
    assertThat(outcome.probed("left")).hasSize(BEYOND);
    assertThat(outcome.recorded()).isEmpty();
    assertThat(outcome.err()).hasSize(1);
    assertThat(outcome.err().get(0)).startsWith("[tlo] app.V" + (NEWEST + 1));

    Caller.Outcome naive = program.under("naive.Naive", Programs.NAIVE, true);
    assertThat(naive.out()).contains("naive 0");
    assertThat(naive.err()).noneMatch(line -> line.contains("app.V"));
    String versions = "versions " + (NEWEST + 1) + " to " + (NEWEST + BEYOND);
    Figures.of(5)
        .check(
            versions,
            "%d of %d byte-equal, run, %d line"
                .formatted(outcome.probed("left").size(), BEYOND, outcome.err().size()));
    Figures.of(5)
        .control(
            versions + " under a plain AgentBuilder", "nothing recorded, and not a line about it");
  }

  @Test
  void theVerifierCatchesBrokenWeaving() throws IOException {
    Caller program = program(OLDEST, 44 + Runtime.version().feature());
    Caller.Outcome outcome = program.under("broken.Broken", Programs.BROKEN, false);

    List<String> caught = outcome.out().stream()
        .filter(line -> line.contains("broken java.lang.VerifyError"))
        .toList();
    assertThat(caught).hasSize(Runtime.version().feature());
    Figures.of(5)
        .control(
            "weaving that takes too much from the stack, versions " + OLDEST + " to "
                + (44 + Runtime.version().feature()),
            "VerifyError in %d of %d classes"
                .formatted(caught.size(), Runtime.version().feature()));
  }

  private final Map<String, Long> expected = new TreeMap<>();

  private Map<String, Long> expected() {
    return expected;
  }

  private static long calls(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private Caller program(int from, int to) throws IOException {
    Caller program = new Caller(folder);
    for (int version = from; version <= to; version++) {
      program.with(ofVersion(version));
      List<String> tasks = new ArrayList<>(List.of("work", "dead", "monitor"));
      if (version <= LAST_WITH_SUBROUTINES) {
        tasks.add("old");
      }
      for (String task : tasks) {
        expected.put("V" + version + "." + task, 3L);
      }
      expected.put("V" + version + ".run", 2L);
    }
    return program;
  }

  private static Generated ofVersion(int version) {
    Generated type = new Generated("V" + version, version, "java/util/TimerTask")
        .task("work", Generated::everyday)
        .task("dead", Generated::deadCode)
        .task("monitor", Generated::monitorLeftBehind)
        .countingRun();
    return version <= LAST_WITH_SUBROUTINES ? type.task("old", Generated::subroutine) : type;
  }
}
