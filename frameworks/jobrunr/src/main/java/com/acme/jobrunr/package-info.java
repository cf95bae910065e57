/** A Spring Boot application with recurring jobs that JobRunr keeps in memory. */
@NullMarked
package com.acme.jobrunr;

import org.jspecify.annotations.NullMarked;
