/** A program with tasks of {@link java.util.Timer}. */
@NullMarked
package io.tlo.frameworks.timer;

import org.jspecify.annotations.NullMarked;
