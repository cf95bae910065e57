package io.tlo.trust.fuzz;

import io.tlo.testing.ForkedJvm;
import io.tlo.trust.Extent;
import io.tlo.trust.Origin;
import io.tlo.trust.Parts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs Jazzer, which is guided by the branches that a text has taken, in a JVM of its own. */
final class Fuzzer {

  /** {@code #2097152 pulse cov: 139 ft: 559 corp: 97/2105b ...}, and the like at the end. */
  private static final Pattern STATE = Pattern.compile("(?m)^#(\\d+)\\s.*?cov: (\\d+) ");

  private static final Pattern FOUND =
      Pattern.compile("(?s)== (?:Java Exception|libFuzzer|ERROR).*");
  private static final int FOUND_SOMETHING = 77;
  private static final String SECONDS = "tlo.trust.fuzz.seconds";
  private static final int RUNS = 2_000;
  private static final int MOST_SECONDS = 300;

  private final Path folder;
  /** The same in each landing, another each night; {@code tlo.trust.fuzz.seed} repeats one. */
  private final int seed = Integer.getInteger(
      "tlo.trust.fuzz.seed", Extent.isLanding() ? 1 : 1 + new Random().nextInt(1_000_000));

  Fuzzer(Path folder) {
    this.folder = folder;
    System.out.println("seed: -Dtlo.trust.fuzz.seed=" + seed);
  }

  /**
   * What came out.
   *
   * @param executions how often the target was called
   * @param branches how many branches of the code were taken
   * @param finding what the fuzzer says of the text that broke the target, empty if none did
   * @param seed what the fuzzer's choices begin with
   */
  record Outcome(long executions, long branches, String finding, int seed) {}

  /** Returns how much each target is tried: so often, or for so long. */
  static String measure() {
    return isCounted() ? RUNS + " runs" : seconds() + " s";
  }

  private static boolean isCounted() {
    return Extent.isLanding() && System.getProperty(SECONDS) == null;
  }

  private static int seconds() {
    return Integer.getInteger(SECONDS, Extent.of(6, 6, 600));
  }

  /** Tries one target, beginning with what lies in its folder of seeds. */
  Outcome run(Class<?> target, Path seeds) {
    return isCounted()
        ? run(target, seeds, MOST_SECONDS, "-runs=" + RUNS)
        : run(target, seeds, seconds());
  }

  /** Tries one target until something is found. */
  Outcome runUntilFound(Class<?> target, Path seeds) {
    return run(target, seeds, MOST_SECONDS);
  }

  private Outcome run(Class<?> target, Path seeds, int seconds, String... more) {
    ForkedJvm jvm = ForkedJvm.on(classPath(target))
        .withoutAgent()
        .in(folder)
        .patience(Duration.ofSeconds(seconds + 120L))
        // What the fuzzer remembers grows: at 700 MB it stood still before the time was up.
        .option("-Xmx2g", "-XX:+EnableDynamicAgentLoading");
    List<String> arguments = new ArrayList<>(List.of(
        "--target_class=" + target.getName(),
        "--instrumentation_includes=io.tlo.**",
        "--reproducer_path=" + folder,
        "-artifact_prefix=" + folder + "/",
        "-seed=" + seed,
        "-max_total_time=" + seconds,
        "-timeout=10",
        "-rss_limit_mb=4096",
        "-print_final_stats=1"));
    arguments.addAll(List.of(more));
    arguments.add(seeds.toString());
    ForkedJvm.Result result =
        jvm.run("com.code_intelligence.jazzer.Jazzer", arguments.toArray(String[]::new));
    String said = result.err() + result.out();
    Matcher found = FOUND.matcher(said);
    if (result.exitCode() == FOUND_SOMETHING || found.find()) {
      return outcome(said, found.reset().find() ? found.group() : said);
    }
    if (result.exitCode() != 0) {
      throw new AssertionError("the fuzzer ended with " + result.exitCode() + ": " + said);
    }
    return outcome(said, "");
  }

  private Outcome outcome(String said, String finding) {
    long executions = 0;
    long branches = 0;
    Matcher state = STATE.matcher(said);
    while (state.find()) {
      executions = Long.parseLong(state.group(1));
      branches = Long.parseLong(state.group(2));
    }
    return new Outcome(executions, branches, finding, seed);
  }

  /**
   * The fuzzer, the target, and all that this JVM has of TLO: Jazzer wants them on one class
   * path.
   */
  private static Path[] classPath(Class<?> target) {
    List<Path> path = new ArrayList<>();
    path.add(Parts.file("jazzer.jar"));
    path.add(Parts.file("jazzer-api.jar"));
    Stream.of(
            target,
            io.tlo.TloSettings.class,
            io.tlo.agent.discovery.TaskClassFilter.class,
            net.bytebuddy.ByteBuddy.class)
        .map(Origin::of)
        .distinct()
        .forEach(path::add);
    return path.toArray(Path[]::new);
  }
}
