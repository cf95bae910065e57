package io.tlo.agent.discovery;

import io.tlo.agent.discovery.ClassFileParts.NamedMethod;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * How a method overrides others, from the constant pool of its class: a class whose method calls the one that it
 * overrides names that one.
 *
 * @param signature name and parameter types, by which it overrides and is overridden; empty if it does neither
 * @param called signatures of methods of other classes that it may override and call
 */
public record Overriding(String signature, List<String> called) {

  /** Kotlin keeps bodies of an interface there, as static methods that take the object first. */
  private static final String INTERFACE_BODIES = "$DefaultImpls";

  static Overriding of(int access, String name, String descriptor, ClassFileParts parts) {
    String parameters = (access & Opcodes.ACC_STATIC) == 0
        ? DiscoveredMethod.parameters(descriptor)
        : parametersOfBody(parts.internalName(), descriptor);
    if (parameters == null) {
      return new Overriding("", List.of());
    }
    List<String> called = new ArrayList<>();
    for (NamedMethod each : parts.namedMethods()) {
      String found = parametersOfOverridden(each, name, parts.internalName());
      boolean isOverridden = found != null
          && (found.equals(parameters)
              || (count(found) == count(parameters) && parts.declaresBridge(name, found)));
      if (isOverridden && !called.contains(name + found)) {
        called.add(name + found);
      }
    }
    return new Overriding(name + parameters, List.copyOf(called));
  }

  private static int count(String parameters) {
    return Type.getArgumentTypes(parameters + "V").length;
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

  /** Returns whether it may override and call any method. */
  public boolean mayCallSuper() {
    return !called.isEmpty();
  }

  /** Returns whether it may override and call a method that overrides as told. */
  public boolean mayCall(Overriding other) {
    return called.contains(other.signature);
  }

  /** Returns whether it may override a method that overrides as told. */
  public boolean mayOverride(Overriding other) {
    return signature.equals(other.signature) || mayCall(other);
  }
}
