package io.tlo.trust.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Classes that extend and call each other across two loaders, in ten families of which one are
 * timer tasks. Each has a task; some have a second one under an annotation of the application's
 * own, and many bear annotations that bear each other. Two more, {@code s.Left} and
 * {@code s.Right}, call each other.
 */
final class StormClasses {

  static final int FAMILIES = 10;

  private static final int TRUNK = 60;
  private static final int NIGHTLY = 7;
  private static final String SCHEDULED = "org/springframework/scheduling/annotation/Scheduled";
  private static final int ANNOTATION =
      Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_ANNOTATION;
  private static final int STATIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;

  private final int count;
  private final Random random = new Random(6);
  private int executions;

  StormClasses(int count) {
    this.count = count;
  }

  /** Returns how many executions there are when each task is called once. */
  int executions() {
    return executions;
  }

  /** Writes all class files into one jar, stored as they are. */
  Path in(Path jar) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.setLevel(0);
      add(out, SCHEDULED, annotation(SCHEDULED, List.of()));
      add(out, "s/Nightly", annotation("s/Nightly", List.of(SCHEDULED, "s/Ping")));
      add(out, "s/Ping", annotation("s/Ping", List.of("s/Pong")));
      add(out, "s/Pong", annotation("s/Pong", List.of("s/Ping")));
      for (int i = 0; i < count; i++) {
        add(out, name(i), type(i));
      }
      add(out, "s/Left", crossing("s/Left", "s/Right"));
      add(out, "s/Right", crossing("s/Right", "s/Left"));
    }
    return jar;
  }

  private static void add(ZipOutputStream out, String name, byte[] file) throws IOException {
    out.putNextEntry(new ZipEntry(name + ".class"));
    out.write(file);
    out.closeEntry();
  }

  private static String name(int index) {
    return "s/C" + index;
  }

  /** A trunk that is deeper than anybody writes by hand, and twigs on it. */
  private static String superName(int index) {
    int family = index % FAMILIES;
    int member = index / FAMILIES;
    if (member == 0) {
      return family == 0 ? "java/util/TimerTask" : "java/lang/Object";
    }
    int parent = member <= TRUNK ? member - 1 : member % TRUNK;
    return name(parent * FAMILIES + family);
  }

  private byte[] crossing(String name, String other) {
    ClassWriter writer = begun(name, "java/lang/Object");
    touch(writer);
    method(writer, STATIC, "work", other, List.of("io/tlo/Task"));
    executions++;
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static ClassWriter begun(String name, String superName) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, name, null, superName, null);
    return writer;
  }

  private byte[] type(int index) {
    String superName = superName(index);
    ClassWriter writer = begun(name(index), superName);
    MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, superName, "<init>", "()V", false);
    end(constructor);
    touch(writer);
    List<String> on = new ArrayList<>(List.of("io/tlo/Task"));
    if (index % 3 == 0) {
      on.add("s/Ping");
    }
    method(writer, STATIC, "work", on);
    executions++;
    if (index % NIGHTLY == 0) {
      method(writer, STATIC, "nightly", List.of("s/Nightly"));
      executions++;
    }
    if (index % FAMILIES == 0) {
      method(writer, Opcodes.ACC_PUBLIC, "run", List.of());
      executions++;
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** What the others call. */
  private static void touch(ClassWriter writer) {
    MethodVisitor touch = writer.visitMethod(STATIC, "touch", "()V", null, null);
    touch.visitCode();
    end(touch);
  }

  /** A method that calls into some other class, wherever that comes in any order. */
  private void method(ClassWriter writer, int access, String name, List<String> annotations) {
    method(writer, access, name, name(random.nextInt(count)), annotations);
  }

  private static void method(
      ClassWriter writer, int access, String name, String called, List<String> annotations) {
    MethodVisitor method = writer.visitMethod(access, name, "()V", null, null);
    for (String each : annotations) {
      method.visitAnnotation("L" + each + ";", true).visitEnd();
    }
    method.visitCode();
    method.visitMethodInsn(Opcodes.INVOKESTATIC, called, "touch", "()V", false);
    end(method);
  }

  private static void end(MethodVisitor method) {
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  private static byte[] annotation(String name, List<String> borne) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, ANNOTATION, name, null, "java/lang/Object", new String[] {
      "java/lang/annotation/Annotation"
    });
    AnnotationVisitor retention = writer.visitAnnotation("Ljava/lang/annotation/Retention;", true);
    retention.visitEnum("value", "Ljava/lang/annotation/RetentionPolicy;", "RUNTIME");
    retention.visitEnd();
    for (String each : borne) {
      writer.visitAnnotation("L" + each + ";", true).visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }
}
