/** Methods under the annotations of frameworks that need a server; the program calls them in its place. */
@NullMarked
package io.tlo.frameworks.annotations;

import org.jspecify.annotations.NullMarked;
