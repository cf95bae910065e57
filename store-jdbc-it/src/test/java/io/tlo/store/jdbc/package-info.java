/** Tests of the JDBC store, on SQLite and on a real PostgreSQL. */
@NullMarked
package io.tlo.store.jdbc;

import org.jspecify.annotations.NullMarked;
