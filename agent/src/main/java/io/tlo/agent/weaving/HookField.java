package io.tlo.agent.weaving;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** In an advice: the hook's handle, read from the hook's field. */
@Retention(RetentionPolicy.RUNTIME)
@interface HookField {}
