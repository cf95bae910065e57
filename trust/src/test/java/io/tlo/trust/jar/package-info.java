/** The agent's jar may lie anywhere, and be anything that the JVM takes for an agent. */
@NullMarked
package io.tlo.trust.jar;

import org.jspecify.annotations.NullMarked;
