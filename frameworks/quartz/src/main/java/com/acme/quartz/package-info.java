/** A program with a Quartz scheduler whose jobs are kept in memory. */
@NullMarked
package com.acme.quartz;

import org.jspecify.annotations.NullMarked;
