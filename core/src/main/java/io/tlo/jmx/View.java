package io.tlo.jmx;

import javax.management.InvalidAttributeValueException;
import org.jspecify.annotations.Nullable;

/**
 * The code behind what a {@link MBeanModel} describes: is asked only for what stands there.
 *
 * <p>By name, in a switch, and not by a function for each: the JVM makes a class for every lambda, and some seventy
 * of them would be half of what publishing costs a program that only just started.
 */
interface View {

  /** Returns from what attributes are read; what belongs together is from one look while it is used. */
  Reading reading();

  /**
   * Writes an attribute.
   *
   * @throws InvalidAttributeValueException if that value is not allowed
   */
  void write(String attribute, @Nullable Object value) throws InvalidAttributeValueException;

  /** Does an operation; the arguments are of the types that the model names, or null for a text. */
  @Nullable
  Object invoke(String operation, Object[] given);

  /** The attributes. */
  interface Reading {

    /** Reads an attribute. */
    @Nullable
    Object read(String attribute);
  }
}
