/** Stands for a library that tests do not need. */
@NullMarked
package net.javacrumbs.shedlock.spring.annotation;

import org.jspecify.annotations.NullMarked;
