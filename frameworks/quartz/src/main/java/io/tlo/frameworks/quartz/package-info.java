/** A program with a Quartz scheduler whose jobs are kept in memory. */
@NullMarked
package io.tlo.frameworks.quartz;

import org.jspecify.annotations.NullMarked;
