package io.tlo.agent.weaving;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** In an advice: the number of the task whose method is woven. */
@Retention(RetentionPolicy.RUNTIME)
@interface TaskNumber {}
