/**
 * Decides which methods are tasks, from class files alone: no class of the application is loaded, asked or
 * initialised for it.
 */
@NullMarked
package io.tlo.agent.discovery;

import org.jspecify.annotations.NullMarked;
