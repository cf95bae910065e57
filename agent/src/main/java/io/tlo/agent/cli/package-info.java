/** The command line: {@code java -jar tlo-agent.jar}. One class for each command. */
@NullMarked
package io.tlo.agent.cli;

import org.jspecify.annotations.NullMarked;
