/** Promise 3: what an application drops is gone; the agent holds none of it. */
@NullMarked
package io.tlo.trust.leak;

import org.jspecify.annotations.NullMarked;
