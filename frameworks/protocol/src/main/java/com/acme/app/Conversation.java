package com.acme.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an application does after its start: it says {@code ready}, and then obeys lines on stdin until it is
 * told {@code quit} or stdin ends. Standard output carries the answers and nothing else.
 */
public final class Conversation {

  /** What the application does for a line. */
  @FunctionalInterface
  public interface Action {
    /**
     * Does it, and returns when it is done.
     *
     * @throws Exception if it cannot be done; the conversation then ends with it
     */
    void run() throws Exception;
  }

  private final Map<String, Action> actions = new LinkedHashMap<>();
  private final PrintStream out;

  /**
   * Begins a conversation whose answers go to standard output.
   *
   * @param stop stops the schedules by the framework's own means, and waits for what runs
   */
  public Conversation(Action stop) {
    this(System.out, stop);
  }

  /**
   * Begins a conversation.
   *
   * @param out what standard output was when the program began
   * @param stop stops the schedules by the framework's own means, and waits for what runs
   */
  public Conversation(PrintStream out, Action stop) {
    this.out = out;
    on("stop", stop, "stopped");
    on("counts", this::printCounts, "end");
    on("transactions", () -> Counts.TRANSACTIONAL.print(out), "end");
  }

  /** Adds a line of this application alone, answered by {@code done <line>}. */
  public Conversation on(String line, Action action) {
    return on(line, action, "done " + line);
  }

  private Conversation on(String line, Action action, String answer) {
    actions.put(line, () -> {
      action.run();
      out.println(answer);
    });
    return this;
  }

  private void printCounts() {
    Counts.FRAMEWORK.print(out);
    Counts.BODY.print(out);
  }

  /**
   * Says that the application is ready, and obeys.
   *
   * @throws Exception if a line cannot be obeyed
   */
  public void hold() throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    out.println("ready");
    for (String line = in.readLine(); line != null && !line.equals("quit"); line = in.readLine()) {
      obey(line);
    }
  }

  private void obey(String line) throws Exception {
    Action action = actions.get(line);
    if (action == null) {
      throw new IOException("'" + line + "' is unknown, allowed are "
          + String.join(", ", actions.keySet()) + ", quit.");
    }
    action.run();
  }
}
