/** Promise 7: a broken store or registry costs the application nothing. */
@NullMarked
package io.tlo.trust.store;

import org.jspecify.annotations.NullMarked;
