/** Puts what the trust suite found into docs/trust.md. */
@NullMarked
package io.tlo.trust.page;

import org.jspecify.annotations.NullMarked;
