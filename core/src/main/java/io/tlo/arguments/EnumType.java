package io.tlo.arguments;

import org.jspecify.annotations.Nullable;

/**
 * The constants of an enum, by name. Asking for them initialises the enum, which is the one thing of the
 * application's that runs while arguments are converted; that it fails is only another refusal.
 */
record EnumType(Class<?> type) implements ArgumentType {

  private static final int MOST_SHOWN = 20;

  @Override
  public @Nullable Object read(String text) {
    Object[] constants = constants();
    if (constants == null) {
      return null;
    }
    for (Object constant : constants) {
      if (name(constant).equals(text)) {
        return constant;
      }
    }
    return null;
  }

  @Override
  public String allowed() {
    Object[] constants = constants();
    if (constants == null) {
      return "nothing, since " + type.getTypeName() + " cannot be initialised";
    }
    StringBuilder allowed = new StringBuilder("one of ");
    int shown = Math.min(constants.length, MOST_SHOWN);
    for (int i = 0; i < shown; i++) {
      allowed.append(i == 0 ? "" : ", ").append(ArgumentRefusal.cut(name(constants[i])));
    }
    int more = constants.length - shown;
    return allowed.append(more == 0 ? "" : " and " + more + " more").toString();
  }

  private static String name(Object constant) {
    return ((Enum<?>) constant).name();
  }

  private Object @Nullable [] constants() {
    try {
      return type.getEnumConstants();
    } catch (Throwable e) {
      // A static initialiser may throw anything, and has failed for ever then.
      return null;
    }
  }
}
