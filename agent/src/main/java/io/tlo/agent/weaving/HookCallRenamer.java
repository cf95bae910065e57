package io.tlo.agent.weaving;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Has woven code call the hook where advice calls {@link HookCall}. */
final class HookCallRenamer extends ClassVisitor {

  private static final String STAND_IN = Type.getInternalName(HookCall.class);

  HookCallRenamer(ClassVisitor woven) {
    super(Opcodes.ASM9, woven);
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access, String name, String type, @Nullable String generic, String @Nullable [] thrown) {
    MethodVisitor code = super.visitMethod(access, name, type, generic, thrown);
    return code == null ? null : new Calls(code);
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
