package io.tlo.agent.discovery;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads which methods of a class file are marked as tasks. Methods that the compiler made are left out: it
 * copies annotations to the bridge of a generic method, which would count each call twice.
 */
public final class TaskClassReader extends ClassVisitor {

  private final TaskAnnotations annotations;
  private final List<DiscoveredMethod> methods = new ArrayList<>();

  private TaskClassReader(TaskAnnotations annotations) {
    super(OpenedClassReader.ASM_API);
    this.annotations = annotations;
  }

  /**
   * Returns the methods that are marked, in the order of the class file.
   *
   * @throws IllegalArgumentException if the class file is of a version that is not known
   */
  public static List<DiscoveredMethod> read(byte[] classFile, TaskAnnotations annotations) {
    TaskClassReader reader = new TaskClassReader(annotations);
    OpenedClassReader.of(classFile)
        .accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return reader.methods;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    boolean isOwn = (access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC)) == 0;
    return isOwn && !name.startsWith("<") ? new Method(access, name, descriptor) : null;
  }

  private final class Method extends MethodVisitor {
    private final int access;
    private final String name;
    private final String descriptor;
    private @Nullable DiscoveredMethod found;
    private int bestRank = TaskAnnotations.NONE;

    Method(int access, String name, String descriptor) {
      super(OpenedClassReader.ASM_API);
      this.access = access;
      this.name = name;
      this.descriptor = descriptor;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
      int rank = annotations.rank(annotation);
      if (rank >= bestRank) {
        return null;
      }
      // A method under several annotations is one task: the first of them in the list counts.
      bestRank = rank;
      methods.remove(found);
      String source = annotations.className(rank);
      TaskAttributes attributes = new TaskAttributes(TaskAnnotations.isOwn(source));
      found = new DiscoveredMethod(access, name, descriptor, source, attributes);
      methods.add(found);
      return attributes;
    }
  }
}
