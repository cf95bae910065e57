/**
 * What operators can have done: switches and the file that keeps them, triggers, interrupts, and the
 * audit of all that. Not exported. Code here runs on operators' threads and on TLO's own, never on the
 * application's, but for where a switch stands when a task comes.
 */
@NullMarked
package io.tlo.steering;

import org.jspecify.annotations.NullMarked;
