/** A Micronaut application with scheduled methods. */
@NullMarked
package com.acme.micronaut;

import org.jspecify.annotations.NullMarked;
