package io.tlo.execution;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which methods of an exception or a stage run code of the application: those are called aside. They are the ones that
 * the application has overridden, and those of the JDK that ask an object of the application. What is found hangs on
 * the class itself: nothing here holds one.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Overrides {

  static final int NONE = 0;
  static final int MESSAGE = 1;
  static final int CAUSE = 2;
  static final int TRACE = 4;

  private static final int ALL_OF_AN_EXCEPTION = MESSAGE | CAUSE | TRACE;
  private static final int STAGE = 8;
  private static final int ALL = ALL_OF_AN_EXCEPTION | STAGE;
  private static final int UNKNOWN = -1;
  // Exceptions of the JDK that are nested deeper than this are asked aside, whatever they are.
  private static final int MOST_CAUSES = 10;

  private static final ClassValue<AtomicInteger> FOUND = new ClassValue<>() {
    @Override
    protected AtomicInteger computeValue(Class<?> type) {
      return new AtomicInteger(UNKNOWN);
    }
  };

  private Overrides() {}

  /** Has all classes initialised that are needed here. */
  static void prepare() {
    of(new IllegalStateException());
  }

  /** Returns the parts of an exception that have to be asked for aside. */
  static int of(Throwable failure) {
    Class<?> type = failure.getClass();
    if (!isOfTheJdk(type)) {
      return ofApplication(type);
    }
    // Some of the JDK take their message from the exception that they are made of
    // (RemoteException).
    return ofApplicationWithin(failure) == null ? NONE : findInTheJdk(type) & MESSAGE;
  }

  /** Returns the parts that have to be asked for aside of any exception of a class of the application. */
  static int ofApplication(Class<?> type) {
    return find(type) & ALL_OF_AN_EXCEPTION;
  }

  /** Returns whether the stage has to be asked aside to be waited for. */
  static boolean ofStage(CompletionStage<?> stage) {
    Class<?> type = stage.getClass();
    return !isOfTheJdk(type)
        && (!(stage instanceof CompletableFuture) || (find(type) & STAGE) != 0);
  }

  /** Returns the class whose code the message may be made by: of an exception of the JDK, that of a cause. */
  static Class<?> messageMaker(Throwable failure) {
    Class<?> type = failure.getClass();
    Class<?> within = isOfTheJdk(type) ? ofApplicationWithin(failure) : null;
    return within == null ? type : within;
  }

  /**
   * Returns the first class of the application among the causes of an exception of the JDK, null if there is none; asks
   * exceptions of the JDK only.
   */
  private static @Nullable Class<?> ofApplicationWithin(Throwable failure) {
    Throwable each = failure;
    for (int i = 0; i < MOST_CAUSES; i++) {
      Throwable cause = each.getCause();
      if (cause == null || cause == each) {
        return null;
      }
      if (!isOfTheJdk(cause.getClass())) {
        return cause.getClass();
      }
      each = cause;
    }
    return each.getClass();
  }

  private static int findInTheJdk(Class<?> type) {
    AtomicInteger found = FOUND.get(type);
    if (found.get() == UNKNOWN) {
      found.set(Search.overriddenIn(type));
    }
    return found.get();
  }

  private static int find(Class<?> type) {
    AtomicInteger found = FOUND.get(type);
    if (found.get() == UNKNOWN) {
      Search search = new Search(type, found);
      AskingThreads.ask(search);
      if (search.isLate()) {
        // Not to be begun again; if it ends at last it will still tell.
        found.compareAndSet(UNKNOWN, ALL);
      }
    }
    int mask = found.get();
    return mask == UNKNOWN ? ALL : mask;
  }

  private static boolean isOfTheJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    // What agents append to the path of the boot loader is in no named module.
    return type.getModule().isNamed()
        && (loader == null || loader == ClassLoader.getPlatformClassLoader());
  }

  /** Looks for the methods, which can make a class loader of the application load what they name. */
  private static final class Search extends Question<Integer> {
    private final Class<?> type;
    private final AtomicInteger found;

    Search(Class<?> type, AtomicInteger found) {
      super(type, "getDeclaredMethod");
      this.type = type;
      this.found = found;
    }

    /** A busy machine is no reason to mute an exception that may have overridden nothing. */
    @Override
    boolean mutesItsClassWhenLate() {
      return false;
    }

    @Override
    Integer call() {
      int mask = overriddenIn(type);
      found.set(mask);
      return mask;
    }

    /** Returns what is overridden, by the JDK too: its method may call others that the application has overridden. */
    static int overriddenIn(Class<?> type) {
      int mask = NONE;
      Class<?> each = type;
      while (each != null && each != Throwable.class && each != CompletableFuture.class) {
        mask |= declared(each);
        each = each.getSuperclass();
      }
      return mask;
    }

    private static int declared(Class<?> type) {
      try {
        return Throwable.class.isAssignableFrom(type)
            ? declaredOfThrowable(type)
            : declaredOfStage(type);
      } catch (RuntimeException | LinkageError e) {
        // A method names a class that cannot be loaded: what the others are cannot be seen.
        return ALL;
      }
    }

    private static int declaredOfThrowable(Class<?> type) {
      return (declares(type, "getMessage") || declares(type, "getLocalizedMessage") ? MESSAGE : 0)
          | (declares(type, "getCause") ? CAUSE : 0)
          | (declares(type, "getStackTrace") ? TRACE : 0);
    }

    private static int declaredOfStage(Class<?> type) {
      return declares(type, "whenComplete", BiConsumer.class)
              || declares(type, "handle", BiFunction.class)
              || declares(type, "newIncompleteFuture")
          ? STAGE
          : 0;
    }

    private static boolean declares(Class<?> type, String method, Class<?>... parameters) {
      try {
        return type.getDeclaredMethod(method, parameters).getDeclaringClass() == type;
      } catch (NoSuchMethodException e) {
        return false;
      }
    }
  }
}
