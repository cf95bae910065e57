package io.tlo.execution;

import io.tlo.state.TaskStateRecord;
import java.util.List;

/**
 * The records for which a condition holds, of those that were looked through.
 *
 * @param found the newest of them, newest first
 * @param lookedThrough how many records were looked through, the newest ones
 * @param whole whether these were all that memory and the custom store have
 * @param answered whether the custom store has answered; true if there is none
 */
public record RecordSearch(
    List<TaskStateRecord> found, int lookedThrough, boolean whole, boolean answered) {}
