@NullMarked
package io.tlo.agent.weaving;

import org.jspecify.annotations.NullMarked;
