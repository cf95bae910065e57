package io.tlo;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method as a background task: it is registered, each of its executions is recorded, and it
 * can be switched off and on and triggered.
 *
 * <p>The annotation alone does nothing. It takes effect when the program runs under the agent, or
 * when an object is handed to {@link TloContext#register(Object)}. Abstract and native methods
 * cannot be tasks.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Task {

  /**
   * Second part of the task's name, after the simple name of its class; default: the method's name.
   * A name of its own keeps the task's name stable when the method is renamed or overloaded.
   */
  String name() default "";

  /** What the task is for, in a sentence for the operator; default: none. */
  String description() default "";

  /**
   * Interval at which TLO itself runs the task, as a whole number with {@code ms}, {@code s},
   * {@code m}, {@code h} or {@code d} ({@code "30s"}) or in ISO-8601 ({@code "PT30S"}), 10 ms to 365
   * days; default: none, the task runs only when the program calls it.
   *
   * <p>Only for methods without parameters. Turns come at a fixed rate and never overlap; the first
   * is one interval after the task, or the first instance of its class, was seen. Under the agent that
   * of a static method is one interval after the program has initialised the class.
   */
  String interval() default "";

  /** Facts to show with the task, each {@code "key=value"}; default: none. */
  String[] extra() default {};

  /** Whether the task starts switched on; default: true. */
  boolean enabled() default true;
}
