package io.tlo.agent.cli.jvm;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether a process has the agent, told without touching it: by the agent's own thread, which is there from
 * the start, however the agent came in.
 */
public final class AgentPresence {

  private static final String THREAD = "tlo-publisher";

  private AgentPresence() {}

  /** Returns whether the agent is there; null if this system does not tell. */
  public static @Nullable Boolean in(long pid) {
    return ProcessFiles.of(pid).hasThread(THREAD);
  }

  /** Returns whether a process has ever taken in the agent of that jar; true if this system does not tell. */
  public static boolean isKnownIn(long pid, Path jar) {
    return ProcessFiles.of(pid).holdsOpen(jar);
  }

  /** Returns the user whose process it is if it is not the user of this one, else null. */
  public static @Nullable String otherUser(long pid) {
    ProcessFiles process = ProcessFiles.of(pid);
    boolean isOther =
        process.isThere() && !process.userNumber().equals(ProcessFiles.own().userNumber());
    return isOther ? process.userName() : null;
  }
}
