package io.tlo.steering;

import io.tlo.execution.LiveTask;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What switching came to.
 *
 * @param on whether they were to be on
 * @param changed the tasks whose switch stands elsewhere now, in the order of the table
 * @param unchanged the tasks whose switch stood there already
 * @param refused the tasks that cannot be switched off, with the reason
 * @param notKept why the switches will not hold after a restart though a file should keep them; null
 *     if all is well
 */
public record Switched(
    boolean on,
    List<LiveTask> changed,
    List<LiveTask> unchanged,
    Map<LiveTask, String> refused,
    @Nullable String notKept) {}
