package io.tlo.benchmarks.programs;

/** Ends a program that found something wrong. */
final class Failure {

  private Failure() {}

  /** Says what it is, and ends the program with exit code 1. */
  static void exit(String sentence) {
    System.err.println(sentence);
    System.exit(1);
  }
}
