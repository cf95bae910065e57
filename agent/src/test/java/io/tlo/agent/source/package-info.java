@NullMarked
package io.tlo.agent.source;

import org.jspecify.annotations.NullMarked;
