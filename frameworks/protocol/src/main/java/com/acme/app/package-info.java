/** What an application and the test that started it say to each other, and what both count. */
@NullMarked
package com.acme.app;

import org.jspecify.annotations.NullMarked;
