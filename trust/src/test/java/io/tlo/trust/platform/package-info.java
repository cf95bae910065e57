/**
 * What the JVM itself forbids, checks and replaces stays so: Unsafe, security managers, callers,
 * MBean servers.
 */
@NullMarked
package io.tlo.trust.platform;

import org.jspecify.annotations.NullMarked;
