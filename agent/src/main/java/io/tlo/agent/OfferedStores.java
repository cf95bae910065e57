package io.tlo.agent;

import io.tlo.state.TaskStateStoreProvider;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;

/**
 * Makes the providers of state stores that the jars of {@code extensions} offer, one after the other. Not a {@link
 * java.util.ServiceLoader}: that would find what is on the application's class path, too.
 *
 * <p>Thread safety: confined to one thread.
 */
final class OfferedStores implements Iterator<TaskStateStoreProvider> {

  private final Iterator<String> names;
  private final ClassLoader loader;

  OfferedStores(List<String> names, ClassLoader loader) {
    this.names = names.iterator();
    this.loader = loader;
  }

  @Override
  public boolean hasNext() {
    return names.hasNext();
  }

  /**
   * Makes the next one.
   *
   * @throws ServiceConfigurationError if it cannot be made
   */
  @Override
  public TaskStateStoreProvider next() {
    String name = names.next();
    try {
      Object made = Class.forName(name, true, loader).getConstructor().newInstance();
      return (TaskStateStoreProvider) made;
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw new ServiceConfigurationError(name, e);
    }
  }
}
