package io.tlo.arguments;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.arguments.ArgumentToken.Kind;

/**
 * The sentences that say why a text is not taken as the arguments of a method; each begins with the
 * method's signature and shows at most 100 characters of what was found.
 *
 * <p>Thread safety: immutable.
 */
final class ArgumentRefusal {

  private static final int MOST_SHOWN = 100;

  private final String signature;

  ArgumentRefusal(String signature) {
    this.signature = signature;
  }

  TloException tooLong(int length, int most) {
    return refused(": the text has " + length + " characters, allowed: at most " + most);
  }

  TloException onlyFilledIn(boolean takesArguments) {
    return refused(" got the word String, which clients fill in: "
        + (takesArguments
            ? "type the arguments, or \"String\" in quotes"
            : "clear the field, the method takes no arguments"));
  }

  /**
   * Says that something in the text cannot stand where it does.
   *
   * @param text the whole text
   * @param index where it is, from 0; the text's length if the text ends too early
   */
  TloException misplaced(String text, int index, String allowed) {
    String found = index < text.length()
        ? "found '" + Character.toString(text.codePointAt(index)) + "' at character " + (index + 1)
        : "the text ends at character " + text.length();
    return refused(": " + found + ", allowed: " + allowed);
  }

  TloException unsupported(int parameter, Class<?> type) {
    return refused(": parameter " + parameter + " is a " + type.getTypeName()
        + ", which cannot be given as a text");
  }

  TloException wrongCount(int wanted, boolean orMore, int got) {
    String count =
        wanted == 0 ? "no arguments" : wanted == 1 ? "1 argument" : wanted + " arguments";
    return refused(" takes " + (orMore ? "at least " : "") + count + " and got " + got);
  }

  TloException noArray(String place, ArgumentToken token) {
    return wrongValue(place, token, ": an array in the JSON form, as in [[1, 2], 3]");
  }

  TloException wrongValue(String place, ArgumentToken token, ArgumentType type) {
    boolean needsQuotes =
        token.kind() != Kind.TEXT && !type.takes(Kind.NUMBER) && !type.takes(Kind.TRUTH);
    return wrongValue(place, token, (needsQuotes ? " in double quotes: " : ": ") + type.allowed());
  }

  private TloException wrongValue(String place, ArgumentToken token, String allowed) {
    return refused(": " + place + " is " + found(token) + ", allowed" + allowed);
  }

  private static String found(ArgumentToken token) {
    return switch (token.kind()) {
      case ARRAY -> "an array";
      case TEXT -> token.text().isEmpty() ? "empty" : "'" + cut(token.text()) + "'";
      default -> cut(token.text());
    };
  }

  /** Returns a text of at most 100 characters. */
  static String cut(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN - 1) + "…";
  }

  private TloException refused(String rest) {
    return new TloException(Reason.INVALID_ARGUMENTS, signature + rest);
  }
}
