package io.tlo.agent.discovery;

import io.tlo.agent.source.AnnotationValues;
import io.tlo.agent.source.ImplementedMethod;
import io.tlo.agent.source.Marks.Implementation;
import io.tlo.agent.source.Marks.Mark;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** A method of a class file and what has been found on it so far. */
final class MarkedMethod {

  private final int access;
  private final String name;
  private final String descriptor;
  private boolean isAsync;
  private boolean isLocked;
  private @Nullable Mark mark;
  private final List<AnnotationValues> said = new ArrayList<>();
  // The annotation of the application's that carries the mark, empty if it stands on the method
  // itself.
  private String carrier = "";
  private @Nullable Implementation implementation;

  MarkedMethod(int access, String name, String descriptor) {
    this.access = access;
    this.name = name;
    this.descriptor = descriptor;
  }

  void setAsync() {
    isAsync = true;
  }

  /** A library lets one instance of the application run it at a time; of the others' turns no call tells. */
  void setLocked() {
    isLocked = true;
  }

  boolean isPublicOnInstance() {
    return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC)) == Opcodes.ACC_PUBLIC;
  }

  boolean implementsMethod(ImplementedMethod wanted) {
    return name.equals(wanted.name())
        && descriptor.equals(wanted.descriptor())
        && (access & Opcodes.ACC_STATIC) == 0;
  }

  /** Notes an annotation; of several that mark, all those of the lowest rank count. */
  void mark(Mark found, AnnotationValues values, String by) {
    if (!found.source().isTask(values, found.annotation())) {
      return;
    }
    boolean isSame = mark != null && mark.annotation().equals(found.annotation());
    if (!isSame && mark != null && mark.rank() < found.rank()) {
      return;
    }
    if (!isSame) {
      said.clear();
      mark = found;
      carrier = by;
    }
    said.add(values);
  }

  void mark(Implementation found) {
    implementation = found;
  }

  /**
   * Returns what was discovered, null if the method is no task.
   *
   * @param parts those of its class
   */
  @Nullable
  DiscoveredMethod discovered(ClassFileParts parts) {
    Mark marked = mark;
    if (marked != null) {
      String annotation = marked.annotation();
      TaskAttributes attributes = TaskAttributes.of(marked.source(), annotation, said);
      return new DiscoveredMethod(
          access,
          name,
          descriptor,
          marked.source(),
          carrier.isEmpty() ? annotation : annotation + ", carried by " + carrier,
          isLocked ? attributes.withoutRhythm() : attributes,
          isAsync,
          Overriding.of(access, name, descriptor, parts));
    }
    Implementation implemented = implementation;
    boolean hasBody = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
    // That a type's method is declared once more without a body is nothing to speak of.
    return implemented == null || !hasBody
        ? null
        : new DiscoveredMethod(
            access,
            name,
            descriptor,
            implemented.source(),
            implemented.method().type(),
            TaskAttributes.none(implemented.source()),
            false,
            Overriding.of(access, name, descriptor, parts));
  }
}
