/** A Quarkus application with scheduled methods, in JVM mode. */
@NullMarked
package io.tlo.frameworks.quarkus;

import org.jspecify.annotations.NullMarked;
