/**
 * The conversation between a program with a framework and the test that has started it: lines on stdin and
 * stdout, in JDK types only. Nothing here knows a framework or TLO.
 */
@NullMarked
package io.tlo.frameworks.program;

import org.jspecify.annotations.NullMarked;
