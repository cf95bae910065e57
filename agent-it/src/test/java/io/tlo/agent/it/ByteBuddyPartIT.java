package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The jar holds only a part of Byte Buddy: nothing that is in it may need what was left out. */
@Tag("jdk")
class ByteBuddyPartIT {

  private static final String FOLDER = "tlo/";
  private static final String ENDING = ".classdata";
  private static final String BYTE_BUDDY = "net/bytebuddy/";
  private static final long MOST_BYTES = 3_500_000;

  private final Map<String, byte[]> classFiles = new HashMap<>();
  private final Map<String, Part> parts = new HashMap<>();
  private final Set<String> missing = new TreeSet<>();

  /**
   * A class of the jar or of the JDK.
   *
   * @param members what it declares
   * @param inherited those of them that its subtypes have too
   */
  private record Part(List<String> supertypes, Set<String> members, Set<String> inherited) {

    static final Part ABSENT = new Part(List.of(), Set.of(), Set.of());
  }

  @Test
  void everythingOfByteBuddyThatCodeInTheJarNamesIsInTheJar() throws IOException {
    read();
    classFiles.forEach(this::follow);
    assertThat(classFiles).hasSizeGreaterThan(1_000);
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
          String type = name.substring(FOLDER.length(), name.length() - ENDING.length());
          classFiles.put(type, jar.getInputStream(entry).readAllBytes());
        }
      }
    }
  }

  private void follow(String user, byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    supertypes(reader).forEach(supertype -> checkType(user, Type.getObjectType(supertype)));
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String generic, String[] exceptions) {
            return new Follower(user);
          }
        },
        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  private void checkType(String user, Type type) {
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    if (element.getSort() == Type.OBJECT && isAbsent(element.getInternalName())) {
      missing.add(user + " needs " + element.getInternalName());
    }
  }

  private boolean isAbsent(String type) {
    return type.startsWith(BYTE_BUDDY) && !classFiles.containsKey(type);
  }

  private void checkMember(String user, String owner, String member) {
    if (owner.startsWith(BYTE_BUDDY) && !has(owner, member)) {
      missing.add(user + " needs " + owner + "." + member);
    }
  }

  private boolean has(String type, String member) {
    return part(type).members().contains(member) || inherits(type, member);
  }

  private boolean inherits(String type, String member) {
    return part(type).supertypes().stream()
        .anyMatch(supertype ->
            part(supertype).inherited().contains(member) || inherits(supertype, member));
  }

  private Part part(String type) {
    Part known = parts.get(type);
    if (known == null) {
      byte[] classFile = classFiles.containsKey(type) ? classFiles.get(type) : ofJdk(type);
      known = classFile == null ? Part.ABSENT : part(new ClassReader(classFile));
      parts.put(type, known);
    }
    return known;
  }

  /** The platform's loader does not see the whole Byte Buddy, which is on the tests' class path. */
  private static byte @Nullable [] ofJdk(String type) {
    String file = type + ".class";
    try (InputStream found = ClassLoader.getPlatformClassLoader().getResourceAsStream(file)) {
      return found == null ? null : found.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Part part(ClassReader reader) {
    Part part = new Part(supertypes(reader), new HashSet<>(), new HashSet<>());
    reader.accept(new Declared(part), ClassReader.SKIP_CODE);
    return part;
  }

  private static List<String> supertypes(ClassReader reader) {
    List<String> supertypes = new ArrayList<>(List.of(reader.getInterfaces()));
    // Object alone has no superclass.
    if (reader.getSuperName() != null) {
      supertypes.add(reader.getSuperName());
    }
    return supertypes;
  }

  /** Notes the members of a class. */
  private static final class Declared extends ClassVisitor {
    private final Part part;

    Declared(Part part) {
      super(Opcodes.ASM9);
      this.part = part;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access, String name, String type, String generic, String[] exceptions) {
      note(access, name, type);
      return null;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access, String name, String type, String generic, Object value) {
      note(access, name, type);
      return null;
    }

    private void note(int access, String name, String type) {
      part.members().add(name + type);
      if ((access & Opcodes.ACC_PRIVATE) == 0 && !name.equals("<init>")) {
        part.inherited().add(name + type);
      }
    }
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
      checkMember(user, owner, name + type);
    }

    @Override
    public void visitFieldInsn(int code, String owner, String name, String type) {
      checkMember(user, owner, name + type);
    }

    @Override
    public void visitTypeInsn(int code, String type) {
      checkType(user, Type.getObjectType(type));
    }

    @Override
    public void visitMultiANewArrayInsn(String type, int dimensions) {
      checkType(user, Type.getType(type));
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String caught) {
      // None is caught by name in a finally block.
      if (caught != null) {
        checkType(user, Type.getObjectType(caught));
      }
    }

    @Override
    public void visitLdcInsn(Object constant) {
      checkConstant(constant);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String type, Handle bootstrap, Object... arguments) {
      checkConstant(bootstrap);
      List.of(arguments).forEach(this::checkConstant);
    }

    private void checkConstant(Object constant) {
      if (constant instanceof Type type) {
        checkType(user, type);
      } else if (constant instanceof Handle handle) {
        checkMember(user, handle.getOwner(), handle.getName() + handle.getDesc());
      } else if (constant instanceof ConstantDynamic dynamic) {
        checkConstant(dynamic.getBootstrapMethod());
        for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
          checkConstant(dynamic.getBootstrapMethodArgument(i));
        }
      }
    }
  }
}
