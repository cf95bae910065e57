/**
 * What happens when a task runs: recording, switches, counters, the worker that runs triggered and
 * recurring tasks, and the forwarding of records to a custom store. Not exported. Code here runs on
 * the application's threads: it must be short, must not block and must not throw.
 */
@NullMarked
package io.tlo.execution;

import org.jspecify.annotations.NullMarked;
