/**
 * What makes a method a task: each framework's annotations and types, how their schedules read for people, and
 * what a skipped call does to it. Known by name, so none of a framework's classes need be there.
 */
@NullMarked
package io.tlo.agent.source;

import org.jspecify.annotations.NullMarked;
