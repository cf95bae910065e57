package io.tlo.agent.discovery;

/** What one look at a class file's constant pool has found. */
final class PoolScan {

  /** Whether the pool holds one of the names that mark a task. */
  boolean isMarked;

  /** Index of {@code run} in the pool, 0 if it is not there. */
  int run;

  /** Index of {@code ()V}, 0 if it is not there. */
  int noArguments;

  /** Index of {@code RuntimeVisibleAnnotations}, 0 if it is not there. */
  int annotations;
}
