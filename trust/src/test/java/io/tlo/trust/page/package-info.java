/** Tests of what makes docs/trust.md. */
@NullMarked
package io.tlo.trust.page;

import org.jspecify.annotations.NullMarked;
