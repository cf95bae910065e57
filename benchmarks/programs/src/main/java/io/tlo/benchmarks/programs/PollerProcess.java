package io.tlo.benchmarks.programs;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import javax.management.remote.JMXServiceURL;

/** {@link Pollers} in a JVM of their own; it ends when this one closes it, or ends itself. */
final class PollerProcess implements AutoCloseable {

  private final BufferedWriter orders;
  private final BufferedReader answers;

  private PollerProcess(Process process) {
    this.orders = process.outputWriter();
    this.answers = process.inputReader();
  }

  static PollerProcess start(JMXServiceURL address) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new PollerProcess(new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Pollers.class.getName(),
            address.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start());
  }

  /** Has the pollers read the MBeans of that domain from now on; returns how many polls there were before. */
  long read(String domain) throws IOException {
    orders.write(domain + "\n");
    orders.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new EOFException("the pollers ended");
    }
    return Long.parseLong(answer);
  }

  @Override
  public void close() throws IOException {
    orders.close();
  }
}
