package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The jar holds only a part of Byte Buddy: nothing that is in it may need what was left out. */
class ByteBuddyPartIT {

  private static final String FOLDER = "tlo/";
  private static final String ENDING = ".classdata";
  private static final String BYTE_BUDDY = "net/bytebuddy/";
  private static final long MOST_BYTES = 3_500_000;

  private final Map<String, Part> parts = new HashMap<>();
  private final List<String> missing = new ArrayList<>();

  /** A class of the jar: what it inherits from, and what it declares. */
  private record Part(ClassReader classFile, List<String> supertypes, Set<String> members) {}

  @Test
  void everyMethodAndFieldOfByteBuddyThatCodeInTheJarNamesIsInTheJar() throws IOException {
    read();
    parts.forEach((name, part) -> follow(name, part.classFile()));
    assertThat(parts).hasSizeGreaterThan(1_000);
    assertThat(missing).isEmpty();
  }

  @Test
  void theJarIsSmall() throws IOException {
    assertThat(Files.size(Built.agent())).isLessThan(MOST_BYTES);
  }

  private void read() throws IOException {
    try (JarFile jar = new JarFile(Built.agent().toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        String name = entry.getName();
        if (name.startsWith(FOLDER) && name.endsWith(ENDING)) {
          byte[] classFile = jar.getInputStream(entry).readAllBytes();
          parts.put(
              name.substring(FOLDER.length(), name.length() - ENDING.length()), part(classFile));
        }
      }
    }
  }

  private static Part part(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    List<String> supertypes = new ArrayList<>(List.of(reader.getInterfaces()));
    supertypes.add(reader.getSuperName());
    Set<String> members = new HashSet<>();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access, String name, String type, String generic, String[] exceptions) {
            members.add(name + type);
            return null;
          }

          @Override
          public @Nullable FieldVisitor visitField(
              int access, String name, String type, String generic, Object value) {
            members.add(name + type);
            return null;
          }
        },
        ClassReader.SKIP_CODE);
    return new Part(reader, supertypes, members);
  }

  private void follow(String user, ClassReader classFile) {
    classFile.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String generic, String[] exceptions) {
            return new Follower(user);
          }
        },
        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  /** Looks for what the instructions of a method name. */
  private final class Follower extends MethodVisitor {
    private final String user;

    Follower(String user) {
      super(Opcodes.ASM9);
      this.user = user;
    }

    @Override
    public void visitMethodInsn(
        int code, String owner, String name, String type, boolean isOfInterface) {
      check(owner, name + type);
    }

    @Override
    public void visitFieldInsn(int code, String owner, String name, String type) {
      check(owner, name + type);
    }

    @Override
    public void visitTypeInsn(int code, String type) {
      if (type.startsWith(BYTE_BUDDY) && !parts.containsKey(type)) {
        missing.add(user + " needs " + type);
      }
    }

    private void check(String owner, String member) {
      if (owner.startsWith(BYTE_BUDDY) && !has(owner, member)) {
        missing.add(user + " needs " + owner + "." + member);
      }
    }
  }

  private boolean has(String type, String member) {
    Part part = parts.get(type);
    if (part == null) {
      boolean isOfJdk = !type.startsWith(BYTE_BUDDY) && !type.equals("java/lang/Object");
      return isOfJdk || isOfEveryObject(member);
    }
    return part.members().contains(member)
        || part.supertypes().stream().anyMatch(supertype -> has(supertype, member));
  }

  private static boolean isOfEveryObject(String member) {
    return Set.of(
            "getClass()Ljava/lang/Class;",
            "hashCode()I",
            "equals(Ljava/lang/Object;)Z",
            "toString()Ljava/lang/String;",
            "clone()Ljava/lang/Object;")
        .contains(member);
  }
}
