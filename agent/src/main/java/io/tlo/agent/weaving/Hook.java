package io.tlo.agent.weaving;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The one class that woven code names besides what it named before: {@code java.lang.$TloHook}, with one
 * public, static and final field, and one method that calls what is in it. Every class loader finds {@code
 * java.lang}, also those that find nothing else of ours, and a field that is final is a constant to the compiler.
 *
 * <p>The field holds the invoker of a {@link MutableCallSite}, which lasts as long as the JVM; the handle in the
 * site is the agent's, and can be taken out again. The site itself is private: whoever had it could put a handle
 * of their own into it, and see what every task returns.
 */
final class Hook {

  static final String INTERNAL_NAME = "java/lang/$TloHook";

  private static final String CLASS_NAME = "java.lang.$TloHook";
  private static final String CALL_NAME = "call";
  private static final String FIELD_NAME = "HOOK";
  private static final String SITE_NAME = "SITE";
  private static final String NUMBERS_NAME = "NUMBERS";
  private static final String SITE = "java/lang/invoke/MutableCallSite";
  private static final String COUNTER = "java/util/concurrent/atomic/AtomicInteger";
  private static final String HANDLE = "java/lang/invoke/MethodHandle";
  private static final String TYPE = "java/lang/invoke/MethodType";

  // HotSpot inlines no method that is longer (FreqInlineSize is 325, MaxInlineSize 35).
  private static final int TOO_LONG_TO_INLINE = 400;

  private final MutableCallSite site;
  private final AtomicInteger numbers;

  private Hook(Class<?> holder, ThrowAwayModule inside) throws ReflectiveOperationException {
    site = (MutableCallSite) inside.read(holder, SITE_NAME, MutableCallSite.class);
    numbers = (AtomicInteger) inside.read(holder, NUMBERS_NAME, AtomicInteger.class);
  }

  /** Returns the hook of this JVM, which is defined if there is none yet. */
  static Hook install(Instrumentation instrumentation)
      throws ReflectiveOperationException, IOException {
    // Made for this and dropped after it: java.lang is opened to it.
    ThrowAwayModule inside = new ThrowAwayModule(instrumentation);
    Class<?> present = find();
    Class<?> holder = present != null ? present : inside.define(Object.class, classFile());
    return new Hook(holder, inside);
  }

  private static @Nullable Class<?> find() {
    try {
      return Class.forName(CLASS_NAME, true, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /**
   * Returns what gives tasks their numbers. They go on for as long as the JVM lives, whatever agents come and
   * go: code that one of them wove may still run when the next is there.
   */
  AtomicInteger numbers() {
    return numbers;
  }

  /** From now on woven code calls this, in every thread. */
  void connect(MethodHandle dispatch) {
    site.setTarget(dispatch);
    MutableCallSite.syncAll(new MutableCallSite[] {site});
  }

  /** From now on woven code gets the answer null, which lets every task run, and is held by nobody. */
  void disconnect() {
    connect(MethodHandles.empty(Phase.TYPE));
  }

  private static byte[] classFile() {
    ClassWriter writer = new ClassWriter(0);
    String name = INTERNAL_NAME;
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
    writer.visit(Opcodes.V17, access | Opcodes.ACC_SUPER, name, null, "java/lang/Object", null);
    int constant = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    writer
        .visitField(constant | Opcodes.ACC_PUBLIC, FIELD_NAME, "L" + HANDLE + ";", null, null)
        .visitEnd();
    writer
        .visitField(constant | Opcodes.ACC_PRIVATE, SITE_NAME, "L" + SITE + ";", null, null)
        .visitEnd();
    writer
        .visitField(constant | Opcodes.ACC_PRIVATE, NUMBERS_NAME, "L" + COUNTER + ";", null, null)
        .visitEnd();
    visitInitializer(writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null), name);
    int method = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    String type = Phase.TYPE.toMethodDescriptorString();
    visitCall(writer.visitMethod(method, CALL_NAME, type, null, null), name, type);
    writer.visitEnd();
    return writer.toByteArray();
  }

  /**
   * {@code SITE = new MutableCallSite(fromMethodDescriptorString(...)); HOOK = SITE.dynamicInvoker(); NUMBERS =
   * new AtomicInteger()}.
   */
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
    code.visitInsn(Opcodes.DUP);
    code.visitFieldInsn(Opcodes.PUTSTATIC, owner, SITE_NAME, "L" + SITE + ";");
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, SITE, "dynamicInvoker", "()L" + HANDLE + ";", false);
    code.visitFieldInsn(Opcodes.PUTSTATIC, owner, FIELD_NAME, "L" + HANDLE + ";");
    code.visitTypeInsn(Opcodes.NEW, COUNTER);
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, COUNTER, "<init>", "()V", false);
    code.visitFieldInsn(Opcodes.PUTSTATIC, owner, NUMBERS_NAME, "L" + COUNTER + ";");
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(4, 0);
    code.visitEnd();
  }

  /**
   * {@code return HOOK.invokeExact(phase, number, token, subject, thrown)}.
   *
   * <p>A method of its own, and too long to be inlined: the JVM makes eight kilobytes of code of this one
   * call where it compiles it with counters, and of all that is behind it where it compiles it for good. With a
   * thousand busy tasks it would be compiling for minutes, two copies for each; so there is one for all.
   */
  private static void visitCall(MethodVisitor code, String owner, String type) {
    code.visitCode();
    code.visitFieldInsn(Opcodes.GETSTATIC, owner, FIELD_NAME, "L" + HANDLE + ";");
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitVarInsn(Opcodes.ALOAD, 2);
    code.visitVarInsn(Opcodes.ALOAD, 3);
    code.visitVarInsn(Opcodes.ALOAD, 4);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, HANDLE, "invokeExact", type, false);
    code.visitInsn(Opcodes.ARETURN);
    // Never reached, only counted.
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    for (int i = 0; i < TOO_LONG_TO_INLINE; i++) {
      code.visitInsn(Opcodes.NOP);
    }
    code.visitInsn(Opcodes.ACONST_NULL);
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(6, 5);
    code.visitEnd();
  }
}
