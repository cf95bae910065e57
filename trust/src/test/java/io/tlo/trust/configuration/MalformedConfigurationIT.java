package io.tlo.trust.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With any of the malformed configurations the application runs as without the agent, and one
 * line names the fault; where the user has asked for it, it does not begin.
 */
class MalformedConfigurationIT {

  /** The distance between two configurations that are run. BadConfigurationIT runs a hundred. */
  private static final int STEP = Extent.of(12, 4, 1);

  @TempDir
  static Path folder;

  private static Path classes = Path.of("");
  private static List<Malformed> all = List.of();
  private static ForkedJvm.Result plain = new ForkedJvm.Result(0, "", "");

  @BeforeAll
  static void prepare() throws IOException {
    classes = Programs.compile(folder.resolve("classes"));
    all = Configurations.all(folder);
    plain = ForkedJvm.on(classes, Built.core()).withoutAgent().run("app.Main");
    assertThat(plain).isEqualTo(new ForkedJvm.Result(7, "loaded\nworked 3 times\n", ""));
  }

  private static List<Malformed> chosen() {
    List<Malformed> chosen = new ArrayList<>();
    for (int i = 0; i < all.size(); i += STEP) {
      chosen.add(all.get(i));
    }
    return chosen;
  }

  private static ForkedJvm.Result run(Malformed bad, String otherArguments, Path in) {
    ForkedJvm jvm = ForkedJvm.on(classes, Built.core())
        .agent(bad.arguments(otherArguments))
        .option(bad.options())
        .in(in);
    bad.variables.forEach(jvm::variable);
    return jvm.run(bad.mainClass);
  }

  @Test
  void theApplicationRunsAsWithoutTheAgentAndOneLineNamesTheFault() {
    List<String> harmed = new ArrayList<>();
    for (Malformed each : chosen()) {
      ForkedJvm.Result result = run(each, "log=error", folder);
      Harm.of(plain, result).forEach(harm -> harmed.add(each + ": " + harm));
      if (!result.err().contains(each.mentions)) {
        harmed.add(each + ": says " + result.err());
      }
    }

    assertThat(all).hasSizeGreaterThanOrEqualTo(60);
    assertThat(harmed).isEmpty();
    Figures.of(12)
        .check(
            chosen().size() + " malformed arguments, properties, variables, files and classes",
            "exit code and stdout unchanged, one line each: " + (chosen().size() - harmed.size()));
  }

  @Test
  void whereTheUserWantsItTheApplicationDoesNotBegin() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("working"));
    List<Malformed> strict =
        chosen().stream().filter(each -> each.seenBeforeTheApplication).toList();
    List<String> begun = new ArrayList<>();
    for (Malformed each : strict) {
      ForkedJvm.Result result = run(each, "log=error,on.error=fail", empty);
      Harm.of(new ForkedJvm.Result(1, "", ""), result)
          .forEach(harm -> begun.add(each + ": " + harm));
      if (!result.err().contains(each.mentions)) {
        begun.add(each + ": says " + result.err());
      }
    }

    assertThat(all.stream().filter(each -> each.seenBeforeTheApplication))
        .hasSizeGreaterThanOrEqualTo(60);
    assertThat(begun).isEmpty();
    try (Stream<Path> left = Files.list(empty)) {
      assertThat(left).as("core dumps and the like").isEmpty();
    }
    Figures.of(12)
        .check(
            strict.size() + " of them with on.error=fail",
            "exit code 1, one line, nothing of the application ran: "
                + (strict.size() - begun.size()));
  }

  @Test
  void whatOnlyTheApplicationShowsDoesNotStopItEvenThen() {
    List<Malformed> late =
        all.stream().filter(each -> !each.seenBeforeTheApplication).toList();
    for (Malformed each : STEP == 1 ? late : late.subList(0, 1)) {
      ForkedJvm.Result result = run(each, "log=error,on.error=fail", folder);
      assertThat(Harm.of(plain, result)).as(each.toString()).isEmpty();
    }
  }
}
