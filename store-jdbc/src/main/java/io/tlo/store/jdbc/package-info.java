/**
 * The state store {@code jdbc}: records in a database. {@link io.tlo.store.jdbc.JdbcStoreProvider} offers it; all
 * else is its own. What differs between databases is in {@code Dialect} and in the scripts of the schema.
 */
@NullMarked
package io.tlo.store.jdbc;

import org.jspecify.annotations.NullMarked;
