package io.tlo.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import org.jspecify.annotations.Nullable;

/** What the tests of the conversion of arguments ask: for values, or for the sentence of a refusal. */
final class Conversion {

  private final String signature;
  private final Class<?>[] types;
  private final boolean isVarArgs;

  private Conversion(String signature, boolean isVarArgs, Class<?>... types) {
    this.signature = signature;
    this.types = types;
    this.isVarArgs = isVarArgs;
  }

  static Conversion of(String signature, Class<?>... types) {
    return new Conversion(signature, false, types);
  }

  static Conversion varArgs(String signature, Class<?>... types) {
    return new Conversion(signature, true, types);
  }

  @Nullable
  Object[] values(@Nullable String text) {
    return ArgumentValues.convert(text, types, isVarArgs, signature);
  }

  /** Returns the value of the only parameter. */
  @Nullable
  Object value(String text) {
    return values(text)[0];
  }

  String refusal(String text) {
    TloException refused = catchThrowableOfType(
        TloException.class, () -> ArgumentValues.convert(text, types, isVarArgs, signature));
    assertThat(refused).as("the refusal of %s", text).isNotNull();
    assertThat(refused.reason()).isEqualTo(Reason.INVALID_ARGUMENTS);
    return String.valueOf(refused.getMessage());
  }
}
