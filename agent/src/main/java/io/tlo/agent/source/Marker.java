package io.tlo.agent.source;

import org.jspecify.annotations.Nullable;

/**
 * An annotation that makes a method a task.
 *
 * @param annotation its class name
 * @param container class name of the annotation that holds several of it in {@code value}, null if there is
 *     none
 */
public record Marker(String annotation, @Nullable String container) {

  /** A marker that comes once. */
  Marker(String annotation) {
    this(annotation, null);
  }

  /** Returns how class files write a class, {@code Lio/tlo/Task;}. */
  public static String descriptor(String className) {
    return "L" + className.replace('.', '/') + ";";
  }
}
