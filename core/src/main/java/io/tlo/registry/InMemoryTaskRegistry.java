package io.tlo.registry;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A registry in this process's memory.
 *
 * <p>Thread safety: safe, by one lock; every answer is a copy.
 */
public final class InMemoryTaskRegistry implements TaskRegistry {

  private final Map<String, TaskDefinition> definitions = new LinkedHashMap<>();

  /** Creates an empty registry. */
  public InMemoryTaskRegistry() {}

  @Override
  public synchronized void register(TaskDefinition definition) {
    TaskDefinition present = definitions.putIfAbsent(definition.name(), definition);
    if (present != null) {
      throw new TloException(
          Reason.DUPLICATE_TASK,
          "task '"
              + definition.name()
              + "': already registered for "
              + present.method()
              + ", cannot be registered again for "
              + definition.method()
              + "; give one of them a name of its own");
    }
  }

  @Override
  public synchronized Optional<TaskDefinition> find(String name) {
    return Optional.ofNullable(definitions.get(name));
  }

  @Override
  public synchronized List<TaskDefinition> list() {
    return new ArrayList<>(definitions.values());
  }

  @Override
  public synchronized List<String> names() {
    return new ArrayList<>(definitions.keySet());
  }

  @Override
  public synchronized boolean contains(String name) {
    return definitions.containsKey(name);
  }

  @Override
  public synchronized boolean remove(String name) {
    return definitions.remove(name) != null;
  }
}
