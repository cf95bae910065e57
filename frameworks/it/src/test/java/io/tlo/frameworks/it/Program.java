package io.tlo.frameworks.it;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Tier;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** A program with a framework that runs under the agent: both sides of the conversation, and its MBeans. */
final class Program implements AutoCloseable {

  /** How long a framework is left alone at least before its executions are counted. */
  static final Duration SHOWING = Duration.ofSeconds(Tier.size("tlo.it.framework.seconds", 0, 8));

  /** How often each body has run at least before the executions are counted. */
  private static final long TIMES = 3;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ForkedJvm.Running running;
  private final JmxClient client;
  private int heard;

  private Program(ForkedJvm.Running running) {
    this.running = running;
    running.awaitOut("ready\n");
    heard = running.out().length();
    client = JmxClient.to(running).await(JmxClient.REGISTRY);
  }

  /** Waits until the program is ready and its MBeans can be read. */
  static Program of(ForkedJvm.Running running) {
    return new Program(running);
  }

  /** Waits until so many tasks can be read: they are published one after the other. */
  Program awaitTasks(int number) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> client.names("tlo:type=Task,*").size() >= number);
    return this;
  }

  JmxClient client() {
    return client;
  }

  /** Returns what the program has printed on stderr by now. */
  String err() {
    return running.err();
  }

  /** Lets the framework run for the time of a showing, and until each of these bodies has run a few times. */
  void run(Collection<String> labels) {
    if (!SHOWING.isZero()) {
      Awaitility.await().pollDelay(SHOWING).atMost(SHOWING.plus(PATIENCE)).until(running::isAlive);
    }
    labels.forEach(label -> awaitBody(label, TIMES));
  }

  /** Waits until a task has been left out at least so often. */
  void awaitSkips(String task, long times) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> Tasks.of(this).skipped(task) >= times);
  }

  /** Ends the framework's scheduling; when this returns nothing of it runs any more. */
  void stop() {
    ask("stop", "stopped");
  }

  /** Lets the program do what only it knows. */
  void call(String name) {
    ask("call " + name, "called " + name);
  }

  /** The same, and returns what the program prints meanwhile. */
  List<String> callAndHear(String name) {
    return ask("call " + name, "called " + name);
  }

  /** Returns the framework's own count of executions, by label. */
  Map<String, Long> frameworkCounts() {
    return counts("framework", ask("counts", "end"));
  }

  /** Returns how often each body has run, by label. */
  Map<String, Long> bodyCounts() {
    return counts("body", ask("counts", "end"));
  }

  /** Returns how often each body has run inside a transaction of the framework, by label. */
  Map<String, Long> transactionalCounts() {
    return counts("transactional", ask("transactions", "end"));
  }

  /** Waits until a body has run at least so often. */
  void awaitBody(String label, long times) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> bodyCounts().getOrDefault(label, 0L) >= times);
  }

  /** Ends the program in its own way and returns its exit code. */
  ForkedJvm.Result quit() {
    return running.say("quit").await();
  }

  /** Says a line and returns the lines of the answer, without the last one. */
  private List<String> ask(String line, String last) {
    running.say(line);
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .conditionEvaluationListener(condition -> requireAlive())
        .until(() -> ("\n" + unheard()).endsWith("\n" + last + "\n"));
    List<String> answer = unheard().lines().toList();
    heard = running.out().length();
    return answer.subList(0, answer.size() - 1);
  }

  private void requireAlive() {
    if (!running.isAlive()) {
      throw new AssertionError("ended; stdout:\n" + running.out() + "\nstderr:\n" + running.err());
    }
  }

  private String unheard() {
    return running.out().substring(heard);
  }

  private static Map<String, Long> counts(String kind, List<String> lines) {
    Map<String, Long> counts = new TreeMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (words[0].equals(kind)) {
        counts.put(words[1], Long.valueOf(words[2]));
      }
    }
    return counts;
  }

  @Override
  public void close() {
    client.close();
    running.close();
  }
}
