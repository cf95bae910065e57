/** The agent opens nothing: no port, no package, no way to what the JVM has given it. */
@NullMarked
package io.tlo.trust.door;

import org.jspecify.annotations.NullMarked;
