/**
 * Promise 6: however many threads load however entangled classes, the agent brings them into no
 * circle and no deadlock.
 */
@NullMarked
package io.tlo.trust.storm;

import org.jspecify.annotations.NullMarked;
