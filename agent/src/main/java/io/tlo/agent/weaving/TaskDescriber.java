package io.tlo.agent.weaving;

import io.tlo.TloException;
import io.tlo.agent.AgentLog;
import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.registry.DurationText;
import io.tlo.registry.TaskDefinition;
import io.tlo.registry.TaskNaming;
import io.tlo.registry.TaskRegistry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes the discovered methods of a class as tasks, under names that are free.
 *
 * <p>Thread safety: the names are free as long as one thread at a time describes and registers.
 */
final class TaskDescriber {

  private final TaskRegistry registry;
  private final AgentLog log;

  TaskDescriber(TaskRegistry registry, AgentLog log) {
    this.registry = registry;
    this.log = log;
  }

  /** Returns the definition of a method as a task. */
  TaskDefinition describe(String className, DiscoveredMethod method, boolean isOverloaded) {
    List<String> types = method.parameterTypes();
    String text = TaskNaming.method(className, method.name(), types);
    String explicit = method.attributes().name();
    String shortName = explicit.isBlank()
        ? TaskNaming.shortName(method.name(), isOverloaded ? types : null)
        : explicit.strip();
    Duration interval = interval(method, text);
    TaskDefinition.Builder definition = TaskDefinition.builder(
            TaskNaming.group(className), shortName, text)
        .description(method.attributes().description())
        .source(method.source())
        .schedule(interval == null ? "" : TaskNaming.schedule(interval))
        .interval(interval)
        .extra(TaskNaming.extra(method.attributes().extra()))
        .enabled(method.attributes().enabled());
    return free(definition.build(), className);
  }

  /**
   * Returns the definition under the first free name: the plain one; with the full class name, if another
   * class of that simple name has it; with a number, if the same class of another loader has it.
   */
  TaskDefinition free(TaskDefinition plain, String className) {
    TaskDefinition holder = registry.find(plain.name()).orElse(null);
    if (holder == null) {
      return plain;
    }
    boolean isSameClass = holder.method().startsWith(className + ".");
    TaskDefinition base = isSameClass ? plain : plain.named(className, plain.shortName());
    TaskDefinition candidate = base;
    for (int i = 2; registry.contains(candidate.name()); i++) {
      candidate = base.named(base.group(), base.shortName() + "#" + i);
    }
    return candidate;
  }

  /** Returns the interval that TLO is to run the method at, null for none or one that cannot be used. */
  private @Nullable Duration interval(DiscoveredMethod method, String text) {
    String interval = method.attributes().interval();
    if (interval.isBlank()) {
      return null;
    }
    if (!method.parameterTypes().isEmpty()) {
      log.fault(
          text + ": has parameters and cannot run at an interval; remove one of the two", null);
      return null;
    }
    try {
      return DurationText.parse(interval);
    } catch (TloException e) {
      log.fault(text + ": interval: " + e.getMessage() + "; the task has no interval", null);
      return null;
    }
  }
}
