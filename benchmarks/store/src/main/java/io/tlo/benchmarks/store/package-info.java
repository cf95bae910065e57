/** Programs that call tasks whose records go into a database. */
@NullMarked
package io.tlo.benchmarks.store;

import org.jspecify.annotations.NullMarked;
