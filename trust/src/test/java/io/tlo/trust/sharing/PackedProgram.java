package io.tlo.trust.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.trust.CountedProgram;
import io.tlo.trust.PackedJar;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The counted program as a jar, since the JVM archives no class that lies in a folder. */
final class PackedProgram {

  private final Path folder;
  private final Path jar;
  private final int calls;
  private final List<String> usualOut;

  /** Packs the program into a folder and finds out what it prints by itself. */
  PackedProgram(Path folder, int calls) {
    this.folder = folder;
    this.calls = calls;
    this.jar =
        PackedJar.of(CountedProgram.compile(folder.resolve("classes")), folder.resolve("app.jar"));
    try (CountedProgram program = CountedProgram.start(plain().withoutAgent())) {
      usualOut = program.call(calls).end().out().lines().toList();
    }
  }

  private ForkedJvm plain() {
    return ForkedJvm.on(jar, Built.core());
  }

  /**
   * Returns options as they stand in the documents, with the archive in a folder of this name.
   */
  String[] options(String archive, String text) {
    return text.replace("=app.", "=" + folder.resolve(archive) + ".").split(" ");
  }

  /** Runs the program without an agent; it must run as ever. */
  Run without(String... options) {
    return run(plain().withoutAgent().option(options), false);
  }

  /** Runs the program with the agent; it must run as ever, and each call must be recorded. */
  Run with(String... options) {
    return run(plain().agent("log=error").option(options), true);
  }

  /** Runs the program with another agent; it must run as ever. */
  Run withOther(Path agent, String... options) {
    return run(plain().agentAt(agent.toString(), "").option(options), false);
  }

  /** Has the JVM do something else than run the program, with the agent. */
  void prepare(String... options) {
    ForkedJvm.Result result = plain().agent("log=error").option(options).run(CountedProgram.CLASS);
    assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
    assertThat(JvmLines.others(result.out() + result.err())).isEmpty();
  }

  private Run run(ForkedJvm jvm, boolean isRecorded) {
    Path log = folder.resolve("loaded.log");
    try (CountedProgram program = CountedProgram.start(LoadedNames.logged(jvm, log))) {
      program.call(calls);
      String recorded = isRecorded ? program.assertRecorded(calls) + ", " : "";
      ForkedJvm.Result result = program.end();
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(JvmLines.others(result.out())).isEqualTo(usualOut);
      assertThat(JvmLines.others(result.err())).isEmpty();
      return new Run(result, LoadedNames.of(log), recorded + "output the same");
    }
  }

  /** What a run has shown. */
  record Run(ForkedJvm.Result result, LoadedNames loaded, String outcome) {

    String figure() {
      return String.format(
          Locale.ROOT,
          "%s, %,d of %,d classes shared; %s",
          outcome,
          loaded.sharedCount(),
          loaded.all(),
          JvmLines.quoted(result));
    }
  }
}
