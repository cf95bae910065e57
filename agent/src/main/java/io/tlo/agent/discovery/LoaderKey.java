package io.tlo.agent.discovery;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A class loader as a key that does not keep it. Compared by identity: a loader's own {@code equals} is code of
 * the application. The boot loader, which is null, has a key like any other that never goes.
 */
public final class LoaderKey extends WeakReference<ClassLoader> {

  private final boolean isBoot;
  private final int hash;

  /** Creates a key; one that is only looked up with needs no queue. */
  public LoaderKey(@Nullable ClassLoader loader, @Nullable ReferenceQueue<ClassLoader> queue) {
    super(loader, queue);
    this.isBoot = loader == null;
    this.hash = System.identityHashCode(loader);
  }

  /** Returns whether it stands for the boot loader. */
  public boolean isBoot() {
    return isBoot;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof LoaderKey key) || isBoot != key.isBoot) {
      return false;
    }
    ClassLoader loader = get();
    return isBoot || (loader != null && loader == key.get());
  }
}
