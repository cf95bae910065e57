package io.tlo.agent.discovery;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about names, for each class loader by itself: the same name means another class in
 * another loader. Nothing is kept of loaders that are gone.
 *
 * <p>Thread safety: safe for many threads.
 */
final class LoaderCache<V> {

  private final Map<LoaderKey, Map<String, V>> found = new ConcurrentHashMap<>();
  private final ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();

  @Nullable
  V get(ClassLoader loader, String name) {
    Map<String, V> names = found.get(new LoaderKey(loader, null));
    return names == null ? null : names.get(name);
  }

  void put(ClassLoader loader, String name, V value) {
    for (Reference<?> each = gone.poll(); each != null; each = gone.poll()) {
      found.remove((LoaderKey) each);
    }
    LoaderKey key = new LoaderKey(loader, gone);
    Map<String, V> made = new ConcurrentHashMap<>();
    Map<String, V> present = found.putIfAbsent(key, made);
    (present == null ? made : present).put(name, value);
  }
}
