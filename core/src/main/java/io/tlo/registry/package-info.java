/**
 * What is known of a task before it runs: its definition, and the registry that holds definitions.
 * Text, numbers and times only; nothing here refers to a class or an object of the application.
 */
@NullMarked
package io.tlo.registry;

import org.jspecify.annotations.NullMarked;
