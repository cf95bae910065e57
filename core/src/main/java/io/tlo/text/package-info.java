/** Words as people write them; knows nothing of tasks and is used by all. */
@NullMarked
package io.tlo.text;

import org.jspecify.annotations.NullMarked;
