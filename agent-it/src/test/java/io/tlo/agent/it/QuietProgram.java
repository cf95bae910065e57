package io.tlo.agent.it;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;

/**
 * The program that the tests of JMX clients watch: one class with tasks that do nothing by themselves, so that
 * every number in the MBeans is known. Its results, exceptions and parameters are of classes that no client has.
 *
 * <p>Before it says {@code ready} it has called {@link #SUCCEEDS} three times, {@link #FAILS} twice, {@link #GREETS}
 * and {@link #LATER} once, {@link #HOURLY} never. On {@code call} on stdin it calls {@link #SUCCEEDS} once more.
 */
final class QuietProgram {

  static final String SUCCEEDS = JmxClient.task("Quiet", "succeeds");
  static final String FAILS = JmxClient.task("Quiet", "fails");
  static final String GREETS = JmxClient.task("Quiet", "greets");
  static final String LATER = JmxClient.task("Quiet", "later");
  static final String HOURLY = JmxClient.task("Quiet", "hourly");

  static final int TASKS = 5;
  static final int SUCCEEDED = 3 + 1 + 1;
  static final int FAILED = 2;

  private static final String SOURCE = """
      package app;
      import io.tlo.Task;
      import java.util.Scanner;
      import java.util.concurrent.CompletableFuture;
      public class Quiet {
        enum Mood { CALM, BUSY { @Override public String toString() { return "busy indeed"; } } }
        record Receipt(String text) {}
        static class Refused extends RuntimeException {
          final Receipt receipt = new Receipt("refused");
          Refused() { super("refused by the till", new Cause()); }
        }
        static class Cause extends Exception {}

        public static void main(String[] arguments) throws Exception {
          for (int i = 0; i < 3; i++) { succeeds(); }
          for (int i = 0; i < 2; i++) {
            try { fails(); } catch (Refused expected) { }
          }
          greets("Ada", 2, Mood.CALM);
          later().join();
          System.out.println("ready");
          int calls = 0;
          for (Scanner in = new Scanner(System.in); in.hasNextLine(); ) {
            in.nextLine();
            succeeds();
            System.out.println("called " + ++calls);
          }
        }
        @Task(description = "Writes a receipt", extra = "owner=till") static Receipt succeeds() { return new Receipt("ok"); }
        @Task static void fails() { throw new Refused(); }
        @Task static Mood greets(String name, int times, Mood mood) { return mood; }
        @Task static CompletableFuture<Mood> later() { return CompletableFuture.supplyAsync(() -> Mood.BUSY); }
        @Task(interval = "1h") static void hourly() {}
      }
      """;

  private QuietProgram() {}

  /** Compiles the program into a folder; it needs what is returned, and nothing else, on its class path. */
  static ForkedJvm in(Path folder) {
    return ForkedJvm.on(TestProgram.in(folder).compile(SOURCE), Built.core());
  }

  /** Compiles the program together with a main class of another simple name that runs it. */
  static ForkedJvm named(String main, Path folder) {
    String source = """
        package app;
        public class %s {
          public static void main(String[] arguments) throws Exception { Quiet.main(arguments); }
        }
        """.formatted(main);
    return ForkedJvm.on(TestProgram.in(folder).compile(SOURCE, source), Built.core());
  }

  static ForkedJvm.Running start(ForkedJvm jvm) {
    return jvm.start("app.Quiet").awaitOut("ready\n");
  }
}
