package io.tlo.execution;

import io.tlo.state.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the record of an interrupted execution says: how it really ended, and that it was interrupted. */
final class InterruptedOutcome {

  /** Failures that an interrupt leads to; looked for in the text, since no Throwable is kept. */
  private static final List<String> SIGNS = List.of(
      "java.lang.InterruptedException",
      "java.nio.channels.ClosedByInterruptException",
      "java.io.InterruptedIOException",
      "java.net.SocketException: Closed by interrupt",
      "java.util.concurrent.CancellationException");

  private InterruptedOutcome() {}

  /** Returns how it ended: cancelled if that came of the interruption. */
  static TaskStatus status(Interruption last, TaskStatus status, @Nullable Object kept) {
    boolean isCause = status == TaskStatus.FAILED && last.reached() && comesOfInterrupt(kept);
    return isCause ? TaskStatus.CANCELLED : status;
  }

  private static boolean comesOfInterrupt(@Nullable Object failure) {
    String text = String.valueOf(failure);
    for (String sign : SIGNS) {
      if (text.startsWith(sign) || text.contains("\nCaused by: " + sign)) {
        return true;
      }
    }
    return false;
  }

  /** Returns what is kept of the result or the failure, with a word about the interruption. */
  static @Nullable Object text(Interruption last, TaskStatus status, @Nullable Object kept) {
    if (!last.reached()) {
      return kept;
    }
    String by = "interrupted by " + last.by();
    if (status == TaskStatus.CANCELLED) {
      return "Cancelled: " + by + "\n" + kept;
    }
    if (status == TaskStatus.FAILED) {
      return kept + "\n(" + by + " before it failed)";
    }
    String result = ResultPolicy.text(kept);
    return (result == null ? "" : result + " ") + "(" + by + ", and went on)";
  }
}
