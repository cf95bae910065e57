/** A Spring Boot application with a task of each form that Spring knows; it does not know TLO. */
@NullMarked
package io.tlo.frameworks.spring;

import org.jspecify.annotations.NullMarked;
