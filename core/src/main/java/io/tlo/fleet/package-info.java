/**
 * What the instances of one application share, and the state store through which they share it: switches that hold
 * in all of them, what operators did, and who runs a task that only one of them may run.
 */
@NullMarked
package io.tlo.fleet;

import org.jspecify.annotations.NullMarked;
