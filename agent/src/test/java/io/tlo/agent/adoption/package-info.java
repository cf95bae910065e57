@NullMarked
package io.tlo.agent.adoption;

import org.jspecify.annotations.NullMarked;
