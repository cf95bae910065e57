package io.tlo.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** What compilers of other languages make of a call through super. */
class OverridingTest {

  private static final int STATIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
  private static final int ON_INSTANCE = Opcodes.ACC_PUBLIC;

  /** Returns how {@code sweep} overrides others in a class that calls one method. */
  private static Overriding sweep(
      int access, String descriptor, String type, String owner, String name, String called) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, type, null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(access, "any", "()V", null, null);
    method.visitCode();
    method.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, called, true);
    method.visitMaxs(1, 1);
    method.visitEnd();
    writer.visitEnd();
    ClassFileParts parts = new ClassFileParts(writer.toByteArray());
    return Overriding.of(access, "sweep", descriptor, parts);
  }

  @Test
  void aClassCallsTheBodyInAKotlinInterface() {
    Overriding own =
        sweep(ON_INSTANCE, "(I)V", "app/Own", "app/Swept$DefaultImpls", "sweep", "(Lapp/Swept;I)V");
    Overriding body =
        sweep(STATIC, "(Lapp/Swept;I)V", "app/Swept$DefaultImpls", "app/Main", "any", "()V");

    assertThat(own.signature()).isEqualTo("sweep(I)");
    assertThat(own.called()).containsExactly("sweep(I)");
    assertThat(body.signature()).isEqualTo("sweep(I)");
    assertThat(own.mayOverride(body)).isTrue();
  }

  @Test
  void theBodyInAKotlinInterfaceCallsThatOfAnotherInterface() {
    Overriding loud = sweep(
        STATIC,
        "(Lapp/Loud;)V",
        "app/Loud$DefaultImpls",
        "app/Swept$DefaultImpls",
        "sweep",
        "(Lapp/Swept;)V");

    assertThat(loud.called()).containsExactly("sweep()");
  }

  @Test
  void aClassCallsTheBodyInAScalaTrait() {
    Overriding own = sweep(ON_INSTANCE, "()V", "app/Own", "app/Swept", "sweep$", "(Lapp/Swept;)V");

    assertThat(own.called()).containsExactly("sweep()");
  }

  @Test
  void aScalaTraitCallsThroughSuperWhatTheClassKnows() {
    Overriding loud =
        sweep(ON_INSTANCE, "()V", "app/Loud", "app/Loud", "app$Loud$$super$sweep", "()V");

    assertThat(loud.called()).containsExactly("sweep()");
  }

  @Test
  void aMethodWithOtherParametersOrAStaticOneOverridesNothing() {
    Overriding other =
        sweep(ON_INSTANCE, "(I)V", "app/Own", "app/Swept", "sweep$", "(Lapp/Swept;)V");
    Overriding alone = sweep(STATIC, "()V", "app/Own", "app/Swept", "sweep", "()V");

    assertThat(other.mayCallSuper()).isFalse();
    assertThat(alone.mayCallSuper()).isFalse();
    assertThat(alone.signature()).isEmpty();
  }

  @Test
  void aPrivateMethodOverridesNothingAndIsNotOverridden() {
    Overriding hidden = sweep(Opcodes.ACC_PRIVATE, "()V", "app/Base", "app/Swept", "sweep", "()V");
    Overriding own = sweep(ON_INSTANCE, "()V", "app/Own", "app/Base", "sweep", "()V");

    assertThat(hidden.mayCallSuper()).isFalse();
    assertThat(own.mayOverride(hidden)).isFalse();
    assertThat(hidden.mayOverride(hidden)).isFalse();
  }
}
