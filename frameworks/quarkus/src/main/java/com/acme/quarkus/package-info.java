/** A Quarkus application with scheduled methods, in JVM mode. */
@NullMarked
package com.acme.quarkus;

import org.jspecify.annotations.NullMarked;
