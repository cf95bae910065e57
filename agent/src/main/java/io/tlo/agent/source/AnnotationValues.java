package io.tlo.agent.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an annotation says where it stands. An attribute that is not given there, that an older version of the
 * annotation lacks, or that has another type in somebody else's, counts as not given.
 */
public final class AnnotationValues {

  private final Map<String, Object> values = new LinkedHashMap<>();

  /** A constant of an enum, by name. */
  public record Constant(String name) {}

  /**
   * Notes an attribute.
   *
   * @param value a String, Boolean, Character, Number, {@link Constant}, {@code AnnotationValues}, or a List
   *     of those
   */
  public void put(String attribute, Object value) {
    values.put(attribute, value);
  }

  /** Returns what was noted of an attribute, null for nothing. */
  public @Nullable Object get(String attribute) {
    return values.get(attribute);
  }

  /** Returns a text, empty if it is not given. */
  public String text(String attribute) {
    return text(attribute, "");
  }

  /** Returns a text, or what it is by default. */
  public String text(String attribute, String byDefault) {
    return values.get(attribute) instanceof String text ? text : byDefault;
  }

  /** Returns a whole number, or what it is by default. */
  public long number(String attribute, long byDefault) {
    return values.get(attribute) instanceof Number number ? number.longValue() : byDefault;
  }

  /** Returns a truth value, or what it is by default. */
  public boolean flag(String attribute, boolean byDefault) {
    return values.get(attribute) instanceof Boolean flag ? flag : byDefault;
  }

  /** Returns the name of an enum's constant, or what it is by default. */
  public String constant(String attribute, String byDefault) {
    return values.get(attribute) instanceof Constant constant ? constant.name() : byDefault;
  }

  /** Returns the elements of an array, for people. */
  public List<String> elements(String attribute) {
    List<String> elements = new ArrayList<>();
    if (values.get(attribute) instanceof List<?> list) {
      for (Object each : list) {
        elements.add(each instanceof Constant constant ? constant.name() : String.valueOf(each));
      }
    }
    return elements;
  }

  /** Returns the annotations of an array. */
  public List<AnnotationValues> annotations(String attribute) {
    List<AnnotationValues> annotations = new ArrayList<>();
    if (values.get(attribute) instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof AnnotationValues annotation) {
          annotations.add(annotation);
        }
      }
    }
    return annotations;
  }

  /** Returns these values with those of another in the place of the ones it gives. */
  public AnnotationValues overriddenBy(AnnotationValues other) {
    AnnotationValues both = new AnnotationValues();
    both.values.putAll(values);
    both.values.putAll(other.values);
    return both;
  }
}
