/**
 * Promise 14: the archives of classes by which a JVM starts faster (CDS, AOT cache) keep their
 * worth.
 */
@NullMarked
package io.tlo.trust.sharing;

import org.jspecify.annotations.NullMarked;
