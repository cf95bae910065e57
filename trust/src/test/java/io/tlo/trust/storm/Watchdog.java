package io.tlo.trust.storm;

import io.tlo.testing.ForkedJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Waits for a program no longer than it may take; of one that hangs it tells where each thread
 * stands.
 */
final class Watchdog {

  private Watchdog() {}

  static ForkedJvm.Result await(ForkedJvm.Running program) {
    try {
      return program.await();
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\nthreads:\n" + threads(program.pid()), e);
    }
  }

  private static String threads(long pid) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    ProcessBuilder builder =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Thread.print", "-l");
    try {
      Process process = builder.redirectErrorStream(true).start();
      String dump = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(30, TimeUnit.SECONDS);
      return dump;
    } catch (IOException e) {
      return "none: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "none: " + e;
    }
  }
}
