/** Programs that are measured as whole processes; each prints what it measured itself as lines of name=value. */
@NullMarked
package io.tlo.benchmarks.programs;

import org.jspecify.annotations.NullMarked;
