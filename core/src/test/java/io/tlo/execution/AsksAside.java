package io.tlo.execution;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class whose objects are asked for their texts. The four threads that ask, and their patience, belong to the
 * whole JVM: no two such classes run at once.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Patience.class)
@ResourceLock("asking threads")
public @interface AsksAside {}
