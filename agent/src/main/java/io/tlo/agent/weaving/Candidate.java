package io.tlo.agent.weaving;

import io.tlo.agent.discovery.DiscoveredMethod;
import org.jspecify.annotations.Nullable;

/**
 * A method that is to become a task.
 *
 * @param method the method
 * @param notSwitchable why it cannot be switched off, null if it can
 */
record Candidate(DiscoveredMethod method, @Nullable String notSwitchable) {}
