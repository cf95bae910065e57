/** The MBeans of one JVM, over JMX. */
@NullMarked
package io.tlo.agent.cli.remote;

import org.jspecify.annotations.NullMarked;
