/**
 * How the agent starts: the one class the application can see, its arguments, its log, and the order
 * in which things begin. Which methods are tasks is decided in {@code discovery}; what is done to
 * their classes in {@code weaving}.
 */
@NullMarked
package io.tlo.agent;

import org.jspecify.annotations.NullMarked;
