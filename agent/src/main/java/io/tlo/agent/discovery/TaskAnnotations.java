package io.tlo.agent.discovery;

import java.util.ArrayList;
import java.util.List;

/**
 * The annotations that make a method a task, by name: none of their classes need be there.
 *
 * <p>Thread safety: immutable.
 */
public final class TaskAnnotations {

  /** TLO's own; its name is text, since the application has another class of that name. */
  private static final String OWN = "io.tlo.Task";

  /** The rank of annotations that make no task: behind all others. */
  static final int NONE = Integer.MAX_VALUE;

  private final List<String> classNames;
  private final List<String> descriptors;

  private TaskAnnotations(List<String> classNames) {
    this.classNames = List.copyOf(classNames);
    List<String> all = new ArrayList<>();
    for (String name : classNames) {
      all.add("L" + name.replace('.', '/') + ";");
    }
    this.descriptors = List.copyOf(all);
  }

  /** Returns TLO's own annotation and further ones, by class name. */
  public static TaskAnnotations of(List<String> further) {
    List<String> names = new ArrayList<>(List.of(OWN));
    names.addAll(further);
    return new TaskAnnotations(names);
  }

  /** Returns how class files write them, {@code Lio/tlo/Task;}. */
  public List<String> descriptors() {
    return descriptors;
  }

  /** Returns the place of an annotation in the list, TLO's own first; {@link #NONE} if it is not in it. */
  int rank(String descriptor) {
    int index = descriptors.indexOf(descriptor);
    return index < 0 ? NONE : index;
  }

  String className(int rank) {
    return classNames.get(rank);
  }

  /** Returns whether it is TLO's own annotation, which may ask TLO to run the method. */
  public static boolean isOwn(String className) {
    return className.equals(OWN);
  }
}
