package io.tlo.agent.weaving;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class DecorationTest {

  private static final String NAME = "Woven";

  // ILOAD_0, POP, and NOP six times; the same in a form that is longer than it need be: WIDE
  // ILOAD 0, POP, and NOP three times. What reads instructions and writes them again gives the
  // short one.
  private static final String SHORT = bytes("1a57000000000000");
  private static final String LONG = bytes("c415000057000000");

  @Test
  void aMethodWithoutAdviceStaysAsItIsToTheByte() {
    assertThat(text(decorated("task"))).contains(LONG);
  }

  @Test
  void aMethodWithAdviceIsWrittenAnew() {
    assertThat(text(decorated("other"))).doesNotContain(LONG);
  }

  @Test
  void adviceCallsTheHookInPlaceOfItsStandIn() {
    assertThat(text(decorated("task")))
        .contains(Hook.INTERNAL_NAME)
        .doesNotContain(Type.getInternalName(HookCall.class));
  }

  private static byte[] decorated(String method) {
    ClassFileLocator ownClasses =
        ClassFileLocator.ForClassLoader.of(DecorationTest.class.getClassLoader());
    Advice advice = Advice.withCustomMapping()
        .bind(TaskNumber.class, 1)
        .to(EnterAdvice.class, ExitAdvice.class, ownClasses);
    return Decoration.of(NAME, classFile(), List.of(HookCallRenamer.weave(advice, named(method))));
  }

  private static byte[] classFile() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, NAME, null, "java/lang/Object", null);
    visitMethod(writer, "task", 0);
    visitMethod(writer, "other", 6);
    writer.visitEnd();
    String written = text(writer.toByteArray());
    assertThat(written).containsOnlyOnce(SHORT);
    return written.replace(SHORT, LONG).getBytes(ISO_8859_1);
  }

  private static void visitMethod(ClassWriter writer, String name, int padding) {
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
    MethodVisitor code = writer.visitMethod(access, name, "(I)V", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.POP);
    for (int i = 0; i < padding; i++) {
      code.visitInsn(Opcodes.NOP);
    }
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(1, 1);
    code.visitEnd();
  }

  private static String bytes(String hex) {
    return text(HexFormat.of().parseHex(hex));
  }

  /** One character for each byte. */
  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
