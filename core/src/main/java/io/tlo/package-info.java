/**
 * What users of the library say: the annotation, the context, the settings and the one exception.
 * The other packages may use {@code TloSettings} and {@code TloException}; none of them knows {@code
 * TloContext}, which is the door in front of them.
 */
@NullMarked
package io.tlo;

import org.jspecify.annotations.NullMarked;
