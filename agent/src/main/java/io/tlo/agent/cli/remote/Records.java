package io.tlo.agent.cli.remote;

import java.util.List;

/**
 * Records that were asked for.
 *
 * @param rows newest first
 * @param whole false if the user may read attributes only: then there are the newest ones at most (50 of all
 *     tasks, 20 of one), with their texts cut
 */
public record Records(List<Row> rows, boolean whole) {}
