/** Methods under the annotations of frameworks that need a server; the program calls them in its place. */
@NullMarked
package com.acme.annotations;

import org.jspecify.annotations.NullMarked;
