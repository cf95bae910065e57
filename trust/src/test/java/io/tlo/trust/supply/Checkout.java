package io.tlo.trust.supply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The sources in a folder of their own, from which Maven builds with the JDK that runs the test.
 */
final class Checkout {

  private static final Set<String> LEFT_OUT = Set.of("target", ".git");

  private final Path folder;

  private Checkout(Path folder) {
    this.folder = folder;
  }

  /** Copies what the jars are built from: nothing that was built, and no time of a file. */
  static Checkout copyTo(Path folder) throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    for (String each : List.of(
        "pom.xml",
        "LICENSE",
        "README.md",
        "core",
        "testing",
        "agent",
        "store-jdbc",
        "sample-app",
        "sample-spring",
        "agent-it",
        "store-jdbc-it")) {
      copy(root.resolve(each), folder.resolve(each));
    }
    return new Checkout(folder);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(from, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
          throws IOException {
        if (LEFT_OUT.contains(each.getFileName().toString())) {
          return FileVisitResult.SKIP_SUBTREE;
        }
        Files.createDirectories(to.resolve(from.relativize(each).toString()));
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
          throws IOException {
        Path target = to.resolve(from.relativize(each).toString());
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.copy(each, target);
        return FileVisitResult.CONTINUE;
      }
    });
  }

  /** Makes the agent's jar, that of its store, and what is beside them. */
  Checkout build(String mavenOptions, String... more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(
        "mvn", "-B", "-q", "-DskipTests", "-pl", "core,testing,agent,store-jdbc", "package"));
    command.addAll(List.of(more));
    Path log = Files.createTempFile("build", ".txt");
    ProcessBuilder maven = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    maven.environment().put("MAVEN_OPTS", mavenOptions);
    int exitCode = maven.start().waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException("the build failed:\n" + Files.readString(log));
    }
    Files.delete(log);
    return this;
  }

  byte[] bytes(String file) {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
