/** A Spring Boot application with recurring jobs that JobRunr keeps in memory. */
@NullMarked
package io.tlo.frameworks.jobrunr;

import org.jspecify.annotations.NullMarked;
