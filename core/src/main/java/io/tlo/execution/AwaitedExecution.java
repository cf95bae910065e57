package io.tlo.execution;

/**
 * An execution whose method has returned a stage that has not completed.
 *
 * @param task whose execution it is
 * @param execution what ends with the stage
 */
record AwaitedExecution(LiveTask task, Execution execution) {}
