/**
 * The finished agent under programs with real frameworks, each started as its users start it. A framework's own
 * count of executions is what the agent's is held against.
 */
@NullMarked
package io.tlo.frameworks.it;

import org.jspecify.annotations.NullMarked;
