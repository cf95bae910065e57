package io.tlo.testing;

import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Starts a program in a JVM of its own, of the JDK that runs the test, with the finished agent unless told
 * otherwise. The agent's log is at {@code error} unless told otherwise: a healthy run leaves stderr empty.
 *
 * <p>In the usual tier the JVM has the options of a short-lived program. It has the JDK's defaults in the
 * nightly tier, after {@link #asInProduction()}, and where the test itself gives an option of the JVM
 * ({@code -X...}) that is not neutral.
 */
public final class ForkedJvm {

  private static final Duration USUAL_PATIENCE = Duration.ofMinutes(2);

  /** A program that lives for seconds needs neither the optimizing compiler nor several collector threads. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

  /** The options of the JVM that leave its compilers, its memory and its own output alone. */
  private static final Set<String> NEUTRAL =
      Set.of("-Xverify:all", "-Xrs", "-XX:+EnableDynamicAgentLoading");

  /** Variables from which a JVM takes options. */
  private static final Set<String> OPTION_VARIABLES =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

  private final List<String> before = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final List<Path> classPath = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> agents = new ArrayList<>();
  private boolean withoutAgent;
  private boolean inProduction = Tier.isNightly();
  private Duration patience = USUAL_PATIENCE;
  private Path runtime = Path.of(System.getProperty("java.home"));
  private @Nullable Path workingDirectory;

  public static ForkedJvm on(Path... classPath) {
    ForkedJvm jvm = new ForkedJvm();
    Collections.addAll(jvm.classPath, classPath);
    return jvm;
  }

  /** Adds the agent with arguments of its own, in the place of {@code log=error}; may be repeated. */
  public ForkedJvm agent(String arguments) {
    agents.add("-javaagent:" + Built.agent() + (arguments.isEmpty() ? "" : "=" + arguments));
    return this;
  }

  /** Adds an agent whose jar is written like this on the command line; may be repeated. */
  public ForkedJvm agentAt(String jar, String arguments) {
    agents.add("-javaagent:" + jar + (arguments.isEmpty() ? "" : "=" + arguments));
    return this;
  }

  public ForkedJvm in(Path directory) {
    workingDirectory = directory;
    return this;
  }

  public ForkedJvm withoutAgent() {
    withoutAgent = true;
    return this;
  }

  public ForkedJvm option(String... more) {
    Collections.addAll(options, more);
    return this;
  }

  /** Leaves compilers and collector as the JDK chooses them, in each tier. */
  public ForkedJvm asInProduction() {
    inProduction = true;
    return this;
  }

  public ForkedJvm variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs it with another Java runtime. */
  public ForkedJvm with(Path javaHome) {
    runtime = javaHome;
    return this;
  }

  /** Has another program start it: as another user, in a container. */
  public ForkedJvm startedBy(String... command) {
    Collections.addAll(before, command);
    return this;
  }

  /** Waits at most so long for the program's texts and its end; otherwise two minutes. */
  public ForkedJvm patience(Duration longest) {
    patience = longest;
    return this;
  }

  /** Runs the program to its end. */
  public Result run(String mainClass, String... arguments) {
    try (Running running = start(mainClass, arguments)) {
      return running.await();
    }
  }

  /** Starts the program of an executable jar. */
  public Running startJar(Path jar, String... arguments) {
    List<String> all = new ArrayList<>(List.of(jar.toString()));
    Collections.addAll(all, arguments);
    return start("-jar", all.toArray(String[]::new));
  }

  /** Starts the program. */
  public Running start(String mainClass, String... arguments) {
    List<String> command = new ArrayList<>(before);
    command.add(runtime.resolve(Path.of("bin", "java")).toString());
    if (!withoutAgent) {
      command.addAll(
          agents.isEmpty() ? List.of("-javaagent:" + Built.agent() + "=log=error") : agents);
    }
    if (isShortLived()) {
      command.addAll(SHORT_LIVED);
    }
    command.addAll(options);
    if (!classPath.isEmpty()) {
      command.add("-cp");
      command.add(
          String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    }
    command.add(mainClass);
    Collections.addAll(command, arguments);
    return new Running(command, environment, workingDirectory, patience);
  }

  private boolean isShortLived() {
    return !inProduction
        && environment.keySet().stream().noneMatch(OPTION_VARIABLES::contains)
        && options.stream().allMatch(ForkedJvm::isNeutral);
  }

  private static boolean isNeutral(String option) {
    boolean isOfJvm = option.startsWith("-X") || option.startsWith("@");
    return !isOfJvm || NEUTRAL.contains(option);
  }

  /** How a program ended. */
  public record Result(int exitCode, String out, String err) {}

  /** A program that runs; it is ended when this is closed. */
  public static final class Running implements AutoCloseable {
    private final Path out;
    private final Path err;
    private final Process process;
    private final Duration patience;

    private Running(
        List<String> command,
        Map<String, String> environment,
        @Nullable Path workingDirectory,
        Duration patience) {
      this.patience = patience;
      try {
        out = Files.createTempFile("tlo-out", ".txt");
        err = Files.createTempFile("tlo-err", ".txt");
        ProcessBuilder builder =
            new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder
            .environment()
            .keySet()
            .removeIf(name -> name.startsWith("TLO_")
                || name.startsWith("JAVA_TOOL")
                || name.startsWith("JDK_JAVA"));
        builder.environment().putAll(environment);
        if (workingDirectory != null) {
          builder.directory(workingDirectory.toFile());
        }
        process = builder.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public long pid() {
      return process.pid();
    }

    public boolean isAlive() {
      return process.isAlive();
    }

    /** Returns what the program has printed on stdout by now. */
    public String out() {
      return read(out);
    }

    /** Returns what the program has printed on stderr by now. */
    public String err() {
      return read(err);
    }

    /** Waits until the program has printed this text on stdout. */
    public Running awaitOut(String text) {
      Awaitility.await()
          .atMost(patience)
          .pollInterval(Duration.ofMillis(10))
          .conditionEvaluationListener(condition -> requireAliveOrPrinted(text))
          .until(() -> out().contains(text));
      return this;
    }

    private void requireAliveOrPrinted(String text) {
      if (!process.isAlive() && !out().contains(text)) {
        throw new AssertionError("ended with " + process.exitValue() + " before it printed '" + text
            + "'; stdout:\n" + out() + "\nstderr:\n" + err());
      }
    }

    /** Gives the program a line on stdin. */
    public Running say(String line) {
      try {
        BufferedWriter in = process.outputWriter(StandardCharsets.UTF_8);
        in.write(line);
        in.newLine();
        in.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return this;
    }

    /** Asks the program to end, as Ctrl-C does. */
    public void terminate() {
      process.destroy();
    }

    public Result await() {
      try {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new AssertionError(
              "still running after " + patience + "; stdout:\n" + out() + "\nstderr:\n" + err());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      return new Result(process.exitValue(), out(), err());
    }

    private static String read(Path file) {
      try {
        return Files.readString(file, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
      try {
        process.waitFor(10, TimeUnit.SECONDS);
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
        // A killed JVM leaves the socket it was attached by, and the next process of its
        // number cannot be attached to.
        Files.deleteIfExists(Path.of("/tmp", ".java_pid" + process.pid()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
