/** Agents to compare with: what any agent costs, and what one costs that is written the usual way. */
@NullMarked
package io.tlo.benchmarks.agents;

import org.jspecify.annotations.NullMarked;
