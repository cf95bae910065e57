/**
 * Promise 5: class files of any age and of any compiler are woven into something that the JVM's
 * verifier accepts, or left as they are with one line.
 */
@NullMarked
package io.tlo.trust.classfile;

import org.jspecify.annotations.NullMarked;
