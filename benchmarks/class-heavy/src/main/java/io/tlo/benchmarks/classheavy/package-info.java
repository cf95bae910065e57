/** An application of many classes, to see what an agent costs until it has started. */
@NullMarked
package io.tlo.benchmarks.classheavy;

import org.jspecify.annotations.NullMarked;
