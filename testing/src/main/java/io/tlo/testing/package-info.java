/** Starts programs in JVMs of their own under the finished agent, and reads them over JMX. */
@NullMarked
package io.tlo.testing;

import org.jspecify.annotations.NullMarked;
