/**
 * What is kept of executions: records, their status, the state store, and the bounded history that
 * backs the in-memory one. Text, numbers and times only once an execution has ended.
 */
@NullMarked
package io.tlo.state;

import org.jspecify.annotations.NullMarked;
