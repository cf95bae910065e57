package io.tlo.benchmarks.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.remote.JMXServiceURL;

/** Four clients that read MBeans once a second each, a quarter of a second apart. */
final class Pollers {

  /** The order to read nothing. */
  static final String NOTHING = "nothing";

  private static final int POLLERS = 4;

  private Pollers() {}

  /** Takes the address; then on standard input, line by line, of which domain the MBeans are to be read;
   * answers each line with the number of polls before it. */
  public static void main(String[] arguments) throws IOException, JMException {
    JMXServiceURL address = new JMXServiceURL(arguments[0]);
    List<Poller> pollers = new ArrayList<>();
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(POLLERS);
    for (int i = 0; i < POLLERS; i++) {
      Poller poller = new Poller(address);
      pollers.add(poller);
      var unused = threads.scheduleAtFixedRate(
          poller::poll, i * 1000L / POLLERS, 1000, TimeUnit.MILLISECONDS);
    }
    obey(pollers);
    System.exit(0);
  }

  private static void obey(List<Poller> pollers) throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String domain = orders.readLine(); domain != null; domain = orders.readLine()) {
      long polls = pollers.stream().mapToLong(Poller::takePolls).sum();
      System.out.println(polls);
      for (Poller poller : pollers) {
        poller.read(domain);
      }
    }
  }
}
