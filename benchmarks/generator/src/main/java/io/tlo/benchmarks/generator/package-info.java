/** Writes classes of tasks into jars, as many as a benchmark wants. */
@NullMarked
package io.tlo.benchmarks.generator;

import org.jspecify.annotations.NullMarked;
