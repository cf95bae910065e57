package io.tlo.agent.discovery;

import io.tlo.agent.discovery.ClassFileParts.NamedMethod;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * How a method overrides others, from the constant pool of its class: a class whose method calls the one that it
 * overrides names that one.
 *
 * @param signature name and parameter types, by which it overrides and is overridden; empty if it does neither
 * @param bridged signatures of other parameter types in whose place it is called: those of a generic type
 * @param called signatures of methods of other classes that it may override and call
 */
public record Overriding(String signature, List<String> bridged, List<String> called) {

  /** How the name of a class ends in which Kotlin keeps bodies of an interface, as static methods with the object first. */
  public static final String INTERFACE_BODIES = "$DefaultImpls";

  private static final Overriding NOTHING = new Overriding("", List.of(), List.of());

  static Overriding of(int access, String name, String descriptor, ClassFileParts parts) {
    String parameters = parameters(access, descriptor, parts);
    if (parameters == null) {
      return NOTHING;
    }
    List<String> bridged = Bridges.leadingTo(name, parameters, parts);
    Set<String> called = new LinkedHashSet<>();
    for (NamedMethod each : parts.namedMethods()) {
      String found = parametersOfOverridden(each, name, parts.internalName());
      if (found != null && (found.equals(parameters) || bridged.contains(name + found))) {
        called.add(name + found);
      }
    }
    if (!called.isEmpty()) {
      // The class above that it calls may hand the call on to a method of a generic type.
      called.addAll(bridged);
    }
    return new Overriding(name + parameters, bridged, List.copyOf(called));
  }

  /** Returns the parameters by which a method overrides and is overridden, null if it does neither. */
  private static @Nullable String parameters(int access, String descriptor, ClassFileParts parts) {
    if ((access & Opcodes.ACC_STATIC) != 0) {
      return parametersOfBody(parts.internalName(), descriptor);
    }
    return (access & Opcodes.ACC_PRIVATE) != 0 ? null : DiscoveredMethod.parameters(descriptor);
  }

  /** Returns the parameters of a method that one of this name may override, null if it cannot. */
  private static @Nullable String parametersOfOverridden(
      NamedMethod method, String name, String ownClass) {
    if (method.name().equals(name) && !method.owner().equals(ownClass)) {
      String ofBody = parametersOfBody(method.owner(), method.descriptor());
      return ofBody == null ? DiscoveredMethod.parameters(method.descriptor()) : ofBody;
    }
    // Scala: a static method of a trait calls the body, for classes that have the trait.
    if (method.name().equals(name + "$")) {
      return withoutFirst(method.owner(), method.descriptor());
    }
    // Scala: a trait calls through super what only the class that has the trait knows.
    return method.name().endsWith("$$super$" + name)
        ? DiscoveredMethod.parameters(method.descriptor())
        : null;
  }

  private static @Nullable String parametersOfBody(String owner, String descriptor) {
    return owner.endsWith(INTERFACE_BODIES)
        ? withoutFirst(owner.substring(0, owner.length() - INTERFACE_BODIES.length()), descriptor)
        : null;
  }

  private static @Nullable String withoutFirst(String type, String descriptor) {
    String first = "(L" + type + ";";
    return descriptor.startsWith(first)
        ? "(" + DiscoveredMethod.parameters(descriptor).substring(first.length())
        : null;
  }

  /** Returns whether another method may override it. */
  boolean isOverridden() {
    return !signature.isEmpty();
  }

  /** Returns whether it may override and call any method. */
  public boolean mayCallSuper() {
    return !called.isEmpty();
  }

  /** Returns whether it may override a method that overrides as told. */
  public boolean mayOverride(Overriding other) {
    return other.isOverridden()
        && (signature.equals(other.signature) || bridged.contains(other.signature));
  }
}
