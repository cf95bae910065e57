package io.tlo.execution;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class whose objects are asked for their texts by the asking threads. While it runs, these wait longer for an
 * answer than in a program, so that a busy machine changes no answer. Their patience is one for the whole JVM, in which
 * the classes of this module run one after another.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Patience.class)
public @interface AsksAside {}
