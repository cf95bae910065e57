package io.tlo.agent.weaving;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The one class that woven code names besides what it named before: {@code java.lang.$TloHook}, with one
 * public, static and final field. Every class loader finds {@code java.lang}, also those that find nothing
 * else of ours, and a field that is final is a constant to the compiler.
 *
 * <p>The field holds the invoker of a {@link MutableCallSite}, which lasts as long as the JVM; the handle in the
 * site is the agent's, and can be taken out again. The site itself is private: whoever had it could put a handle
 * of their own into it, and see what every task returns.
 */
final class Hook {

  private static final String CLASS_NAME = "java.lang.$TloHook";
  private static final String FIELD_NAME = "HOOK";
  private static final String SITE_NAME = "SITE";
  private static final String NUMBERS_NAME = "NUMBERS";
  private static final String SITE = "java/lang/invoke/MutableCallSite";
  private static final String COUNTER = "java/util/concurrent/atomic/AtomicInteger";
  private static final String HANDLE = "java/lang/invoke/MethodHandle";
  private static final String TYPE = "java/lang/invoke/MethodType";

  private final Field field;
  private final MutableCallSite site;
  private final AtomicInteger numbers;

  private Hook(Class<?> holder, ThrowAwayModule inside) throws ReflectiveOperationException {
    field = holder.getField(FIELD_NAME);
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

  /** Returns the field, for the weaving. */
  Field field() {
    return field;
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
    String name = CLASS_NAME.replace('.', '/');
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
}
