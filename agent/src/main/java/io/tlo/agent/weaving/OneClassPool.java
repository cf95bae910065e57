package io.tlo.agent.weaving;

import java.util.List;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;

/**
 * Knows one class from its class file, and of all others only the name. Weaving needs no more: it adds code that
 * knows no type of the application. To look them up would run code of the application's class loaders in the
 * middle of a class being loaded.
 */
final class OneClassPool extends TypePool.Default {

  OneClassPool(ClassFileLocator oneClass) {
    super(new CacheProvider.Simple(), oneClass, ReaderMode.FAST);
  }

  @Override
  protected Resolution doDescribe(String name) {
    Resolution known = super.doDescribe(name);
    return known.isResolved() ? known : new Resolution.Simple(named(name));
  }

  private static TypeDescription named(String name) {
    return new TypeDescription.Latent(name, Opcodes.ACC_PUBLIC, null, List.of());
  }
}
