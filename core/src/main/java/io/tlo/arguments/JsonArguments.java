package io.tlo.arguments;

import io.tlo.TloException;
import io.tlo.arguments.ArgumentToken.Kind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads arguments that are the elements of one JSON array. Objects are refused; arrays may lie in each
 * other to a depth that no text can make the stack overflow with.
 *
 * <p>Thread safety: none needed, one object reads one text.
 */
final class JsonArguments {

  private static final int MOST_DEPTH = 32;

  // Possessive, since giving digits back and trying again never helps and may take long.
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*+)(?:\\.\\d++)?(?:[eE][+-]?\\d++)?");

  private static final String ELEMENT =
      "a text in double quotes, a number, true, false, null or an array";
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";
  private static final String ESCAPE =
      "one of \" \\ / b f n r t and u with four hexadecimal digits, after a backslash";

  private final String text;
  private final ArgumentRefusal refusal;
  private int index;

  private JsonArguments(String text, int start, ArgumentRefusal refusal) {
    this.text = text;
    this.index = start;
    this.refusal = refusal;
  }

  /**
   * Returns the elements of an array.
   *
   * @param text ends with the array
   * @param start where the array's bracket is
   * @throws TloException if the text is not JSON, holds an object, is nested too deep, or goes on
   *     after the array
   */
  static List<ArgumentToken> read(String text, int start, ArgumentRefusal refusal) {
    return new JsonArguments(text, start, refusal).whole();
  }

  private List<ArgumentToken> whole() {
    List<ArgumentToken> elements = elements(1);
    if (index < text.length()) {
      throw misplaced("nothing after the array");
    }
    return elements;
  }

  /** Reads from the opening bracket to behind the closing one. */
  private List<ArgumentToken> elements(int depth) {
    if (depth > MOST_DEPTH) {
      throw misplaced("arrays at most " + MOST_DEPTH + " deep");
    }
    List<ArgumentToken> elements = new ArrayList<>();
    index++;
    skipBlanks();
    if (at(ELEMENT + ", or ]") == ']') {
      index++;
      return elements;
    }
    elements.add(element(depth));
    while (separator() == ',') {
      skipBlanks();
      elements.add(element(depth));
    }
    return elements;
  }

  /** Reads a comma or the closing bracket. */
  private char separator() {
    skipBlanks();
    char separator = at("a comma or ]");
    if (separator != ',' && separator != ']') {
      throw misplaced("a comma or ]");
    }
    index++;
    return separator;
  }

  private ArgumentToken element(int depth) {
    return switch (at(ELEMENT)) {
      case '[' -> ArgumentToken.array(elements(depth + 1));
      case '"' -> ArgumentToken.of(Kind.TEXT, string());
      case 't' -> word("true", Kind.TRUTH);
      case 'f' -> word("false", Kind.TRUTH);
      case 'n' -> word("null", Kind.NULL);
      case '{' -> throw misplaced(ELEMENT + ", but no object");
      default -> number();
    };
  }

  private ArgumentToken word(String word, Kind kind) {
    if (!text.startsWith(word, index)) {
      throw misplaced(ELEMENT);
    }
    index += word.length();
    return ArgumentToken.of(kind, word);
  }

  private ArgumentToken number() {
    Matcher matcher = NUMBER.matcher(text).region(index, text.length());
    if (!matcher.lookingAt()) {
      throw misplaced(ELEMENT);
    }
    index = matcher.end();
    return ArgumentToken.of(Kind.NUMBER, matcher.group());
  }

  private String string() {
    StringBuilder content = new StringBuilder();
    index++;
    while (at("a closing quote") != '"') {
      content.append(character());
    }
    index++;
    return content.toString();
  }

  private char character() {
    char character = text.charAt(index);
    if (character < ' ') {
      throw misplaced("a control character only as an escape, such as \\n or \\u0000");
    }
    index++;
    return character == '\\' ? escaped() : character;
  }

  private char escaped() {
    char escape = at(ESCAPE);
    int known = ESCAPES.indexOf(escape);
    if (known < 0 && escape != 'u') {
      throw misplaced(ESCAPE);
    }
    index++;
    return known < 0 ? unicode() : ESCAPED.charAt(known);
  }

  private char unicode() {
    int value = 0;
    for (int digit = 0; digit < 4; digit++) {
      char character = at("four hexadecimal digits");
      if (!HexFormat.isHexDigit(character)) {
        throw misplaced("four hexadecimal digits");
      }
      value = value * 16 + HexFormat.fromHexDigit(character);
      index++;
    }
    return (char) value;
  }

  private char at(String allowed) {
    if (index >= text.length()) {
      throw misplaced(allowed);
    }
    return text.charAt(index);
  }

  private void skipBlanks() {
    while (index < text.length() && " \t\n\r".indexOf(text.charAt(index)) >= 0) {
      index++;
    }
  }

  private TloException misplaced(String allowed) {
    return refusal.misplaced(text, index, allowed);
  }
}
