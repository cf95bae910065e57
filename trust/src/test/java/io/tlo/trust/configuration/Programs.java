package io.tlo.trust.configuration;

import io.tlo.testing.TestProgram;
import io.tlo.trust.StoreSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The application that is configured, and the custom classes that it brings. */
final class Programs {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      public class Main {
        static int calls;
        static { System.out.println("loaded"); }
        public static void main(String[] arguments) {
          Main main = new Main();
          for (int i = 0; i < 3; i++) {
            main.work();
          }
          System.out.println("worked " + calls + " times");
          System.exit(7);
        }
        @Task(description = "counts")
        void work() { calls++; }
      }
      """;

  private Programs() {}

  static Path compile(Path folder) {
    Path classes = TestProgram.in(folder)
        .compile(
            MAIN,
            store("abstract class AbstractStore", ""),
            store("class NeedyStore", "public NeedyStore(int size) {}"),
            store("class ClosedStore", "private ClosedStore() {}"),
            store(
                "class ThrowingStore",
                "public ThrowingStore() { throw new IllegalStateException(\"no disk\"); }"),
            store(
                "class ExitingStore",
                "public ExitingStore() { throw new ThreadDeathLike(); }"
                    + " static class ThreadDeathLike extends Error {}"),
            store(
                "class SpoiltStore",
                "static final int SIZE = Integer.parseInt(\"big\"); public SpoiltStore() {}"),
            store("class NewerStore", ""),
            store("class GarbledStore", ""),
            store("class LonelyStore", "private final Missing missing = new Missing();"),
            store("class OrphanStore extends Parent", ""),
            "package app;\npublic class Missing {}",
            "package app;\npublic class Parent {}",
            store("class FineStore", ""),
            store("class HiddenStore", "").replace("public class", "class"),
            recurring("Soon", "soon"),
            recurring("TooShort", "9ms"),
            recurring("Forged", "1s\\n[tlo] all is well"));
    spoil(classes.resolve("app"));
    return classes;
  }

  private static void spoil(Path classes) {
    try {
      Files.delete(classes.resolve("Missing.class"));
      Files.delete(classes.resolve("Parent.class"));
      byte[] newer = Files.readAllBytes(classes.resolve("NewerStore.class"));
      newer[7] = 120;
      Files.write(classes.resolve("NewerStore.class"), newer);
      Files.write(classes.resolve("GarbledStore.class"), new byte[] {1, 2, 3});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String store(String head, String body) {
    return StoreSource.of("app", "public " + head, body + """

        public void create(TaskStateRecord record) {}
        public void update(TaskStateRecord record) {}
        """);
  }

  private static String recurring(String name, String interval) {
    return """
        package app;
        import io.tlo.Task;
        public class %s {
          public static void main(String[] arguments) { Main.main(arguments); }
          @Task(interval = "%s")
          static void turn() {}
        }
        """.formatted(name, interval);
  }
}
