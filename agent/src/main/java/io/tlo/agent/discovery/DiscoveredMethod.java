package io.tlo.agent.discovery;

import io.tlo.agent.source.Source;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * A method that is marked as a task, as its class file describes it.
 *
 * @param access its access flags (JVMS 4.6)
 * @param name its name
 * @param descriptor its parameter and return types (JVMS 4.3.3)
 * @param source what makes it a task
 * @param sourceText the annotation or type that makes it a task, for people
 * @param attributes what is said of it there
 * @param isAsync whether its framework hands a call of it to another thread
 * @param overriding how it overrides others
 */
public record DiscoveredMethod(
    int access,
    String name,
    String descriptor,
    Source source,
    String sourceText,
    TaskAttributes attributes,
    boolean isAsync,
    Overriding overriding) {

  /** Returns name and descriptor, which tell a method from all others of its class. */
  public String key() {
    return key(name, descriptor);
  }

  /** Returns name and descriptor, which tell a method from all others of its class. */
  public static String key(String name, String descriptor) {
    return name + descriptor;
  }

  static String parameters(String descriptor) {
    return descriptor.substring(0, descriptor.indexOf(')') + 1);
  }

  /** Returns whether it can be called without an instance. */
  public boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  /** Returns whether it is the body of an interface's method (Kotlin): static, with the object as its first argument. */
  public boolean isBody() {
    return isStatic() && overriding.isOverridden();
  }

  /** Returns whether its last parameter takes any number of arguments. */
  public boolean isVarArgs() {
    return (access & Opcodes.ACC_VARARGS) != 0;
  }

  /** Returns whether there is code to run. */
  public boolean hasBody() {
    return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
  }

  /** Returns the names of the parameter types, as the source code writes them. */
  public List<String> parameterTypes() {
    List<String> names = new ArrayList<>();
    for (Type type : Type.getArgumentTypes(descriptor)) {
      names.add(type.getClassName());
    }
    return names;
  }

  /** Returns the binary name of the return type. */
  public String returnType() {
    return Type.getReturnType(descriptor).getClassName();
  }

  /** Returns the name of the last parameter's type, null if there is none. */
  public @Nullable String lastParameterType() {
    List<String> types = parameterTypes();
    return types.isEmpty() ? null : types.get(types.size() - 1);
  }
}
