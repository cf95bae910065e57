package io.tlo.benchmarks.programs;

/** The smallest program, without a task. */
final class Hello {

  private Hello() {}

  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}
