/** A Micronaut application with scheduled methods. */
@NullMarked
package io.tlo.frameworks.micronaut;

import org.jspecify.annotations.NullMarked;
