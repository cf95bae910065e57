package io.tlo.benchmarks.generator;

/** What sets the generated methods of a jar apart from those of another. */
enum Variant {
  /** Each is a task. */
  TASKS,
  /** Each reads the clock when it begins and when it ends. */
  CLOCK,
  /** Nothing. */
  PLAIN
}
