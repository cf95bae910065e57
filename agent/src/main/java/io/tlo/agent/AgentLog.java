package io.tlo.agent;

import io.tlo.execution.FailureText;
import io.tlo.execution.FaultListener;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says on stderr what the agent has to say, a line each. Written straight to the process's
 * stderr: the application may have put something of its own in the place of {@code System.err}.
 * Of faults no more than 60 lines a minute: ten thousand classes may all have the same one.
 *
 * <p>Thread safety: safe; a line is written in one piece.
 */
public final class AgentLog implements FaultListener, Runnable {

  private static final List<String> LEVELS = List.of("off", "error", "info", "debug");
  private static final int ERROR = 1;
  private static final int INFO = 2;
  private static final int DEBUG = 3;

  private final OutputStream stderr;
  private final int level;
  private final LineLimit faultLimit = new LineLimit();

  AgentLog(String level) {
    this(level, new FileOutputStream(FileDescriptor.err));
  }

  AgentLog(String level, OutputStream stderr) {
    this.stderr = stderr;
    this.level = LEVELS.indexOf(level);
  }

  /**
   * Says that something failed, with the stack trace at {@code debug}. The cause may be of the
   * application's: what it says of itself is asked for as that of a task's failure.
   */
  @Override
  public void fault(String sentence, @Nullable Throwable cause) {
    if (level < ERROR || !mayTell()) {
      return;
    }
    write(cause == null ? sentence : sentence + ": " + headline(cause));
    if (level >= DEBUG && cause != null) {
      writeTrace(trace(cause));
    }
  }

  private boolean mayTell() {
    run();
    return faultLimit.take();
  }

  /**
   * Every second: tells what was held back once the minute is over. Without the lock under which
   * lines are written: where nobody reads stderr, a thread stays in there.
   */
  @Override
  public void run() {
    int heldBack = faultLimit.endMinute();
    if (heldBack > 0) {
      write(heldBack + " more faults were held back; the first of that minute are above");
    }
  }

  /**
   * Where the agent's jar was overwritten, what would ask the cause cannot be loaded any more.
   */
  private static String headline(Throwable cause) {
    try {
      return FailureText.headlineOf(cause);
    } catch (LinkageError e) {
      return cause.getClass().getName();
    }
  }

  private static String trace(Throwable cause) {
    try {
      return FailureText.of(cause);
    } catch (LinkageError e) {
      return cause.getClass().getName();
    }
  }

  /** Says something an operator wants to know. */
  public void info(String sentence) {
    if (level >= INFO) {
      write(sentence);
    }
  }

  /** Says something that helps to find a fault of the agent's. */
  public void debug(String sentence) {
    if (level >= DEBUG) {
      write(sentence);
    }
  }

  private void write(String sentence) {
    writeLine("[tlo] " + oneLine(sentence.strip()));
  }

  /**
   * Further in than any other line, so that a message of several lines looks like none of ours.
   */
  private void writeTrace(String text) {
    for (String line : text.split("\n", -1)) {
      writeLine("[tlo]     " + oneLine(line.strip()));
    }
  }

  private synchronized void writeLine(String line) {
    try {
      stderr.write((line + System.lineSeparator()).getBytes(Charset.defaultCharset()));
    } catch (IOException e) {
      // There is nowhere left to say it.
      return;
    }
  }

  /** Names come from the application: none may forge a line or repaint the terminal. */
  private static String oneLine(String sentence) {
    StringBuilder line = new StringBuilder(sentence.length());
    for (int i = 0; i < sentence.length(); i++) {
      char c = sentence.charAt(i);
      line.append(isUnprintable(c) ? ' ' : c);
    }
    return line.toString();
  }

  private static boolean isUnprintable(char c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
