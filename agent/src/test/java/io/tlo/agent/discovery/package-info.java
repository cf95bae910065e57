@NullMarked
package io.tlo.agent.discovery;

import org.jspecify.annotations.NullMarked;
