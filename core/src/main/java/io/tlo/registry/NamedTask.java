package io.tlo.registry;

import org.jspecify.annotations.Nullable;

/**
 * A task's definition, and the names that mean the task. The same class may be there in several class loaders, and
 * two classes may have one simple name: which of their tasks is listed by the plain name, and which by a longer
 * one or with a number, depends on the order in which the classes are loaded. So each of them is also meant by the
 * plain name, and by the plain name with the full name of its class.
 *
 * <p>Thread safety: immutable.
 *
 * @param definition the definition under the name that the task is listed by
 * @param plain the definition under its plain name, the same one if it is listed by that
 * @param className full name of the task's class, null if the task is listed by no other name than its own
 */
public record NamedTask(
    TaskDefinition definition,
    TaskDefinition plain,
    @Nullable String className) {

  /** Returns a task that is meant by the name of its definition alone. */
  public static NamedTask alone(TaskDefinition definition) {
    return new NamedTask(definition, definition, null);
  }

  /** Returns whether it is listed with a number, since another task has the name without it. */
  public boolean isNumbered() {
    return !definition.shortName().equals(plain.shortName());
  }

  /** Returns the plain name, {@code Orders.ship}. */
  public String plainName() {
    return plain.name();
  }

  /** Returns the plain name with the full name of the class, {@code com.acme.Orders.ship}; null if that is not known. */
  public @Nullable String fullName() {
    return className == null ? null : className + "." + plain.shortName();
  }
}
