package io.tlo.execution;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one failure with its frames, its suppressed exceptions and its causes, the last of which is always among them.
 *
 * <p>Thread safety: confined to one thread.
 */
final class TraceText {

  private static final int MOST_FRAMES = 50;
  private static final int MOST_CAUSES = 5;
  private static final int MOST_SUPPRESSED = 5;
  // An exception may make a new cause each time that it is asked.
  private static final int MOST_CAUSES_ASKED = 100;
  // What Java writes itself stays far below these; frames can be set to anything.
  private static final int MOST_FRAME = 1_024;
  private static final int MOST_COMPARED = 1_024;
  private static final int MOST_CHARACTERS = 60_000;
  // The causes come after the suppressed ones, and matter more.
  private static final int MOST_CHARACTERS_BEFORE_SUPPRESSED = 20_000;

  private final StringBuilder text = new StringBuilder();
  private final Set<Throwable> written = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Returns the text. */
  String of(Throwable failure) {
    append(failure, "", new StackTraceElement[0]);
    return text.toString();
  }

  /** Appends an exception with all that belongs to it. */
  private void append(Throwable failure, String indent, @Nullable StackTraceElement[] outerFrames) {
    Throwable present = failure;
    @Nullable StackTraceElement[] outer = outerFrames;
    for (int causes = 1; present != null; causes++) {
      if (!written.add(present)) {
        text.append("[CIRCULAR REFERENCE: ")
            .append(present.getClass().getName())
            .append(']');
        return;
      }
      int overridden = Overrides.of(present);
      text.append(FailureText.headline(present, overridden));
      outer = appendTrace(present, overridden, indent, outer);
      appendSuppressed(present, indent, outer);
      present = cause(present, overridden, indent);
      if (present != null && causes > MOST_CAUSES) {
        present = lastCause(present, indent);
      }
      text.append(present == null ? "" : "\n" + indent + "Caused by: ");
    }
  }

  /** Returns the last of the causes that begin with this one, null if there is no last one. */
  private @Nullable Throwable lastCause(Throwable first, String indent) {
    Set<Throwable> passed = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable last = first;
    while (last != null && passed.size() < MOST_CAUSES_ASKED && !written.contains(last)) {
      Throwable next = passed.add(last) ? cause(last, Overrides.of(last), indent) : last;
      if (next == null) {
        int leftOut = passed.size() - 1;
        text.append(leftOut == 0 ? "" : "\n" + indent + "... " + leftOut + " causes left out");
        return last;
      }
      last = next == last ? null : next;
    }
    text.append("\n").append(indent).append("... further causes left out");
    return null;
  }

  private void appendSuppressed(
      Throwable failure, String indent, @Nullable StackTraceElement[] frames) {
    Throwable[] all = failure.getSuppressed();
    int shown = 0;
    while (shown < Math.min(all.length, MOST_SUPPRESSED)
        && text.length() < MOST_CHARACTERS_BEFORE_SUPPRESSED) {
      text.append("\n").append(indent).append("\tSuppressed: ");
      append(all[shown], indent + "\t", frames);
      shown++;
    }
    if (shown < all.length) {
      text.append("\n").append(indent).append("\t... ").append(all.length - shown);
      text.append(" suppressed exceptions left out");
    }
  }

  private @Nullable StackTraceElement[] appendTrace(
      Throwable failure, int overridden, String indent, @Nullable StackTraceElement[] outer) {
    @Nullable StackTraceElement[] frames;
    if ((overridden & Overrides.TRACE) == 0) {
      frames = failure.getStackTrace();
    } else {
      TraceOf question = new TraceOf(failure);
      AskingThreads.ask(question);
      if (question.excuse() != null) {
        text.append("\n").append(indent).append("\t").append(question.excuse());
      }
      frames = question.given();
    }
    if (frames == null) {
      return new StackTraceElement[0];
    }
    appendFrames(frames, indent, frames.length - common(frames, outer));
    return frames;
  }

  private void appendFrames(@Nullable StackTraceElement[] frames, String indent, int own) {
    int shown = 0;
    while (shown < Math.min(own, MOST_FRAMES) && text.length() < MOST_CHARACTERS) {
      text.append("\n").append(indent).append("\tat ").append(frame(frames[shown]));
      shown++;
    }
    if (shown < frames.length) {
      text.append("\n")
          .append(indent)
          .append("\t... ")
          .append(frames.length - shown)
          .append(" more");
    }
  }

  private static String frame(@Nullable StackTraceElement frame) {
    if (frame == null) {
      return "(unknown)";
    }
    int length = frame.getClassName().length()
        + frame.getMethodName().length()
        + length(frame.getFileName())
        + length(frame.getModuleName())
        + length(frame.getModuleVersion())
        + length(frame.getClassLoaderName());
    return length > MOST_FRAME ? "(a frame of " + length + " characters)" : frame.toString();
  }

  private static int length(@Nullable String part) {
    return part == null ? 0 : part.length();
  }

  /** Returns how many frames at the end are the same in both. */
  private static int common(
      @Nullable StackTraceElement[] inner, @Nullable StackTraceElement[] outer) {
    int most = Math.min(MOST_COMPARED, Math.min(inner.length, outer.length));
    int same = 0;
    while (same < most
        && Objects.equals(inner[inner.length - 1 - same], outer[outer.length - 1 - same])) {
      same++;
    }
    return same;
  }

  private @Nullable Throwable cause(Throwable failure, int overridden, String indent) {
    Throwable cause;
    if ((overridden & Overrides.CAUSE) == 0) {
      cause = failure.getCause();
    } else {
      CauseOf question = new CauseOf(failure);
      AskingThreads.ask(question);
      if (question.excuse() != null) {
        text.append("\n").append(indent).append("Caused by: ").append(question.excuse());
      }
      cause = question.given();
    }
    return cause == failure ? null : cause;
  }

  /** Asks an exception for its cause. */
  private static final class CauseOf extends Question<Throwable> {
    private final Throwable failure;

    CauseOf(Throwable failure) {
      super(failure.getClass(), "getCause");
      this.failure = failure;
    }

    @Override
    @Nullable
    Throwable call() {
      return failure.getCause();
    }
  }

  /** Asks an exception for its stack trace. */
  private static final class TraceOf extends Question<StackTraceElement[]> {
    private final Throwable failure;

    TraceOf(Throwable failure) {
      super(failure.getClass(), "getStackTrace");
      this.failure = failure;
    }

    @Override
    StackTraceElement @Nullable [] call() {
      return failure.getStackTrace();
    }
  }
}
