/**
 * Promise 15: the agent's own parsers under a coverage-guided fuzzer, nothing but the documented
 * errors; and its class-file filter says of real class files what a reading in full says.
 */
@NullMarked
package io.tlo.trust.fuzz;

import org.jspecify.annotations.NullMarked;
