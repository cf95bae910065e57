/**
 * The back office of a lending library: a Spring Boot application with scheduled tasks as anybody writes
 * them. It does not know TLO.
 */
@NullMarked
package io.tlo.sample.spring;

import org.jspecify.annotations.NullMarked;
