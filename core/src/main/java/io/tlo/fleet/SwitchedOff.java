package io.tlo.fleet;

import java.time.Instant;

/**
 * A task that is switched off in every instance of its application.
 *
 * @param method full class name, method name and parameter types
 * @param at when it was switched off
 * @param by who did it
 * @param from where the call came from
 */
public record SwitchedOff(String method, Instant at, String by, String from) {}
