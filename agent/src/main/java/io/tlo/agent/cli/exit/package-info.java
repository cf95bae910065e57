/** How a command ends. */
@NullMarked
package io.tlo.agent.cli.exit;

import org.jspecify.annotations.NullMarked;
