package io.tlo.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with a custom store. Executions that have ended are written, queued or dropped; skips are not
 * counted.
 *
 * <p>Thread safety: immutable; a momentary picture.
 *
 * @param queued how many ended executions wait for the store
 * @param capacity how many may wait
 * @param written how many it has taken
 * @param dropped how many did not fit the queue, or were refused by it
 * @param retries how often it was asked again since it could not be reached
 * @param lagMillis how long ago the execution ended that has waited longest, 0 if none waits
 * @param lastError what it threw last, null for nothing
 * @param lastErrorAt when that was
 */
public record StoreStatus(
    long queued,
    int capacity,
    long written,
    long dropped,
    long retries,
    long lagMillis,
    @Nullable String lastError,
    @Nullable Instant lastErrorAt) {}
