package io.tlo.trust.classfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * A class made byte by byte, as no compiler of today makes it: without debug information, with a
 * class file version of one's choice, and each task a static method that takes an int and returns
 * one.
 */
final class Generated {

  private static final int STATIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
  private static final String TASK = "Lio/tlo/Task;";
  private static final int LAST_WITHOUT_FRAMES = 49;

  /** Puts the code of a method that takes an int and returns one. */
  interface Code {
    void write(MethodVisitor method);
  }

  private final String name;
  private final ClassWriter writer;

  Generated(String simpleName, int major) {
    this(simpleName, major, "java/lang/Object");
  }

  Generated(String simpleName, int major, String superName) {
    name = "app/" + simpleName;
    // Frames came with version 50. Before, dead code stays what it is; later it cannot.
    writer = new ClassWriter(
        major > LAST_WITHOUT_FRAMES ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS);
    int version = major == 45 ? Opcodes.V1_1 : major;
    writer.visit(version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, name, null, superName, null);
    MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, superName, "<init>", "()V", false);
    end(constructor, Opcodes.RETURN);
  }

  String name() {
    return name;
  }

  /** Adds a task. */
  Generated task(String method, Code code) {
    MethodVisitor visitor = writer.visitMethod(STATIC, method, "(I)I", null, null);
    visitor.visitAnnotation(TASK, true).visitEnd();
    visitor.visitCode();
    code.write(visitor);
    visitor.visitMaxs(0, 0);
    visitor.visitEnd();
    return this;
  }

  /** Adds {@code run()}, which counts its calls in a static field. */
  Generated countingRun() {
    writer.visitField(STATIC, "runs", "I", null, null).visitEnd();
    MethodVisitor run = writer.visitMethod(Opcodes.ACC_PUBLIC, "run", "()V", null, null);
    run.visitCode();
    run.visitFieldInsn(Opcodes.GETSTATIC, name, "runs", "I");
    run.visitInsn(Opcodes.ICONST_1);
    run.visitInsn(Opcodes.IADD);
    run.visitFieldInsn(Opcodes.PUTSTATIC, name, "runs", "I");
    end(run, Opcodes.RETURN);
    return this;
  }

  /**
   * Fills the constant pool until it has so many entries, whatever the writer would add at its
   * end.
   */
  Generated constants(int entries) {
    writer.newUTF8("Code");
    int next = writer.newUTF8("StackMapTable");
    for (int i = 0; next < entries; i++) {
      next = writer.newUTF8("filler " + i);
    }
    return this;
  }

  private static void end(MethodVisitor method, int code) {
    method.visitInsn(code);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  /** Writes the class file below a folder. */
  Generated in(Path folder) throws IOException {
    Path file = folder.resolve(name + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, writer.toByteArray());
    return this;
  }

  /** A loop, a switch, a handler and locals of both sizes: {@code 3 * n + 1} for small n. */
  static void everyday(MethodVisitor method) {
    Label loop = new Label();
    Label first = new Label();
    Label rest = new Label();
    Label joined = new Label();
    Label from = new Label();
    Label to = new Label();
    Label caught = new Label();
    Label done = new Label();
    method.visitTryCatchBlock(from, to, caught, "java/lang/ArithmeticException");
    method.visitInsn(Opcodes.LCONST_0);
    method.visitVarInsn(Opcodes.LSTORE, 1);
    method.visitInsn(Opcodes.ICONST_3);
    method.visitVarInsn(Opcodes.ISTORE, 3);
    method.visitLabel(loop);
    method.visitVarInsn(Opcodes.LLOAD, 1);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitInsn(Opcodes.I2L);
    method.visitInsn(Opcodes.LADD);
    method.visitVarInsn(Opcodes.LSTORE, 1);
    method.visitIincInsn(3, -1);
    method.visitVarInsn(Opcodes.ILOAD, 3);
    method.visitTableSwitchInsn(0, 2, rest, joined, first, rest);
    method.visitLabel(first);
    method.visitIincInsn(3, 0);
    method.visitJumpInsn(Opcodes.GOTO, loop);
    method.visitLabel(rest);
    method.visitJumpInsn(Opcodes.GOTO, loop);
    method.visitLabel(joined);
    method.visitLabel(from);
    method.visitInsn(Opcodes.ICONST_1);
    method.visitVarInsn(Opcodes.ILOAD, 3);
    method.visitInsn(Opcodes.IDIV);
    method.visitVarInsn(Opcodes.ISTORE, 3);
    method.visitLabel(to);
    method.visitJumpInsn(Opcodes.GOTO, done);
    method.visitLabel(caught);
    method.visitInsn(Opcodes.POP);
    method.visitInsn(Opcodes.ICONST_1);
    method.visitVarInsn(Opcodes.ISTORE, 3);
    method.visitLabel(done);
    method.visitVarInsn(Opcodes.LLOAD, 1);
    method.visitInsn(Opcodes.L2I);
    method.visitVarInsn(Opcodes.ILOAD, 3);
    method.visitInsn(Opcodes.IADD);
    method.visitInsn(Opcodes.IRETURN);
  }

  /**
   * A subroutine, as compilers wrote {@code finally} until version 49: {@code n + 10}, or an
   * exception for 2.
   */
  static void subroutine(MethodVisitor method) {
    Label from = new Label();
    Label to = new Label();
    Label caught = new Label();
    Label subroutine = new Label();
    Label fine = new Label();
    method.visitTryCatchBlock(from, to, caught, null);
    method.visitLabel(from);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitInsn(Opcodes.ICONST_2);
    method.visitJumpInsn(Opcodes.IF_ICMPNE, fine);
    method.visitInsn(Opcodes.ICONST_1);
    method.visitInsn(Opcodes.ICONST_0);
    method.visitInsn(Opcodes.IDIV);
    method.visitInsn(Opcodes.POP);
    method.visitLabel(fine);
    method.visitJumpInsn(Opcodes.JSR, subroutine);
    method.visitLabel(to);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitInsn(Opcodes.IRETURN);
    method.visitLabel(caught);
    method.visitVarInsn(Opcodes.ASTORE, 2);
    method.visitJumpInsn(Opcodes.JSR, subroutine);
    method.visitVarInsn(Opcodes.ALOAD, 2);
    method.visitInsn(Opcodes.ATHROW);
    method.visitLabel(subroutine);
    method.visitVarInsn(Opcodes.ASTORE, 1);
    method.visitIincInsn(0, 10);
    method.visitVarInsn(Opcodes.RET, 1);
  }

  /** What nobody reaches, behind the end: {@code n + 1}. */
  static void deadCode(MethodVisitor method) {
    Label dead = new Label();
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitInsn(Opcodes.ICONST_1);
    method.visitInsn(Opcodes.IADD);
    method.visitInsn(Opcodes.IRETURN);
    method.visitLabel(dead);
    method.visitInsn(Opcodes.ICONST_0);
    method.visitInsn(Opcodes.IRETURN);
    method.visitJumpInsn(Opcodes.GOTO, dead);
  }

  /**
   * A monitor that is entered and never left, which the verifier lets pass and the JVM does not.
   */
  static void monitorLeftBehind(MethodVisitor method) {
    method.visitLdcInsn("monitor");
    method.visitInsn(Opcodes.MONITORENTER);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitInsn(Opcodes.IRETURN);
  }

  /**
   * Code of so many bytes: {@code n} for n below zero at its begin, else {@code n + 1} at its
   * end.
   */
  static Code ofLength(int bytes) {
    return method -> {
      Label on = new Label();
      method.visitVarInsn(Opcodes.ILOAD, 0);
      method.visitJumpInsn(Opcodes.IFGE, on);
      method.visitVarInsn(Opcodes.ILOAD, 0);
      method.visitInsn(Opcodes.IRETURN);
      method.visitLabel(on);
      // 6 bytes before, 5 behind: a return far from the end becomes a jump over all of them.
      for (int i = 11; i < bytes; i++) {
        method.visitInsn(Opcodes.NOP);
      }
      method.visitIincInsn(0, 1);
      method.visitVarInsn(Opcodes.ILOAD, 0);
      method.visitInsn(Opcodes.IRETURN);
    };
  }
}
