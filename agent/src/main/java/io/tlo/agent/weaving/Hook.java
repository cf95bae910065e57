package io.tlo.agent.weaving;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.Field;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The one class that woven code names besides what it named before: {@code java.lang.$TloHook}, with one
 * public, static and final field. Every class loader finds {@code java.lang}, also those that find nothing
 * else of ours, and a field that is final is a constant to the compiler.
 *
 * <p>The field holds a {@link MutableCallSite}, which lasts as long as the JVM; the handle in it is the
 * agent's, and can be taken out again.
 */
final class Hook {

  private static final String CLASS_NAME = "java.lang.$TloHook";
  private static final String FIELD_NAME = "HOOK";
  private static final String SITE = "java/lang/invoke/MutableCallSite";
  private static final String TYPE = "java/lang/invoke/MethodType";

  private final Field field;
  private final MutableCallSite site;

  private Hook(Class<?> holder) throws ReflectiveOperationException {
    field = holder.getField(FIELD_NAME);
    site = (MutableCallSite) field.get(null);
  }

  /** Returns the hook of this JVM, which is defined if there is none yet. */
  static Hook install(Instrumentation instrumentation)
      throws ReflectiveOperationException, IOException {
    Class<?> holder = find();
    return new Hook(holder != null ? holder : define(instrumentation));
  }

  private static @Nullable Class<?> find() {
    try {
      return Class.forName(CLASS_NAME, true, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private static Class<?> define(Instrumentation instrumentation)
      throws ReflectiveOperationException, IOException {
    return new ThrowAwayModule(instrumentation).define(Object.class, classFile());
  }

  /** Returns the field, for the weaving. */
  Field field() {
    return field;
  }

  /** From now on woven code calls this, in every thread. */
  void connect(MethodHandle dispatch) {
    site.setTarget(dispatch);
    MutableCallSite.syncAll(new MutableCallSite[] {site});
  }

  private static byte[] classFile() {
    ClassWriter writer = new ClassWriter(0);
    String name = CLASS_NAME.replace('.', '/');
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
    writer.visit(Opcodes.V17, access | Opcodes.ACC_SUPER, name, null, "java/lang/Object", null);
    int constant = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    writer.visitField(constant, FIELD_NAME, "L" + SITE + ";", null, null).visitEnd();
    visitInitializer(writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null), name);
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** {@code HOOK = new MutableCallSite(MethodType.fromMethodDescriptorString(..., null))}. */
  private static void visitInitializer(MethodVisitor code, String owner) {
    String typeOfText = "(Ljava/lang/String;Ljava/lang/ClassLoader;)L" + TYPE + ";";
    code.visitCode();
    code.visitTypeInsn(Opcodes.NEW, SITE);
    code.visitInsn(Opcodes.DUP);
    code.visitLdcInsn(Phase.TYPE.toMethodDescriptorString());
    code.visitInsn(Opcodes.ACONST_NULL);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, TYPE, "fromMethodDescriptorString", typeOfText, false);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, SITE, "<init>", "(L" + TYPE + ";)V", false);
    code.visitFieldInsn(Opcodes.PUTSTATIC, owner, FIELD_NAME, "L" + SITE + ";");
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(4, 0);
    code.visitEnd();
  }
}
