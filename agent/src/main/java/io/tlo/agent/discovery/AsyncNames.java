package io.tlo.agent.discovery;

import java.util.Set;

/** Annotations by which a framework hands a call to another thread. */
final class AsyncNames {

  private static final Set<String> DESCRIPTORS = Set.of(
      "Lorg/springframework/scheduling/annotation/Async;",
      "Ljakarta/ejb/Asynchronous;",
      "Ljavax/ejb/Asynchronous;",
      "Ljakarta/enterprise/concurrent/Asynchronous;",
      "Lio/micronaut/scheduling/annotation/Async;");

  private AsyncNames() {}

  static boolean contains(String descriptor) {
    return DESCRIPTORS.contains(descriptor);
  }
}
