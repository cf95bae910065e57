package io.tlo.execution;

/**
 * What an interrupt of a task's running executions came to.
 *
 * @param reached executions whose thread was interrupted, or whose stage was cancelled
 * @param missed executions that go on, since neither can be done to them
 */
public record Interrupted(int reached, int missed) {}
