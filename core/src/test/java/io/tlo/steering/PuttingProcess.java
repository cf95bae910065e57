package io.tlo.steering;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A JVM that runs {@link PuttingProgram}, and what it has acknowledged. */
final class PuttingProcess {

  private static final int KILLED = 128 + 9;

  private final Process process;
  private final Thread reader;
  private final Semaphore news = new Semaphore(0);
  private final List<String> acknowledged = new ArrayList<>();
  private final List<String> others = new ArrayList<>();

  private PuttingProcess(Process process) {
    this.process = process;
    reader = new Thread(this::read);
  }

  static PuttingProcess start(Path file, String prefix) throws IOException {
    List<String> command = List.of(
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        PuttingProgram.class.getName(),
        file.toString(),
        prefix);
    PuttingProcess started =
        new PuttingProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    started.reader.start();
    return started;
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(String line) {
    if (line.endsWith(PuttingProgram.WRITTEN)) {
      acknowledged.add(line.substring(0, line.length() - PuttingProgram.WRITTEN.length()));
      news.release();
    } else {
      others.add(line);
    }
  }

  /** Waits until the process has acknowledged some switches more. */
  void awaitAcknowledged(int count) throws InterruptedException {
    if (!news.tryAcquire(count, 5, TimeUnit.MINUTES)) {
      kill();
      throw new AssertionError("it has written " + acknowledged + " and said " + others);
    }
  }

  /** Kills the process by SIGKILL and returns the methods whose switches it has acknowledged. */
  List<String> kill() throws InterruptedException {
    // Not by the process itself: that would close the stream on what has not been read yet.
    process.toHandle().destroyForcibly();
    int exit = process.waitFor();
    reader.join();
    if (exit != KILLED) {
      throw new AssertionError("it ended by itself, exit " + exit + ", and said " + others);
    }
    return acknowledged;
  }
}
