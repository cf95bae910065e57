/** Whatever is configured wrongly costs a line, and nothing else unless the user wants it to. */
@NullMarked
package io.tlo.trust.configuration;

import org.jspecify.annotations.NullMarked;
