/** What is in the agent's jar is known, and anybody can build the same. */
@NullMarked
package io.tlo.trust.supply;

import org.jspecify.annotations.NullMarked;
