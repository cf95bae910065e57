package io.tlo.agent.discovery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of which nothing need be asked: packages of libraries that carry no mark of a task in an indirect way,
 * and classes that frameworks make at run time in front of others.
 */
final class FrameworkNames {

  private static final String[] JDK = {"java/", "javax/", "jdk/", "sun/", "com/sun/"};

  private static final String[] LIBRARIES = {
    "jakarta/",
    "kotlin/",
    "scala/",
    "groovy/",
    "org/springframework/",
    "org/apache/",
    "org/hibernate/",
    "org/slf4j/",
    "org/junit/",
    "io/micronaut/",
    "io/netty/",
    "reactor/",
    "com/fasterxml/",
    "ch/qos/logback/",
    "lombok/"
  };

  // Each overrides methods and hands on to the class it stands in front of, which is the task.
  private static final List<String> PROXIES = List.of(
      "$$SpringCGLIB$$",
      "$$EnhancerBy",
      "$$FastClassBy",
      "$$OwbNormalScopeProxy",
      "$$OwbInterceptProxy",
      "$$Proxy$",
      "$$LocalBeanProxy",
      "$Proxy$_$$_Weld",
      "$$_WeldSubclass",
      "$$_WeldClientProxy",
      "_ClientProxy",
      "_Subclass",
      "$Intercepted",
      "io/quarkus/quartz/runtime/",
      "$$LambdaForm",
      "$ByteBuddy$",
      "$HibernateProxy$",
      // Groovy: each class that has a trait calls this from a method of its own, which is the task.
      "$Trait$Helper",
      "_$$_jvst",
      "/$Proxy");

  // Each loads copies of the application's classes to look at them, and drops them again.
  private static final List<String> THROW_AWAY_LOADERS = List.of(
      "org.apache.openejb.core.TempClassLoader",
      "org.springframework.instrument.classloading.SimpleThrowawayClassLoader",
      "org.springframework.instrument.classloading.ShadowingClassLoader",
      "org.springframework.instrument.classloading.ResourceOverridingShadowingClassLoader",
      "org.springframework.context.support.ContextTypeMatchClassLoader$ContextOverridingClassLoader");

  private FrameworkNames() {}

  /** Returns whether a name, or the descriptor of a type, is of the JDK. */
  static boolean isJdk(String name) {
    return startsWithOneOf(JDK, name);
  }

  /** Returns whether a name, or the descriptor of a type, is of the JDK or of such a library. */
  static boolean isLibrary(String name) {
    return isJdk(name) || startsWithOneOf(LIBRARIES, name);
  }

  private static boolean startsWithOneOf(String[] packages, String name) {
    int from = name.endsWith(";") ? 1 : 0;
    for (String each : packages) {
      if (name.startsWith(each, from)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the classes of a loader are only looked at and never run. */
  static boolean isThrowAway(@Nullable ClassLoader loader) {
    return loader != null && THROW_AWAY_LOADERS.contains(loader.getClass().getName());
  }

  /** Returns whether a class stands in front of another. */
  static boolean isProxy(String internalName) {
    for (String each : PROXIES) {
      if (internalName.contains(each)) {
        return true;
      }
    }
    return internalName.startsWith("$Proxy");
  }
}
