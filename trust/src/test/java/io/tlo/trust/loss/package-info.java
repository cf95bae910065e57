/** Promise 9: nothing is lost, and what still runs at the end does not hold the end. */
@NullMarked
package io.tlo.trust.loss;

import org.jspecify.annotations.NullMarked;
