/** Tasks of classes of every kind of loader, framework and runtime image are recorded. */
@NullMarked
package io.tlo.trust.loader;

import org.jspecify.annotations.NullMarked;
