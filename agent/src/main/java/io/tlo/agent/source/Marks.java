package io.tlo.agent.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What marks the tasks that are looked for: annotations by the way class files write them, and methods that
 * classes implement.
 *
 * <p>Thread safety: immutable.
 */
public final class Marks {

  private final Map<String, Mark> byDescriptor = new LinkedHashMap<>();
  private final List<Implementation> implementations = new ArrayList<>();
  private final List<String> carried = new ArrayList<>();

  /**
   * An annotation that marks.
   *
   * @param source whose it is
   * @param annotation its class name, also where the container stands
   * @param isContainer whether it holds several in its {@code value}
   * @param rank of several on a method the one of the lowest rank counts
   */
  public record Mark(Source source, String annotation, boolean isContainer, int rank) {}

  /**
   * A method that marks by being implemented.
   *
   * @param source whose it is
   * @param method the method
   */
  public record Implementation(Source source, ImplementedMethod method) {}

  /**
   * Creates the marks of these sources.
   *
   * @param further class names of annotations that the application's user named
   */
  public Marks(List<Source> sources, List<String> further) {
    for (Source source : sources) {
      for (Marker marker : source.markers()) {
        add(source, marker);
      }
      if (source == Source.APPLICATION) {
        for (String name : further) {
          add(source, new Marker(name));
        }
      }
      for (ImplementedMethod method : source.methods()) {
        implementations.add(new Implementation(source, method));
      }
    }
  }

  private void add(Source source, Marker marker) {
    add(source, marker, marker.annotation(), false);
    String container = marker.container();
    if (container != null) {
      add(source, marker, container, true);
    }
  }

  private void add(Source source, Marker marker, String className, boolean isContainer) {
    String descriptor = Marker.descriptor(className);
    Mark mark = new Mark(source, marker.annotation(), isContainer, byDescriptor.size());
    byDescriptor.putIfAbsent(descriptor, mark);
    if (source.isCarried()) {
      carried.add(descriptor);
    }
  }

  /** Returns the mark that a descriptor is, null if it is none. */
  public @Nullable Mark find(String descriptor) {
    return byDescriptor.get(descriptor);
  }

  /** Returns the descriptors of all annotations that mark. */
  public List<String> descriptors() {
    return new ArrayList<>(byDescriptor.keySet());
  }

  /** Returns the descriptors of those that may stand on an annotation of the application's. */
  public List<String> carried() {
    return carried;
  }

  /** Returns the methods that mark by being implemented. */
  public List<Implementation> implementations() {
    return implementations;
  }

  /** Returns whether tasks of that source are looked for. */
  public boolean contains(Source source) {
    for (Mark mark : byDescriptor.values()) {
      if (mark.source() == source) {
        return true;
      }
    }
    for (Implementation each : implementations) {
      if (each.source() == source) {
        return true;
      }
    }
    return false;
  }
}
