/** The JVMs of this machine: listing them, and bringing the agent in and out. */
@NullMarked
package io.tlo.agent.cli.jvm;

import org.jspecify.annotations.NullMarked;
