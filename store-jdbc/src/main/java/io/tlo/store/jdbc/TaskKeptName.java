package io.tlo.store.jdbc;

import io.tlo.registry.TaskDefinition;
import io.tlo.registry.TaskNaming;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The name under which the table has a task. Two classes of one simple name have tasks of one name, each in an
 * instance of its own: the first that comes is kept by that name, and the other one with the full name of its class.
 *
 * @param own the name in this instance, as the table keeps texts
 * @param longer the same with the full name of the class; the same where the class is not known
 * @param classPrefix what the full methods of the class begin with, empty where it is not known
 */
record TaskKeptName(String own, String longer, String classPrefix) {

  static TaskKeptName of(TaskDefinition task) {
    String own = StoredText.name(task.name());
    String className = className(task);
    return className == null
        ? new TaskKeptName(own, own, "")
        : new TaskKeptName(
            own,
            StoredText.name(className + "." + task.shortName()),
            StoredText.of(className + "."));
  }

  /** A name has the simple name of the class in it, or the full one; and so has the method. */
  private static @Nullable String className(TaskDefinition task) {
    String method = task.method();
    for (int dot = method.indexOf('.'); dot > 0; dot = method.indexOf('.', dot + 1)) {
      String prefix = method.substring(0, dot);
      if (prefix.equals(task.group()) || TaskNaming.group(prefix).equals(task.group())) {
        return prefix;
      }
    }
    return null;
  }

  /**
   * Returns the name to keep it by.
   *
   * @param methods the full methods that are kept, by name
   */
  String in(Map<String, String> methods) {
    String kept = methods.get(own);
    boolean isTaken = kept != null && !kept.startsWith(classPrefix);
    return isTaken || methods.containsKey(longer) ? longer : own;
  }
}
