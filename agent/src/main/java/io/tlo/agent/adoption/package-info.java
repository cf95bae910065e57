/**
 * What is known of frameworks' objects while the program runs: which of them run tasks, what they plan, and how a
 * framework is asked to run one now. Their classes are known by name only.
 */
@NullMarked
package io.tlo.agent.adoption;

import org.jspecify.annotations.NullMarked;
