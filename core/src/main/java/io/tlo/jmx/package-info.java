/**
 * The MBeans: what a JMX client sees and may do, and the texts it reads. Not exported. Nothing here
 * is reached before publishing begins, so that {@code java.management} is neither needed nor
 * started earlier.
 */
@NullMarked
package io.tlo.jmx;

import org.jspecify.annotations.NullMarked;
