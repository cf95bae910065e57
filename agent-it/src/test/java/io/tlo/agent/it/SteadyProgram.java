package io.tlo.agent.it;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;

/**
 * A program that has nothing to do with the agent, to be attached to. It says {@code ready}, and to each line
 * on stdin {@code did N}: so it can be seen that it still works, and that nothing else is in its output.
 */
final class SteadyProgram {

  static final String MAIN = "app.Steady";

  private static final String SOURCE = """
      package app;
      import java.util.Scanner;
      public class Steady {
        private static int done;
        public static void main(String[] arguments) {
          System.out.println("ready");
          for (Scanner in = new Scanner(System.in); in.hasNextLine(); ) {
            in.nextLine();
            work();
            System.out.println("did " + done);
          }
        }
        static void work() { done++; }
      }
      """;

  private SteadyProgram() {}

  /** Compiles the program together with a main class of another simple name that runs it. */
  static Path compile(String main, Path folder) {
    return TestProgram.alone(folder).compile(SOURCE, """
        package app;
        public class %s {
          public static void main(String[] arguments) { Steady.main(arguments); }
        }
        """.formatted(main));
  }

  /** Compiles the program into a folder. */
  static Path compile(Path folder) {
    return TestProgram.alone(folder).compile(SOURCE);
  }

  static ForkedJvm.Running start(ForkedJvm jvm) {
    return jvm.withoutAgent().start(MAIN).awaitOut("ready\n");
  }
}
