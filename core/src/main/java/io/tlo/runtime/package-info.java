/**
 * Puts the parts together: settings, registry, state store, recording, worker and publishing, and the
 * one thread that keeps house. Used by {@code TloContext} and by the agent. Not exported.
 */
@NullMarked
package io.tlo.runtime;

import org.jspecify.annotations.NullMarked;
