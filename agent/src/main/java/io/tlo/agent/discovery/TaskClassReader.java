package io.tlo.agent.discovery;

import io.tlo.agent.discovery.ClassFileParts.NamedMethod;
import io.tlo.agent.source.AnnotationValues;
import io.tlo.agent.source.Marks;
import io.tlo.agent.source.Marks.Mark;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads which methods of a class file are marked as tasks. Methods that the compiler made are left out: it
 * copies annotations to the bridge of a generic method, or to the static method that calls that of an object, which
 * would count each call twice.
 *
 * <p>Thread safety: safe for many threads; what is read of one class is confined to one of them.
 */
public final class TaskClassReader {

  private static final int HANDED_ON = Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC;

  /** Groovy's mark of what it made; of a method with default values one for each that is left out. */
  private static final String GENERATED = "Lgroovy/transform/Generated;";

  /** ShedLock's annotation, which is in a package for each framework. */
  private static final String SHEDLOCK = "Lnet/javacrumbs/shedlock/";

  private static final String LOCK = "/SchedulerLock;";

  private final Marks marks;
  private final Supertypes timerTasks;

  /**
   * Creates a reader that looks for these marks.
   *
   * @param timerTasks tells which classes are timer tasks
   */
  TaskClassReader(Marks marks, Supertypes timerTasks) {
    this.marks = marks;
    this.timerTasks = timerTasks;
  }

  /**
   * Returns the methods that are marked, in the order of the class file.
   *
   * @param loader where the class is being loaded; class files of its supertypes and annotations may be
   *     asked of it
   * @throws IllegalArgumentException if the class file is of a version that is not known
   */
  public List<DiscoveredMethod> read(@Nullable ClassLoader loader, byte[] classFile) {
    Reading reading = new Reading(loader, new ClassFileParts(classFile));
    OpenedClassReader.of(classFile)
        .accept(reading, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    List<DiscoveredMethod> all = List.copyOf(reading.methods);
    reading.methods.removeIf(
        each -> reading.twins.leavesOutArguments(each) || KotlinTwins.callsBodyOfValue(each, all));
    return reading.methods;
  }

  /** Notes a mark with all that is said under it; of several marks the first in the table counts. */
  private static void note(MarkedMethod method, Mark mark, AnnotationValues values, String by) {
    if (mark.isContainer()) {
      for (AnnotationValues each : values.annotations("value")) {
        method.mark(mark, each, by);
      }
    } else {
      method.mark(mark, values, by);
    }
  }

  /** The reading of one class. */
  private final class Reading extends ClassVisitor {
    private final @Nullable ClassLoader loader;
    private final ClassFileParts parts;
    private final List<DiscoveredMethod> methods = new ArrayList<>();
    private @Nullable Mark onClass;
    private final AnnotationValues saidOnClass = new AnnotationValues();
    private final KotlinTwins twins = new KotlinTwins();
    private boolean isAsync;
    private String className = "";
    private @Nullable String superName;

    Reading(@Nullable ClassLoader loader, ClassFileParts parts) {
      super(OpenedClassReader.ASM_API);
      this.loader = loader;
      this.parts = parts;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superClass,
        String @Nullable [] interfaces) {
      className = name;
      superName = superClass;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      if ((access & Opcodes.ACC_STATIC) != 0) {
        twins.seeField(className, name, descriptor);
      }
      return null;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      isAsync |= AsyncNames.contains(descriptor);
      Mark mark = marks.find(descriptor);
      if (mark == null || !mark.source().isOnClasses()) {
        return null;
      }
      onClass = mark;
      return new AnnotationReader(saidOnClass);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      boolean isWritten = (access & HANDED_ON) == 0 && !name.startsWith("<");
      return isWritten ? new Method(new MarkedMethod(access, name, descriptor)) : null;
    }

    /** A method that is a task by implementing another one, which an annotation on it comes before. */
    private void markImplementation(MarkedMethod method) {
      for (Marks.Implementation each : marks.implementations()) {
        String superType = each.method().superType();
        if (method.implementsMethod(each.method())
            && (superType == null || timerTasks.isWanted(loader, superName))) {
          method.mark(each);
        }
      }
    }

    private final class Method extends MethodVisitor {
      private final MarkedMethod method;
      private final List<String> annotations = new ArrayList<>();

      Method(MarkedMethod method) {
        super(OpenedClassReader.ASM_API);
        this.method = method;
        if (isAsync) {
          method.setAsync();
        }
      }

      @Override
      public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        if (AsyncNames.contains(descriptor)) {
          method.setAsync();
        }
        if (descriptor.startsWith(SHEDLOCK) && descriptor.endsWith(LOCK)) {
          method.setLocked();
        }
        annotations.add(descriptor);
        AnnotationValues values = new AnnotationValues();
        return new AnnotationReader(values) {
          @Override
          public void visitEnd() {
            annotated(descriptor, values);
          }
        };
      }

      private void annotated(String descriptor, AnnotationValues values) {
        Mark mark = marks.find(descriptor);
        if (mark != null) {
          note(method, mark, values, "");
          return;
        }
        CarriedReader.Carried carried = CarriedReader.read(marks, loader, descriptor, values);
        if (carried.isAsync()) {
          method.setAsync();
        }
        for (CarriedReader.Found found : carried.marks()) {
          String by = CarriedReader.className(descriptor);
          for (AnnotationValues each : found.values()) {
            method.mark(found.mark(), each, by);
          }
        }
      }

      @Override
      public void visitEnd() {
        if (onClass != null && method.isPublicOnInstance()) {
          note(method, onClass, saidOnClass, "");
        }
        markImplementation(method);
        DiscoveredMethod task = method.discovered(parts);
        if (task != null && !isTwin(task)) {
          twins.see(task, annotations);
          methods.add(task);
        }
      }

      /** A method that the compiler made, and that calls another one under the same annotations. */
      private boolean isTwin(DiscoveredMethod task) {
        return annotations.contains(GENERATED)
            || twins.callsCompanion(task, annotations)
            || KotlinTwins.callsInterface(task, parts)
            || callsModule(task);
      }

      /** Scala's object of that name has the method with the body. */
      private boolean callsModule(DiscoveredMethod task) {
        String module = parts.internalName() + "$";
        for (NamedMethod each : parts.namedMethods()) {
          // Not equals: of a record it leaves a soft reference to the agent in the JDK (Java 25).
          if (task.isStatic()
              && each.owner().equals(module)
              && each.name().equals(task.name())
              && each.descriptor().equals(task.descriptor())) {
            return true;
          }
        }
        return false;
      }
    }
  }
}
