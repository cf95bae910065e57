package io.tlo.trust.tool;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Runs programs of the JDK that runs the test, with options for every JVM in their environment.
 */
final class ToolRun {

  private static final String VARIABLE = "JAVA_TOOL_OPTIONS";
  private static final int PATIENCE_SECONDS = 120;

  private final Path folder;
  private final String options;

  /**
   * Runs programs in a folder.
   *
   * @param options what the variable for every JVM holds
   */
  ToolRun(Path folder, String options) {
    this.folder = folder;
    this.options = options;
  }

  /** How a program ended, and what it left in its folder. */
  record Outcome(int exitCode, String out, String err, Set<String> files, long millis) {

    /** Returns in what two runs of a piece of work differ. */
    static List<String> differences(ToolJob job, Outcome first, Outcome second) {
      List<String> differences = new ArrayList<>();
      if (first.exitCode != second.exitCode) {
        differences.add("exit code " + first.exitCode + " and " + second.exitCode);
      }
      if (!first.files.equals(second.files)) {
        differences.add("files " + first.files + " and " + second.files);
      }
      add(differences, "stdout", job::comparable, first.out, second.out);
      add(differences, "stderr", job::comparable, first.err, second.err);
      return differences;
    }

    private static void add(
        List<String> differences,
        String what,
        UnaryOperator<String> comparable,
        String first,
        String second) {
      if (!comparable.apply(first).equals(comparable.apply(second))) {
        differences.add(what + " '" + first + "' and '" + second + "'");
      }
    }
  }

  Outcome run(ToolJob job) {
    try {
      Files.createDirectories(folder);
      Path out = Files.createTempFile("tlo-tool", ".out");
      Path err = Files.createTempFile("tlo-tool", ".err");
      try {
        return run(job, out, err);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Outcome run(ToolJob job, Path out, Path err) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program(job.program()).toString());
    command.addAll(job.arguments());
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectInput(new File("/dev/null"))
        .redirectOutput(out.toFile())
        .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("TLO_") || name.startsWith("JDK_JAVA"));
    environment.put(VARIABLE, options);
    long start = System.nanoTime();
    Process process = builder.start();
    await(job, process);
    long millis = (System.nanoTime() - start) / 1_000_000;
    return new Outcome(
        process.exitValue(),
        Files.readString(out),
        withoutNotice(Files.readString(err)),
        files(),
        millis);
  }

  private static void await(ToolJob job, Process process) {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(job + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The JVM itself says on stderr that it has seen the variable, and what it holds. */
  private static String withoutNotice(String err) {
    return err.lines()
        .filter(line -> !line.startsWith("Picked up " + VARIABLE))
        .reduce("", (text, line) -> text + line + "\n");
  }

  private Set<String> files() throws IOException {
    Set<String> files = new TreeSet<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.forEach(each -> files.add(folder.relativize(each).toString()));
    }
    return files;
  }

  static Path home() {
    return Path.of(System.getProperty("java.home"));
  }

  static Path program(String name) {
    return home().resolve("bin").resolve(name);
  }
}
