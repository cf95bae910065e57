/**
 * What is done to the classes that hold tasks, and the way from their woven methods to the recording:
 * hook, dispatcher, woven class, woven task.
 */
@NullMarked
package io.tlo.agent.weaving;

import org.jspecify.annotations.NullMarked;
