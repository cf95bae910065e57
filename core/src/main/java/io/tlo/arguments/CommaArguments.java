package io.tlo.arguments;

import io.tlo.arguments.ArgumentToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads arguments separated by commas. Blanks around a part do not count; a part in double quotes may
 * hold commas and blanks, and after a backslash a quote or a backslash.
 *
 * <p>Thread safety: none needed, one object reads one text.
 */
final class CommaArguments {

  private final String text;
  private final ArgumentRefusal refusal;
  private int index;

  private CommaArguments(String text, ArgumentRefusal refusal) {
    this.text = text;
    this.refusal = refusal;
  }

  /**
   * Returns the arguments in a text, at least one.
   *
   * @throws io.tlo.TloException if a part in quotes does not end, or ends before its comma
   */
  static List<ArgumentToken> read(String text, ArgumentRefusal refusal) {
    return new CommaArguments(text, refusal).all();
  }

  private List<ArgumentToken> all() {
    List<ArgumentToken> tokens = new ArrayList<>();
    tokens.add(part());
    while (!isAtEnd()) {
      index++;
      tokens.add(part());
    }
    return tokens;
  }

  /** Returns one part; after it comes a comma or the end. */
  private ArgumentToken part() {
    skipBlanks();
    return !isAtEnd() && text.charAt(index) == '"' ? quoted() : word();
  }

  private ArgumentToken word() {
    int comma = text.indexOf(',', index);
    int end = comma < 0 ? text.length() : comma;
    String word = text.substring(index, end).stripTrailing();
    index = end;
    return ArgumentToken.of(word.equals("null") ? Kind.NULL : Kind.TEXT, word);
  }

  private ArgumentToken quoted() {
    StringBuilder content = new StringBuilder();
    index++;
    while (at("a closing quote") != '"') {
      content.append(text.charAt(index) == '\\' ? escaped() : text.charAt(index));
      index++;
    }
    index++;
    skipBlanks();
    if (!isAtEnd() && text.charAt(index) != ',') {
      throw refusal.misplaced(text, index, "a comma or the end of the text");
    }
    return ArgumentToken.of(Kind.TEXT, content.toString());
  }

  private char escaped() {
    String allowed = "a quote or a backslash, after a backslash";
    index++;
    char escaped = at(allowed);
    if (escaped != '"' && escaped != '\\') {
      throw refusal.misplaced(text, index, allowed);
    }
    return escaped;
  }

  private char at(String allowed) {
    if (isAtEnd()) {
      throw refusal.misplaced(text, index, allowed);
    }
    return text.charAt(index);
  }

  private void skipBlanks() {
    while (!isAtEnd() && Character.isWhitespace(text.charAt(index))) {
      index++;
    }
  }

  private boolean isAtEnd() {
    return index == text.length();
  }
}
