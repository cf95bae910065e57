package io.tlo.agent.discovery;

import io.tlo.agent.source.AnnotationValues;
import io.tlo.agent.source.Marks;
import io.tlo.agent.source.Marks.Mark;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private final List<Borne> borne = new ArrayList<>();
  private final Map<String, AnnotationValues> aliases = new LinkedHashMap<>();
  private final AnnotationValues defaults = new AnnotationValues();

  /**
   * An annotation that the one which is read bears.
   *
   * @param descriptor which
   * @param values what it says there
   */
  private record Borne(String descriptor, AnnotationValues values) {}

  /**
   * A mark that is carried.
   *
   * @param mark what is carried
   * @param values what it says there, one or several times
   */
  record Found(Mark mark, List<AnnotationValues> values) {}

  /**
   * All that an annotation carries.
   *
   * @param marks the marks
   * @param isAsync whether it also hands a call to another thread
   */
  record Carried(List<Found> marks, boolean isAsync) {
    static final Carried NOTHING = new Carried(List.of(), false);
  }

  private CarriedReader() {
    super(OpenedClassReader.ASM_API);
  }

  /** Returns what an annotation carries where it says this. */
  static Carried read(
      Marks marks, @Nullable ClassLoader loader, String descriptor, AnnotationValues said) {
    return marks.carried().isEmpty() || loader == null
        ? Carried.NOTHING
        : read(marks, loader, new Borne(descriptor, said), Set.of());
  }

  /** An annotation may bear itself, or one that bears it. */
  private static Carried read(
      Marks marks, ClassLoader loader, Borne annotation, Set<String> within) {
    String descriptor = annotation.descriptor();
    if (within.size() == MOST_STEPS
        || within.contains(descriptor)
        || FrameworkNames.isLibrary(descriptor)) {
      return Carried.NOTHING;
    }
    byte[] classFile = ClassResources.read(loader, CarryingAnnotations.internalName(descriptor));
    CarriedReader reader = new CarriedReader();
    try {
      if (classFile == null) {
        return Carried.NOTHING;
      }
      OpenedClassReader.of(classFile).accept(reader, ClassReader.SKIP_CODE);
    } catch (RuntimeException e) {
      // Not for us to read, encrypted or of a version to come: then it carries nothing we know.
      return Carried.NOTHING;
    }
    Set<String> deeper = new HashSet<>(within);
    deeper.add(descriptor);
    AnnotationValues said = reader.defaults.overriddenBy(annotation.values());
    return reader.carried(marks, loader, said, deeper);
  }

  private Carried carried(
      Marks marks, ClassLoader loader, AnnotationValues said, Set<String> within) {
    List<Found> found = new ArrayList<>();
    boolean isAsync = false;
    for (Borne each : borne) {
      isAsync |= AsyncNames.contains(each.descriptor());
      Mark mark = marks.find(each.descriptor());
      if (mark == null) {
        AnnotationValues values =
            each.values().overriddenBy(aliased(className(each.descriptor()), said));
        Carried further = read(marks, loader, new Borne(each.descriptor(), values), within);
        found.addAll(further.marks());
        isAsync |= further.isAsync();
      } else if (mark.source().isCarried()) {
        found.add(new Found(mark, aliased(mark, each.values(), said)));
      }
    }
    return new Carried(found, isAsync);
  }

  static String className(String descriptor) {
    return CarryingAnnotations.internalName(descriptor).replace('/', '.');
  }

  private List<AnnotationValues> aliased(
      Mark mark, AnnotationValues values, AnnotationValues said) {
    List<AnnotationValues> all = mark.isContainer() ? values.annotations("value") : List.of(values);
    List<AnnotationValues> aliased = new ArrayList<>();
    for (AnnotationValues each : all) {
      aliased.add(each.overriddenBy(aliased(mark.annotation(), said)));
    }
    return aliased;
  }

  /** Returns what the annotation's own attributes say in the place of those of another. */
  private AnnotationValues aliased(String annotation, AnnotationValues said) {
    AnnotationValues values = new AnnotationValues();
    for (Map.Entry<String, AnnotationValues> each : aliases.entrySet()) {
      AnnotationValues alias = each.getValue();
      Object value = said.get(each.getKey());
      if (value != null && alias.text("annotation").equals(annotation)) {
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
    borne.add(new Borne(descriptor, values));
    return new AnnotationReader(values);
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
