package io.tlo.runtime;

import io.tlo.SettingKey;
import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.TloSettings;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Makes the registry or the store that a setting names. Used by the agent too. */
public final class CustomClass {

  private CustomClass() {}

  /** Returns whether a setting names a class, and not the implementation that TLO has. */
  public static boolean isNamed(TloSettings settings, SettingKey key) {
    return !settings.text(key).equals(key.defaultText());
  }

  /**
   * Makes an object of the class that a setting names, once.
   *
   * @param type what the class must be
   * @param loader finds the class
   * @throws TloException with {@link Reason#INVALID_SETTING} if that cannot be done; the message
   *     names the class, the setting, where its value came from and what to do
   */
  public static <T> T make(TloSettings.Value setting, Class<T> type, ClassLoader loader) {
    Constructor<?> constructor = constructor(setting, type, loader);
    try {
      return type.cast(constructor.newInstance());
    } catch (InvocationTargetException e) {
      Throwable cause = e.getTargetException();
      throw refused(setting, "threw " + cause + " from its constructor; mend it", cause);
    } catch (ExceptionInInitializerError e) {
      throw refused(setting, "threw " + e.getCause() + " from its static initialiser; mend it", e);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw refused(setting, "cannot be constructed (" + e + "); mend it", e);
    }
  }

  /**
   * Looks whether there is a class that {@link #make} could make an object of, without running
   * any code of it.
   *
   * @throws TloException as {@code make} does
   */
  public static void check(TloSettings.Value setting, Class<?> type, ClassLoader loader) {
    constructor(setting, type, loader);
  }

  private static Constructor<?> constructor(
      TloSettings.Value setting, Class<?> type, ClassLoader loader) {
    Class<?> found = find(setting, loader);
    if (!type.isAssignableFrom(found)) {
      throw refused(setting, "does not implement " + type.getName() + "; let it", null);
    }
    try {
      return constructor(setting, found);
    } catch (LinkageError e) {
      throw refused(setting, "cannot be constructed (" + e + "); mend it", e);
    }
  }

  private static Class<?> find(TloSettings.Value setting, ClassLoader loader) {
    try {
      return Class.forName(setting.text(), false, loader);
    } catch (ClassNotFoundException e) {
      String remedy = "is not found; use "
          + setting.key().defaultText()
          + ", or put the class on the class path or into a jar named in "
          + SettingKey.EXTENSIONS.key();
      throw refused(setting, remedy, e);
    } catch (LinkageError e) {
      throw refused(setting, "cannot be loaded (" + e + "); mend it", e);
    }
  }

  private static Constructor<?> constructor(TloSettings.Value setting, Class<?> found) {
    boolean usable =
        Modifier.isPublic(found.getModifiers()) && !Modifier.isAbstract(found.getModifiers());
    try {
      if (usable) {
        return found.getConstructor();
      }
    } catch (NoSuchMethodException e) {
      throw refused(setting, "has no public constructor without parameters; give it one", e);
    }
    throw refused(setting, "is not a public class that can be constructed; make it one", null);
  }

  private static TloException refused(
      TloSettings.Value setting, String why, @Nullable Throwable cause) {
    return new TloException(
        Reason.INVALID_SETTING,
        setting.key().key()
            + ": class '"
            + setting.text()
            + "' (from "
            + setting.origin()
            + ") "
            + why,
        cause);
  }
}
