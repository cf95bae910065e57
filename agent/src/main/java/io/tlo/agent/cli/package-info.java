/** What {@code java -jar tlo-agent.jar} says. */
@NullMarked
package io.tlo.agent.cli;

import org.jspecify.annotations.NullMarked;
