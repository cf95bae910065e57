package io.tlo.jmx;

import io.tlo.registry.TaskDefinition;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Makes ObjectNames that read well in a tree and need no quotes. */
final class TaskNames {

  private static final String DOMAIN = "tlo";

  private TaskNames() {}

  /** Returns the name of the Registry's MBean; a second context in a JVM has its name in it. */
  static ObjectName registry(@Nullable String context) {
    return only("Registry", context);
  }

  /** Returns the name of the custom store's MBean; a second context in a JVM has its name in it. */
  static ObjectName store(@Nullable String context) {
    return only("Store", context);
  }

  private static ObjectName only(String type, @Nullable String context) {
    return name(DOMAIN + ":type=" + type + (context == null ? "" : ",context=" + value(context)));
  }

  /**
   * Returns the name of a task's MBean.
   *
   * @param attempt 1 for the plain name; 2 and more for the next ones, if that is taken
   */
  static ObjectName task(TaskDefinition task, int attempt) {
    String suffix = attempt == 1 ? "" : "#" + attempt;
    return name(DOMAIN
        + ":type=Task,group="
        + value(task.group())
        + ",name="
        + value(task.shortName() + suffix));
  }

  /**
   * Returns the text with what would need quotes replaced. A quoted value is shown with its quotes and
   * backslashes, and {@code *} or {@code ?} would silently make the name a pattern.
   */
  static String value(String text) {
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean replaced = "=:\"*?".indexOf(c) >= 0 || Character.isISOControl(c);
      value.append(c == ',' ? ';' : replaced ? '_' : c);
    }
    // Both GUIs would render a node that begins like a page.
    return value.toString().regionMatches(true, 0, "<html", 0, 5)
        ? "_" + value.substring(1)
        : value.toString();
  }

  private static ObjectName name(String text) {
    try {
      return new ObjectName(text);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException("not an ObjectName: " + text);
    }
  }
}
