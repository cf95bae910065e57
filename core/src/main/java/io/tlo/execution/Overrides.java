package io.tlo.execution;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which of the methods that tell of an exception the application has overridden: those are its code, and are
 * called aside. What is found hangs on the class itself: nothing here holds one.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Overrides {

  static final int NONE = 0;
  static final int MESSAGE = 1;
  static final int CAUSE = 2;
  static final int TRACE = 4;

  private static final int ALL = MESSAGE | CAUSE | TRACE;
  private static final int UNKNOWN = -1;

  private static final ClassValue<AtomicInteger> FOUND = new ClassValue<>() {
    @Override
    protected AtomicInteger computeValue(Class<?> type) {
      return new AtomicInteger(UNKNOWN);
    }
  };

  private Overrides() {}

  /** Returns the parts that have to be asked for aside. */
  static int of(Class<?> type) {
    if (isOfTheJdk(type)) {
      return NONE;
    }
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
      int mask = NONE;
      for (Class<?> each = type; each != null && !isOfTheJdk(each); each = each.getSuperclass()) {
        mask |= declared(each);
      }
      found.set(mask);
      return mask;
    }

    private static int declared(Class<?> type) {
      try {
        return (declares(type, "getMessage") || declares(type, "getLocalizedMessage") ? MESSAGE : 0)
            | (declares(type, "getCause") ? CAUSE : 0)
            | (declares(type, "getStackTrace") ? TRACE : 0);
      } catch (RuntimeException | LinkageError e) {
        // A method names a class that cannot be loaded: what the others are cannot be seen.
        return ALL;
      }
    }

    private static boolean declares(Class<?> type, String method) {
      try {
        return type.getDeclaredMethod(method).getDeclaringClass() == type;
      } catch (NoSuchMethodException e) {
        return false;
      }
    }
  }
}
