package io.tlo.agent.weaving;

import io.tlo.TloException;
import io.tlo.agent.AgentLog;
import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.registry.TaskDefinition;
import io.tlo.registry.TaskNaming;
import io.tlo.text.DurationText;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes the discovered methods of a class as tasks.
 *
 * <p>Thread safety: immutable.
 */
final class TaskDescriber {

  private final AgentLog log;

  TaskDescriber(AgentLog log) {
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
        .source(method.sourceText())
        .schedule(interval == null ? method.attributes().schedule() : TaskNaming.schedule(interval))
        .interval(interval)
        .extra(TaskNaming.extra(method.attributes().extra()))
        .enabled(method.attributes().enabled());
    return definition.build();
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
