package io.tlo.agent.it;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that a correct server has written into maps, lists, texts, {@link BigDecimal}s, booleans and null, and
 * writes texts.
 */
final class Json {

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static Map<String, @Nullable Object> object(String text) {
    Json json = new Json(text);
    Map<String, @Nullable Object> object = json.object();
    json.blanks();
    if (json.at != text.length()) {
      throw json.wrong("the end");
    }
    return object;
  }

  /** Returns the value as JSON: a text in quotes, a number or boolean as it is. */
  static String write(Object value) {
    if (!(value instanceof String string)) {
      return value.toString();
    }
    return '"' + string.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private @Nullable Object value() {
    blanks();
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    take('{');
    while (!isNext('}')) {
      String name = string();
      take(':');
      object.put(name, value());
      if (!isNext('}')) {
        take(',');
      }
    }
    take('}');
    return object;
  }

  private List<@Nullable Object> list() {
    List<@Nullable Object> list = new ArrayList<>();
    take('[');
    while (!isNext(']')) {
      list.add(value());
      if (!isNext(']')) {
        take(',');
      }
    }
    take(']');
    return list;
  }

  private String string() {
    take('"');
    StringBuilder string = new StringBuilder();
    for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
      string.append(c == '\\' ? escaped(text.charAt(at++)) : c);
    }
    return string.toString();
  }

  private char escaped(char letter) {
    return switch (letter) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> (char) Integer.parseInt(text.substring(at, at += 4), 16);
      default -> letter;
    };
  }

  private BigDecimal number() {
    int from = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return new BigDecimal(text.substring(from, at));
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong(word);
    }
    at += word.length();
    return value;
  }

  private boolean isNext(char c) {
    blanks();
    return text.charAt(at) == c;
  }

  private void take(char c) {
    if (!isNext(c)) {
      throw wrong("'" + c + "'");
    }
    at++;
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String wanted) {
    return new IllegalArgumentException("no " + wanted + " at " + at + " in " + text);
  }
}
