package io.tlo.agent.discovery;

import io.tlo.agent.source.AnnotationValues;
import io.tlo.agent.source.Marks;
import io.tlo.agent.source.Marks.Mark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads which marks an annotation of the application's carries, and which of its own attributes take the place of
 * theirs ({@code @AliasFor}, which Spring and Micronaut both have).
 */
final class CarriedReader extends ClassVisitor {

  private static final int MOST_STEPS = 3;
  private static final String ALIAS = "/AliasFor;";

  private final Marks marks;
  private final ClassLoader loader;
  private final int steps;
  private final List<Found> found = new ArrayList<>();
  private final Map<String, AnnotationValues> aliases = new LinkedHashMap<>();
  private final AnnotationValues defaults = new AnnotationValues();

  /**
   * A mark that is carried.
   *
   * @param mark what is carried
   * @param values what it says there, one or several times
   */
  record Found(Mark mark, List<AnnotationValues> values) {}

  private CarriedReader(Marks marks, ClassLoader loader, int steps) {
    super(OpenedClassReader.ASM_API);
    this.marks = marks;
    this.loader = loader;
    this.steps = steps;
  }

  /** Returns the marks that an annotation carries where it says this. */
  static List<Found> read(
      Marks marks, @Nullable ClassLoader loader, String descriptor, AnnotationValues said) {
    return read(marks, loader, descriptor, said, MOST_STEPS);
  }

  private static List<Found> read(
      Marks marks,
      @Nullable ClassLoader loader,
      String descriptor,
      AnnotationValues said,
      int steps) {
    if (loader == null || steps == 0 || FrameworkNames.isLibrary(descriptor)) {
      return List.of();
    }
    byte[] classFile = ClassResources.read(loader, CarryingAnnotations.internalName(descriptor));
    if (classFile == null) {
      return List.of();
    }
    CarriedReader reader = new CarriedReader(marks, loader, steps);
    try {
      OpenedClassReader.of(classFile).accept(reader, ClassReader.SKIP_CODE);
    } catch (RuntimeException e) {
      // Not for us to read, encrypted or of a version to come: then it carries nothing we know.
      return List.of();
    }
    return reader.found(reader.defaults.overriddenBy(said));
  }

  private List<Found> found(AnnotationValues said) {
    List<Found> all = new ArrayList<>();
    for (Found each : found) {
      List<AnnotationValues> aliased = new ArrayList<>();
      for (AnnotationValues values : each.values()) {
        aliased.add(values.overriddenBy(aliased(each.mark(), said)));
      }
      all.add(new Found(each.mark(), aliased));
    }
    return all;
  }

  /** Returns what the annotation's own attributes say in the place of those of the mark. */
  private AnnotationValues aliased(Mark mark, AnnotationValues said) {
    AnnotationValues values = new AnnotationValues();
    for (Map.Entry<String, AnnotationValues> each : aliases.entrySet()) {
      AnnotationValues alias = each.getValue();
      Object value = said.get(each.getKey());
      if (value != null && alias.text("annotation").equals(mark.annotation())) {
        values.put(target(each.getKey(), alias), value);
      }
    }
    return values;
  }

  /** Spring names the attribute in {@code attribute} or {@code value}, Micronaut in {@code member}. */
  private static String target(String own, AnnotationValues alias) {
    for (String each : List.of("attribute", "value", "member")) {
      if (!alias.text(each).isEmpty()) {
        return alias.text(each);
      }
    }
    return own;
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    AnnotationValues values = new AnnotationValues();
    Mark mark = marks.find(descriptor);
    boolean isCarried = mark != null && mark.source().isCarried();
    return new AnnotationReader(values) {
      @Override
      public void visitEnd() {
        if (isCarried && mark != null) {
          found.add(
              new Found(mark, mark.isContainer() ? values.annotations("value") : List.of(values)));
        } else {
          found.addAll(read(marks, loader, descriptor, values, steps - 1));
        }
      }
    };
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new MethodVisitor(OpenedClassReader.ASM_API) {
      @Override
      public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
        if (!annotation.endsWith(ALIAS)) {
          return null;
        }
        AnnotationValues alias = new AnnotationValues();
        aliases.put(name, alias);
        return new AnnotationReader(alias);
      }

      @Override
      public AnnotationVisitor visitAnnotationDefault() {
        AnnotationValues value = new AnnotationValues();
        return new AnnotationReader(value) {
          @Override
          public void visitEnd() {
            Object byDefault = value.get("null");
            if (byDefault != null) {
              defaults.put(name, byDefault);
            }
          }
        };
      }
    };
  }
}
