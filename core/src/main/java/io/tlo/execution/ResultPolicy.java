package io.tlo.execution;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a task's result. Nothing of the application is held and, but for {@link #FULL},
 * none of its code is called: a {@code toString} may be slow, throw, wait for a lock or tell a secret.
 *
 * <p>On the application's thread a result only becomes something small that may be held for ever;
 * that becomes text when a record is read.
 *
 * <p>Thread safety: immutable.
 */
public enum ResultPolicy {
  /**
   * Immutable values of JDK classes, strings cut at 1,024 characters, names of enum constants and
   * sizes of the plain {@code java.util} collections, the same inside an {@code Optional}; of any other
   * object its class name.
   */
  SAFE,
  /** Nothing. */
  OFF,
  /**
   * As safe, but any other object by its {@code toString()}, called on a thread of TLO's own. The
   * application's thread waits for it for 50 ms at most; a {@code System.exit} in it is one nevertheless.
   */
  FULL;

  private static final int MOST_CHARACTERS = 1_024;
  private static final int MOST_BITS = 4_096;

  /**
   * The collections whose {@code size()} runs no code of the application and takes no lock. Views and
   * wrappers are left out, since they ask what they wrap; so is {@code TreeSet}, which may be a view of
   * another and then counts by comparing.
   */
  private static final Set<Class<?>> COUNTED = Set.of(
      ArrayList.class,
      LinkedList.class,
      ArrayDeque.class,
      PriorityQueue.class,
      HashSet.class,
      LinkedHashSet.class,
      HashMap.class,
      LinkedHashMap.class,
      TreeMap.class,
      EnumMap.class,
      List.of().getClass(),
      List.of(1).getClass(),
      Set.of().getClass(),
      Set.of(1).getClass(),
      Map.of().getClass(),
      Map.of(1, 1).getClass());

  /**
   * Classes whose {@code toString()} may be called straight. Other classes of the JDK are not among them:
   * collections ask their elements, a date asks the default time zone, which may be of a class of the application,
   * and even that of {@code Object} asks {@code hashCode()}.
   */
  private static final Set<Class<?>> PLAIN = Set.of(
      AtomicBoolean.class,
      AtomicInteger.class,
      AtomicLong.class,
      File.class,
      Locale.class,
      OptionalDouble.class,
      OptionalInt.class,
      OptionalLong.class,
      URI.class);

  /** The size of a collection, counted when the execution ended. */
  private record Sized(String className, int size) {
    @Override
    public String toString() {
      return className + " of " + size;
    }
  }

  /** What is kept of the value in an optional. */
  private record Held(@Nullable Object kept) {
    @Override
    public String toString() {
      return "Optional[" + kept + "]";
    }
  }

  /** Returns what may be held of a result, null for null. */
  @Nullable
  Object keep(@Nullable Object result) {
    if (result == null || this == OFF) {
      return null;
    }
    if (result instanceof String text) {
      return cut(text);
    }
    if (isImmutableJdkValue(result)) {
      return result;
    }
    if (result instanceof Enum<?> constant) {
      return constant.name();
    }
    if (COUNTED.contains(result.getClass())) {
      return sized(result);
    }
    if (result instanceof Optional<?> optional) {
      return optional.isEmpty() ? optional : new Held(keep(optional.get()));
    }
    return this == FULL ? byToString(result) : result.getClass().getName();
  }

  /** Returns the text of what {@link #keep} returned. */
  static @Nullable String text(@Nullable Object kept) {
    return kept == null ? null : Secrets.mask(cut(kept.toString()));
  }

  private static boolean isImmutableJdkValue(Object result) {
    if (result instanceof Integer
        || result instanceof Long
        || result instanceof Boolean
        || result instanceof Double
        || result instanceof Float
        || result instanceof Character
        || result instanceof Short
        || result instanceof Byte
        || result instanceof UUID) {
      return true;
    }
    // Not final: a subclass is the application's. Huge ones take long to write out.
    if (result.getClass() == BigInteger.class) {
      return ((BigInteger) result).bitLength() <= MOST_BITS;
    }
    if (result.getClass() == BigDecimal.class) {
      BigDecimal decimal = (BigDecimal) result;
      return decimal.unscaledValue().bitLength() <= MOST_BITS;
    }
    Class<?> type = result.getClass();
    // A clock may be made of another one, which may be the application's.
    return type.getClassLoader() == null
        && type.getPackageName().equals("java.time")
        && !(result instanceof Clock)
        // Its cause may be an exception of the application.
        && !(result instanceof Throwable);
  }

  private static Object sized(Object collection) {
    int size = collection instanceof Map
        ? ((Map<?, ?>) collection).size()
        : ((Collection<?>) collection).size();
    return new Sized(simpleName(collection), size);
  }

  /** List.of() and its like have names that tell nobody anything. */
  private static String simpleName(Object collection) {
    if (collection.getClass().getName().startsWith("java.util.ImmutableCollections")) {
      return collection instanceof Map ? "Map" : collection instanceof Set ? "Set" : "List";
    }
    return collection.getClass().getSimpleName();
  }

  private static @Nullable Object byToString(Object result) {
    if (result.getClass() == StringBuilder.class) {
      // Its toString() would copy all of it.
      StringBuilder text = (StringBuilder) result;
      return cut(text.substring(0, Math.min(text.length(), MOST_CHARACTERS + 1)));
    }
    if (PLAIN.contains(result.getClass())) {
      return cut(result.toString());
    }
    ToText question = new ToText(result);
    AskingThreads.ask(question);
    String excuse = question.excuse();
    return excuse == null ? question.given() : result.getClass().getName() + " " + excuse;
  }

  /** Asks an object for its text. */
  private static final class ToText extends Question<String> {
    private final Object result;

    ToText(Object result) {
      super(result.getClass(), "toString");
      this.result = result;
    }

    @Override
    @Nullable
    String call() {
      return bounded(result.toString(), MOST_CHARACTERS);
    }
  }

  private static String cut(String text) {
    return Cut.to(MOST_CHARACTERS, text);
  }
}
