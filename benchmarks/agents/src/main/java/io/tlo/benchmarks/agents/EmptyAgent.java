package io.tlo.benchmarks.agents;

/** Does nothing: what is left is what the JVM does for any agent. */
public final class EmptyAgent {

  private EmptyAgent() {}

  /** Called by the JVM before the program. */
  public static void premain(String arguments) {}
}
