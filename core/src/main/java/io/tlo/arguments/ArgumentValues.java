package io.tlo.arguments;

import io.tlo.TloException;
import io.tlo.arguments.ArgumentToken.Kind;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Converts one text, as an operator types it, into the arguments of a method. No class is looked for by a
 * name in the text, no code of the application runs but the initialisation of an enum among the
 * parameters, and nothing is kept.
 *
 * <p>Thread safety: none needed, one object converts one text.
 */
public final class ArgumentValues {

  private static final int MOST_CHARACTERS = 10_000;

  private final Class<?>[] types;
  private final boolean isVarArgs;
  private final ArgumentRefusal refusal;

  private ArgumentValues(Class<?>[] types, boolean isVarArgs, ArgumentRefusal refusal) {
    this.types = types;
    this.isVarArgs = isVarArgs;
    this.refusal = refusal;
  }

  /**
   * Returns one value for each parameter.
   *
   * @param text arguments separated by commas, or a JSON array of them; blank or null for none; at most
   *     10,000 characters
   * @param types the types of the method's parameters
   * @param isVarArgs whether the method takes any number of arguments in place of its last parameter; the
   *     last value is then the array
   * @param signature how the method is called in a refusal, as in {@code ship(String, int)}
   * @throws TloException with {@link TloException.Reason#INVALID_ARGUMENTS} if the text cannot be read,
   *     holds too few or too many arguments or one that does not fit, or if a parameter's type cannot be
   *     given as a text
   */
  public static @Nullable Object[] convert(
      @Nullable String text, Class<?>[] types, boolean isVarArgs, String signature) {
    return new ArgumentValues(types, isVarArgs, new ArgumentRefusal(signature))
        .values(text == null ? "" : text);
  }

  private @Nullable Object[] values(String text) {
    refuseUnsupported();
    if (text.length() > MOST_CHARACTERS) {
      throw refusal.tooLong(text.length(), MOST_CHARACTERS);
    }
    // Blanks at the beginning stay: a refusal counts characters as they were typed.
    String typed = text.stripTrailing();
    int start = typed.length() - typed.stripLeading().length();
    if (typed.startsWith("[", start)) {
      List<ArgumentToken> tokens = JsonArguments.read(typed, start, refusal);
      return values(tokens, isVarArgs && !endsWithArray(tokens));
    }
    if (typed.substring(start).equals("String")) {
      throw refusal.onlyFilledIn(types.length > 0);
    }
    List<ArgumentToken> tokens = typed.isEmpty() ? List.of() : CommaArguments.read(typed, refusal);
    return values(tokens, types.length > 0 && types[types.length - 1].isArray());
  }

  private void refuseUnsupported() {
    for (int i = 0; i < types.length; i++) {
      Class<?> element = types[i];
      while (element.isArray()) {
        element = element.getComponentType();
      }
      if (ArgumentTypes.of(element) == null) {
        throw refusal.unsupported(i + 1, types[i]);
      }
    }
  }

  /**
   * Returns whether the last argument is the whole array of the last parameter, and not its first element:
   * that may be an array as well, but lies one less deep.
   */
  private boolean endsWithArray(List<ArgumentToken> tokens) {
    if (tokens.size() != types.length) {
      return false;
    }
    int dimensions = 0;
    for (Class<?> type = types[types.length - 1]; type.isArray(); type = type.getComponentType()) {
      dimensions++;
    }
    return tokens.get(tokens.size() - 1).depth() >= dimensions;
  }

  /** Converts; where {@code gathers}, the last parameter's array takes the rest of the arguments. */
  private @Nullable Object[] values(List<ArgumentToken> tokens, boolean gathers) {
    int single = gathers ? types.length - 1 : types.length;
    if (tokens.size() < single || (tokens.size() > single && !gathers)) {
      throw refusal.wrongCount(single, gathers, tokens.size());
    }
    @Nullable Object[] values = new @Nullable Object[types.length];
    for (int i = 0; i < single; i++) {
      values[i] = value(tokens.get(i), types[i], "argument " + (i + 1));
    }
    if (gathers) {
      List<ArgumentToken> rest = tokens.subList(single, tokens.size());
      values[single] = array(rest, types[single], "argument ", single + 1);
    }
    return values;
  }

  private @Nullable Object value(ArgumentToken token, Class<?> type, String place) {
    if (token.kind() == Kind.NULL && !type.isPrimitive()) {
      return null;
    }
    if (!type.isArray()) {
      return single(token, type, place);
    }
    if (token.kind() != Kind.ARRAY) {
      throw refusal.noArray(place, token);
    }
    return array(token.elements(), type, place + ", element ", 1);
  }

  private Object array(List<ArgumentToken> tokens, Class<?> type, String place, int first) {
    Class<?> component = type.getComponentType();
    Object array = Array.newInstance(component, tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      Array.set(array, i, value(tokens.get(i), component, place + (first + i)));
    }
    return array;
  }

  private Object single(ArgumentToken token, Class<?> type, String place) {
    ArgumentType wanted = Objects.requireNonNull(ArgumentTypes.of(type), "was refused before");
    Object value = wanted.takes(token.kind()) ? wanted.read(token.text()) : null;
    if (value == null) {
      throw refusal.wrongValue(place, token, wanted);
    }
    return value;
  }
}
