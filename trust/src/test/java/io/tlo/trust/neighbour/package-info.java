/** Promise 4: the agent gets along with other agents, whichever comes first. */
@NullMarked
package io.tlo.trust.neighbour;

import org.jspecify.annotations.NullMarked;
