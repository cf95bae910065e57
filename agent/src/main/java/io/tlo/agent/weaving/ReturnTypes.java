package io.tlo.agent.weaving;

import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a type extends and implements, from class files: no class of the application is loaded for it.
 * What cannot be found counts as extending nothing. Made for the weaving of one class, and then dropped.
 */
final class ReturnTypes {

  private final TypePool pool;

  ReturnTypes(@Nullable ClassLoader loader) {
    ClassFileLocator boot = ClassFileLocator.ForClassLoader.ofBootLoader();
    pool = TypePool.Default.of(
        loader == null
            ? boot
            : new ClassFileLocator.Compound(boot, ClassFileLocator.ForClassLoader.of(loader)));
  }

  /** Returns whether a type is, extends or implements another; both by binary name. */
  boolean isA(String type, String superType) {
    if (type.equals(superType)) {
      return true;
    }
    // Arrays and what the JDK cannot make a task's return type of need no look at class files.
    if (type.equals("void") || type.endsWith("]") || type.startsWith("java.lang.")) {
      return false;
    }
    try {
      TypePool.Resolution resolution = pool.describe(type);
      return resolution.isResolved() && isA(resolution.resolve(), superType);
    } catch (Throwable e) {
      // A loader of the application that cannot even say no; and it may throw anything.
      return false;
    }
  }

  private boolean isA(TypeDescription type, String superType) {
    for (TypeDefinition each : type.getInterfaces()) {
      if (isA(each.asErasure().getName(), superType)) {
        return true;
      }
    }
    TypeDefinition superClass = type.getSuperClass();
    return superClass != null && isA(superClass.asErasure().getName(), superType);
  }
}
