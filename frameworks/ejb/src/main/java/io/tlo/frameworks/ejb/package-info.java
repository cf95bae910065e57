/** Enterprise beans with timers, in a container that is embedded in the program. */
@NullMarked
package io.tlo.frameworks.ejb;

import org.jspecify.annotations.NullMarked;
