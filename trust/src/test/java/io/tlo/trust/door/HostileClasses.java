package io.tlo.trust.door;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Class files with names that no compiler would let pass and the JVM does: made of what means
 * something in an ObjectName, in a log, on a terminal or in a page.
 */
final class HostileClasses {

  private static final int TASKS_OF_A_CLASS = 20;

  private static final List<String> PIECES = List.of(
      ",",
      "=",
      ":",
      "\"",
      "*",
      "?",
      "\n",
      "\r\n",
      "\t",
      "\u0000",
      "\u0007",
      "\u001b[2K",
      "\u001b[31m",
      "\u0085",
      "\u2028",
      "\u2029",
      "\u202e",
      "\u2066",
      "\u200b",
      "\ufeff",
      "\ufffe",
      "\ud800",
      "\udfff",
      "\ud83d\ude00",
      "\u0442\u043b\u043e",
      "\u80cc\u666f",
      "'",
      "\\",
      "\\n",
      "#2",
      "#",
      "$",
      "$bang",
      " ",
      "  ",
      "%0a",
      "&lt;",
      "type=Registry",
      ",name=x",
      "tlo:",
      "[tlo] all is well",
      "<html><h1>",
      "<init>",
      "..",
      "/../",
      "String",
      "null",
      "()",
      "(String)",
      "{0}",
      "${jndi:ldap://127.0.0.1/x}",
      "x");

  private final Random random;
  private final @Nullable String interval;
  private final List<byte[]> classFiles = new ArrayList<>();
  /** The task's name in the registry by its full method. */
  private final Map<String, String> names = new TreeMap<>();

  HostileClasses(long seed) {
    this(seed, null);
  }

  /** Makes classes whose tasks have an interval too. */
  HostileClasses(long seed, @Nullable String interval) {
    random = new Random(seed);
    this.interval = interval;
  }

  /**
   * Makes classes whose tasks have names of methods, and as many whose tasks have explicit names.
   */
  HostileClasses make(int tasks) {
    while (names.size() < tasks) {
      addClass(names.size() % (2 * TASKS_OF_A_CLASS) == 0);
    }
    return this;
  }

  private void addClass(boolean isExplicit) {
    String simple = name("[.;\\[/$]") + "_" + classFiles.size();
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "app/" + simple, null, "java/lang/Object", null);
    for (int i = 0; i < TASKS_OF_A_CLASS; i++) {
      String method = isExplicit ? "m" + i : name("[.;\\[/<>]") + "_" + i;
      String explicit = isExplicit ? name("[\\x00]") + "_" + i : null;
      addTask(writer, method, explicit);
      names.put(
          "app." + simple + "." + method + "()",
          simple + "." + (explicit == null ? method : explicit.strip()));
    }
    writer.visitEnd();
    classFiles.add(writer.toByteArray());
  }

  private void addTask(ClassWriter writer, String name, @Nullable String explicit) {
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, "()V", null, null);
    AnnotationVisitor task = code.visitAnnotation("Lio/tlo/Task;", true);
    if (explicit != null) {
      task.visit("name", explicit);
    }
    if (interval != null) {
      task.visit("interval", interval);
    }
    task.visitEnd();
    code.visitCode();
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private String name(String without) {
    StringBuilder name = new StringBuilder();
    int pieces = 1 + random.nextInt(5);
    for (int i = 0; i < pieces; i++) {
      name.append(
          random.nextInt(4) == 0
              ? Character.toString((char) random.nextInt(0x10000))
              : PIECES.get(random.nextInt(PIECES.size())));
    }
    if (random.nextInt(50) == 0) {
      name.append("long".repeat(300));
    }
    return name.toString().replaceAll(without, "_");
  }

  Map<String, String> names() {
    return names;
  }

  int classes() {
    return classFiles.size();
  }

  /** Writes the class files one after the other, each with its length before it. */
  Path write(Path file) throws IOException {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      for (byte[] each : classFiles) {
        out.writeInt(each.length);
        out.write(each);
      }
    }
    return file;
  }
}
