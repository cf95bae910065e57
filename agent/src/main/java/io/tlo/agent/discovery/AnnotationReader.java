package io.tlo.agent.discovery;

import io.tlo.agent.source.AnnotationValues;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/** Reads what an annotation says; none of the classes it names is loaded. */
class AnnotationReader extends AnnotationVisitor {

  private final AnnotationValues values;

  AnnotationReader(AnnotationValues values) {
    super(OpenedClassReader.ASM_API);
    this.values = values;
  }

  @Override
  public void visit(@Nullable String attribute, Object value) {
    values.put(String.valueOf(attribute), plain(value));
  }

  @Override
  public void visitEnum(@Nullable String attribute, String descriptor, String constant) {
    values.put(String.valueOf(attribute), new AnnotationValues.Constant(constant));
  }

  @Override
  public AnnotationVisitor visitAnnotation(@Nullable String attribute, String descriptor) {
    AnnotationValues nested = new AnnotationValues();
    values.put(String.valueOf(attribute), nested);
    return new AnnotationReader(nested);
  }

  @Override
  public AnnotationVisitor visitArray(@Nullable String attribute) {
    List<Object> elements = new ArrayList<>();
    values.put(String.valueOf(attribute), elements);
    return new Elements(elements);
  }

  /** Classes by name; arrays of primitives, which come whole, as lists. */
  private static Object plain(Object value) {
    if (value instanceof Type type) {
      return type.getClassName();
    }
    if (!value.getClass().isArray()) {
      return value;
    }
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < java.lang.reflect.Array.getLength(value); i++) {
      elements.add(java.lang.reflect.Array.get(value, i));
    }
    return elements;
  }

  private static final class Elements extends AnnotationVisitor {
    private final List<Object> elements;

    Elements(List<Object> elements) {
      super(OpenedClassReader.ASM_API);
      this.elements = elements;
    }

    @Override
    public void visit(@Nullable String none, Object value) {
      elements.add(plain(value));
    }

    @Override
    public void visitEnum(@Nullable String none, String descriptor, String constant) {
      elements.add(new AnnotationValues.Constant(constant));
    }

    @Override
    public AnnotationVisitor visitAnnotation(@Nullable String none, String descriptor) {
      AnnotationValues nested = new AnnotationValues();
      elements.add(nested);
      return new AnnotationReader(nested);
    }
  }
}
