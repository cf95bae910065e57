package io.tlo.agent.discovery;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the bridges of a class that call one of its methods: methods that the compiler made for the parameter types of a
 * generic type. The compilers of Java, Kotlin and Scala make all of them in the class that overrides, those too that a
 * class above has already.
 *
 * <p>Thread safety: confined to the thread that reads a class.
 */
final class Bridges extends ClassVisitor {

  private final String name;
  private final String target;
  private final List<String> found = new ArrayList<>();

  private Bridges(String name, String target) {
    super(OpenedClassReader.ASM_API);
    this.name = name;
    this.target = target;
  }

  /** Returns the signatures of the bridges of other parameter types that call a method of this name and these types. */
  static List<String> leadingTo(String name, String parameters, ClassFileParts parts) {
    if (parameters.equals("()") || !parts.declaresBridge(name)) {
      return List.of();
    }
    Bridges bridges = new Bridges(name, name + parameters);
    OpenedClassReader.of(parts.file())
        .accept(bridges, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return List.copyOf(bridges.found);
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String method,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    String bridge = method + DiscoveredMethod.parameters(descriptor);
    boolean isWanted =
        (access & Opcodes.ACC_BRIDGE) != 0 && method.equals(name) && !bridge.equals(target);
    return isWanted ? new Calls(bridge) : null;
  }

  /** Notes a bridge that calls the method. */
  private final class Calls extends MethodVisitor {
    private final String bridge;

    Calls(String bridge) {
      super(OpenedClassReader.ASM_API);
      this.bridge = bridge;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String called, String descriptor, boolean isInterface) {
      if (target.equals(called + DiscoveredMethod.parameters(descriptor))
          && !found.contains(bridge)) {
        found.add(bridge);
      }
    }
  }
}
