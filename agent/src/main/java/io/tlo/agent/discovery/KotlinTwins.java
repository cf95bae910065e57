package io.tlo.agent.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Type;

/**
 * The methods that Kotlin's compiler makes of one function, all under the same annotations: the others call the one
 * with the body, which alone is a task. Confined to the thread that reads a class.
 */
final class KotlinTwins {

  /** On a function of a companion object, and on the static method of the outer class that calls it. */
  private static final String STATIC = "Lkotlin/jvm/JvmStatic;";

  /** On a function with default values, and on one method for each number of arguments that is left out. */
  private static final String OVERLOADS = "Lkotlin/jvm/JvmOverloads;";

  private final List<DiscoveredMethod> withDefaults = new ArrayList<>();
  private boolean hasCompanion;

  /** Notes a static field of the class of that internal name: a companion object is named as its field. */
  void seeField(String owner, String name, String descriptor) {
    hasCompanion |= descriptor.equals("L" + owner + "$" + name + ";");
  }

  /** Notes a task with all annotations of its method. */
  void see(DiscoveredMethod task, List<String> annotations) {
    if (annotations.contains(OVERLOADS)) {
      withDefaults.add(task);
    }
  }

  /** Returns whether a method with these annotations only calls that of the companion object. */
  boolean callsCompanion(DiscoveredMethod task, List<String> annotations) {
    return task.isStatic() && hasCompanion && annotations.contains(STATIC);
  }

  /**
   * Returns whether a method is one of those that the compiler keeps in {@code DefaultImpls} for callers that were
   * compiled before: it only calls the body, which is in the interface.
   */
  static boolean callsInterface(DiscoveredMethod task, ClassFileParts parts) {
    String body = "access$" + task.name() + "$jd";
    return task.isStatic()
        && parts.namedMethods().stream()
            .anyMatch(each -> each.name().equals(body)
                && each.descriptor().startsWith(DiscoveredMethod.parameters(task.descriptor())));
  }

  /**
   * Returns whether a task of a value class only calls the static method that has the body, which takes the value
   * first.
   */
  static boolean callsBodyOfValue(DiscoveredMethod task, List<DiscoveredMethod> all) {
    Type[] own = Type.getArgumentTypes(task.descriptor());
    for (DiscoveredMethod each : all) {
      Type[] ofBody = Type.getArgumentTypes(each.descriptor());
      if (!task.isStatic()
          && each.isStatic()
          && each.name().equals(task.name() + "-impl")
          && ofBody.length == own.length + 1
          && Arrays.equals(own, 0, own.length, ofBody, 1, ofBody.length)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a task only calls another one, with the default values of what it leaves out. */
  boolean leavesOutArguments(DiscoveredMethod task) {
    boolean isOne = false;
    boolean isBesideAll = false;
    for (DiscoveredMethod each : withDefaults) {
      isOne |= each.key().equals(task.key());
      isBesideAll |= leavesOut(task, each);
    }
    return isOne && isBesideAll;
  }

  private static boolean leavesOut(DiscoveredMethod some, DiscoveredMethod all) {
    Type[] given = Type.getArgumentTypes(some.descriptor());
    Type[] wanted = Type.getArgumentTypes(all.descriptor());
    if (!some.name().equals(all.name()) || given.length >= wanted.length) {
      return false;
    }
    int found = 0;
    for (Type each : wanted) {
      found += found < given.length && given[found].equals(each) ? 1 : 0;
    }
    return found == given.length;
  }
}
