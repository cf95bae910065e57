package io.tlo.agent.cli.remote;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an outcome off the sentence of an agent that tells no numbers. */
final class OlderAnswer {

  private static final Pattern REFUSED =
      Pattern.compile("(?m)^(?:Cannot|  .+, of the same method, cannot) be switched (?:on|off): "
          + "| cannot be interrupted: ");
  private static final Pattern NONE_DONE =
      Pattern.compile("Now (?:en|dis)abled: 0 of |\\d+ executions? of ");
  // The last: the name of the task may hold the same words.
  private static final Pattern STARTED = Pattern.compile("(?s)^Started .*as record (\\d+)");

  private OlderAnswer() {}

  /** Returns the outcome; each number that is not 0 is 1. */
  static Outcome read(String sentence) {
    boolean isNone = NONE_DONE.matcher(sentence).lookingAt() && !sentence.contains("\nAlready ");
    boolean isRefused = REFUSED.matcher(sentence).find();
    Matcher started = STARTED.matcher(sentence);
    Long record = started.find() ? Long.valueOf(started.group(1)) : null;
    return new Outcome(sentence, isNone ? 0 : 1, isRefused ? 1 : 0, record);
  }
}
