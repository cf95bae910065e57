/**
 * What one call of an empty method costs, measured by JMH. The calls are the same in every class; what is around
 * them differs.
 */
@NullMarked
package io.tlo.benchmarks.calls;

import org.jspecify.annotations.NullMarked;
