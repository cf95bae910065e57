/** Promise 8: virtual threads are recorded exactly, and their carriers are not held. */
@NullMarked
package io.tlo.trust.thread;

import org.jspecify.annotations.NullMarked;
