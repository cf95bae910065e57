/** Enterprise beans with timers, in a container that is embedded in the program. */
@NullMarked
package com.acme.ejb;

import org.jspecify.annotations.NullMarked;
