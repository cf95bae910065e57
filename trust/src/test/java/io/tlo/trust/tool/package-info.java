/** The tools of the JDK, which {@code JAVA_TOOL_OPTIONS} reaches as well, do what they did. */
@NullMarked
package io.tlo.trust.tool;

import org.jspecify.annotations.NullMarked;
