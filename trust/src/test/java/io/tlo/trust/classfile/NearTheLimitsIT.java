package io.tlo.trust.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Methods and constant pools near what a class file can hold: woven where there is room, else
 * left alone with one line, and in either case they do what they did.
 */
@Tag("jdk")
class NearTheLimitsIT {

  /** A method's code has at most 65,535 bytes (JVMS 4.7.3). */
  private static final List<Integer> ALL_SIZES = List.of(
      30_000, 32_760, 32_768, 40_000, 60_000, 62_000, 64_000, 65_000, 65_200, 65_300, 65_350,
      65_400, 65_420, 65_440, 65_460, 65_480, 65_500, 65_520, 65_530, 65_535);

  /** A constant pool has at most 65,534 entries (JVMS 4.1). */
  private static final List<Integer> ALL_ENTRIES =
      List.of(10_000, 60_000, 65_000, 65_400, 65_480, 65_500, 65_510, 65_520, 65_530);

  private static final List<Integer> SIZES =
      Extent.isLanding() ? List.of(30_000, 32_768, 65_535) : ALL_SIZES;
  private static final List<Integer> ENTRIES =
      Extent.isLanding() ? List.of(10_000, 65_530) : ALL_ENTRIES;

  @TempDir
  Path folder;

  @Test
  void longMethodsAreRecordedOrLeftAloneWithOneLineEach() throws IOException {
    Caller program = new Caller(folder);
    for (int size : SIZES) {
      program.with(
          new Generated("Long" + size, Opcodes.V17).task("work", Generated.ofLength(size)));
    }
    requireRecordedOrSaid(
        program, SIZES.size(), SIZES.size() + " methods of 30,000 to 65,535 bytes", true);
  }

  @Test
  void fullConstantPoolsAreRecordedOrLeftAloneWithOneLineEach() throws IOException {
    Caller program = new Caller(folder);
    for (int entries : ENTRIES) {
      program.with(new Generated("Full" + entries, Opcodes.V17)
          .task("work", Generated::everyday)
          .constants(entries));
    }
    requireRecordedOrSaid(
        program,
        ENTRIES.size(),
        ENTRIES.size() + " constant pools of 10,000 to 65,530 entries",
        false);
  }

  private static void requireRecordedOrSaid(
      Caller program, int classes, String what, boolean hasControl) throws IOException {
    Caller.Outcome outcome = program.underAgentAndProbe();

    assertThat(outcome.results()).isEqualTo(program.withoutAgent().results());
    assertThat(outcome.results()).noneMatch(line -> line.contains("broken"));
    assertThat(outcome.recorded().values()).containsOnly(3L);
    List<String> left = outcome.probed("left");
    assertThat(outcome.recorded()).hasSize(classes - left.size());
    assertThat(left).isNotEmpty().hasSizeLessThan(classes);
    assertThat(outcome.err()).hasSameSizeAs(left);
    for (String each : left) {
      String name = each.replaceAll("probe app/(\\w+) .*", "app.$1");
      assertThat(outcome.err())
          .filteredOn(line -> line.startsWith("[tlo] " + name + ":"))
          .hasSize(1);
    }
    Figures.of(5)
        .check(
            what,
            "%d woven and recorded, %d left alone with %d lines, all ran"
                .formatted(outcome.recorded().size(), left.size(), outcome.err().size()));
    if (hasControl) {
      Caller.Outcome naive = program.under("naive.Naive", Programs.NAIVE, false);
      int calls = classes * 3;
      assertThat(naive.out()).doesNotContain("naive " + calls);
      assertThat(naive.err()).noneMatch(line -> line.contains("app.Long"));
      String counted = naive.out().get(naive.out().size() - 1).replace("naive ", "");
      Figures.of(5)
          .control(
              what + " under a plain AgentBuilder",
              "%s of %d calls seen, and not a line about it".formatted(counted, calls));
    }
  }
}
