package io.tlo.agent.source;

import org.jspecify.annotations.Nullable;

/**
 * A method of a framework's type that a class implements, and by that is a task.
 *
 * @param name its name
 * @param descriptor its parameter and return types (JVMS 4.3.3)
 * @param type the framework's type, by class name
 * @param superType internal name of the class that must be extended, directly or not; null where the
 *     descriptor names a type of the framework and so tells enough
 */
public record ImplementedMethod(
    String name, String descriptor, String type, @Nullable String superType) {}
