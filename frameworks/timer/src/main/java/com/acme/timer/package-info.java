/** A program with tasks of {@link java.util.Timer}. */
@NullMarked
package com.acme.timer;

import org.jspecify.annotations.NullMarked;
