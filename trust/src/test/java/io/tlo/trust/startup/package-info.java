/**
 * Promise 2: while an application starts, the agent touches nothing that is the application's.
 */
@NullMarked
package io.tlo.trust.startup;

import org.jspecify.annotations.NullMarked;
