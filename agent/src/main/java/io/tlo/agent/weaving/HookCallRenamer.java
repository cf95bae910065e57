package io.tlo.agent.weaving;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.asm.AsmVisitorWrapper.ForDeclaredMethods;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/** Has woven code call the hook where advice calls {@link HookCall}. */
final class HookCallRenamer implements ForDeclaredMethods.MethodVisitorWrapper {

  private static final String STAND_IN = Type.getInternalName(HookCall.class);

  private HookCallRenamer() {}

  /** Returns what puts advice that calls the hook around the methods, and leaves the others alone. */
  static AsmVisitorWrapper weave(Advice advice, ElementMatcher<? super MethodDescription> methods) {
    // The first is the nearest to the class file: it sees what the second adds.
    return new ForDeclaredMethods().invokable(methods, new HookCallRenamer(), advice);
  }

  @Override
  public MethodVisitor wrap(
      TypeDescription type,
      MethodDescription method,
      MethodVisitor code,
      Implementation.Context context,
      TypePool pool,
      int writerFlags,
      int readerFlags) {
    return new Calls(code);
  }

  private static final class Calls extends MethodVisitor {

    Calls(MethodVisitor code) {
      super(Opcodes.ASM9, code);
    }

    @Override
    public void visitMethodInsn(
        int code, String owner, String name, String type, boolean isOfInterface) {
      String renamed = owner.equals(STAND_IN) ? Hook.INTERNAL_NAME : owner;
      super.visitMethodInsn(code, renamed, name, type, isOfInterface);
    }
  }
}
