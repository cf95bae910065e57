/**
 * The finished jar in JVMs of its own, under programs that are compiled for the test. What these tests say of
 * the agent holds for what users get.
 */
@NullMarked
package io.tlo.agent.it;

import org.jspecify.annotations.NullMarked;
