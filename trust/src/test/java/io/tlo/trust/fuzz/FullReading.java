package io.tlo.trust.fuzz;

import io.tlo.agent.discovery.NamesOfFrameworks;
import io.tlo.agent.source.Marks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * What the filter should say, by another way: each class file read whole by ASM. A class may hold
 * a task if it names a mark and is no annotation, if it declares {@code run()} and extends
 * {@code TimerTask}, or if a method bears an annotation of the application's that carries a mark.
 */
final class FullReading {

  private static final String TIMER_TASK = "java/util/TimerTask";
  private static final int MOST_CARRIED = 3;

  private final Set<String> names;
  private final Set<String> carried;
  private final Function<String, byte @Nullable []> resources;
  private final Function<String, Boolean> libraries;

  /**
   * Creates a reading.
   *
   * @param resources class files by internal name
   * @param libraries whether a type is of a library, in which no marks are carried
   */
  FullReading(
      Marks marks,
      Function<String, byte @Nullable []> resources,
      Function<String, Boolean> libraries) {
    this.carried = Set.copyOf(marks.carried());
    this.names = new HashSet<>(marks.descriptors());
    for (Marks.Implementation each : marks.implementations()) {
      String superType = each.method().superType();
      names.add(superType == null ? each.method().descriptor() : superType);
    }
    this.resources = resources;
    this.libraries = libraries;
  }

  boolean mayHoldTask(String internalName, byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    Read read = new Read();
    reader.accept(read, 0);
    boolean isAnnotation = (reader.getAccess() & Opcodes.ACC_ANNOTATION) != 0;
    return (!isAnnotation && mentionsMark(reader))
        || (read.declaresRun && isTimerTask(reader.getSuperName()))
        || (!libraries.apply(internalName) && bearsCarried(read));
  }

  private boolean mentionsMark(ClassReader reader) {
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      boolean isText = at > 0 && reader.readByte(at - 1) == 1;
      if (isText && names.contains(text(reader, at))) {
        return true;
      }
    }
    return false;
  }

  /** The marks are all ASCII: of other texts it is enough that they are none. */
  private static String text(ClassReader reader, int at) {
    StringBuilder text = new StringBuilder();
    int end = at + 2 + reader.readUnsignedShort(at);
    for (int i = at + 2; i < end; i++) {
      text.append((char) (reader.readByte(i) & 0xff));
    }
    return text.toString();
  }

  private boolean isTimerTask(@Nullable String superName) {
    if (superName == null || NamesOfFrameworks.isJdk(superName)) {
      return false;
    }
    String name = superName;
    while (name != null && !name.equals(TIMER_TASK)) {
      byte[] file = NamesOfFrameworks.isJdk(name) ? null : resources.apply(name);
      name = file == null ? null : new ClassReader(file).getSuperName();
    }
    return name != null;
  }

  private boolean bearsCarried(Read read) {
    return read.onMethods.stream().anyMatch(each -> carries(each, MOST_CARRIED));
  }

  private boolean carries(String descriptor, int steps) {
    String name = descriptor.substring(1, descriptor.length() - 1);
    if (steps == 0 || libraries.apply(name)) {
      return false;
    }
    byte[] file = resources.apply(name);
    if (file == null) {
      return false;
    }
    Read read = new Read();
    new ClassReader(file).accept(read, 0);
    return read.onClass.stream()
        .anyMatch(each -> carried.contains(each) || carries(each, steps - 1));
  }

  /** What stands in one class file. */
  private static final class Read extends ClassVisitor {
    final List<String> onClass = new ArrayList<>();
    final List<String> onMethods = new ArrayList<>();
    boolean declaresRun;

    Read() {
      super(Opcodes.ASM9);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      if (visible) {
        onClass.add(descriptor);
      }
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      declaresRun |= name.equals("run") && descriptor.equals("()V");
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
          if (visible) {
            onMethods.add(annotation);
          }
          return null;
        }
      };
    }
  }
}
