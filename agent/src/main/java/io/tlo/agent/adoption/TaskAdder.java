package io.tlo.agent.adoption;

import io.tlo.execution.LiveTask;
import io.tlo.execution.TaskInvoker;
import io.tlo.execution.TaskTable;
import io.tlo.execution.TaskTraits;
import io.tlo.registry.NamedTask;
import io.tlo.registry.TaskDefinition;
import io.tlo.registry.TaskRegistry;

/**
 * Adds tasks under names that are free.
 *
 * <p>Thread safety: safe; one task at a time.
 */
public final class TaskAdder {

  private final TaskRegistry registry;
  private final TaskTable tasks;

  /** Creates one that asks the registry which names are free. */
  public TaskAdder(TaskRegistry registry, TaskTable tasks) {
    this.registry = registry;
    this.tasks = tasks;
  }

  /**
   * Adds a task under the first free name: the plain one; with the full class name, if another class of that
   * simple name has it; with a number, if the same class of another loader has it. Settings and operators mean it
   * by each of these.
   *
   * @param plain the definition under the plain name
   * @param className the class whose task it is
   */
  public synchronized LiveTask add(
      TaskDefinition plain, String className, TaskInvoker invoker, TaskTraits traits) {
    return tasks.add(new NamedTask(free(plain, className), plain, className), invoker, traits);
  }

  private TaskDefinition free(TaskDefinition plain, String className) {
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
}
