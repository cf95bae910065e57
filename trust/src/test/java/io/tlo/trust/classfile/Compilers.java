package io.tlo.trust.classfile;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.trust.Parts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Other languages' own compilers, each in a JVM of its own, and what their programs need to run.
 */
enum Compilers {
  KOTLIN(
      ".kt",
      "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
      List.of("-no-stdlib", "-no-reflect", "-jvm-target", "17", "-cp"),
      List.of(
          "kotlin-compiler-embeddable.jar",
          "kotlin-script-runtime.jar",
          "kotlin-reflect.jar",
          "kotlin-daemon-embeddable.jar",
          "kotlinx-coroutines-core-jvm.jar",
          "annotations.jar"),
      List.of("kotlin-stdlib.jar")),
  SCALA(
      ".scala",
      "dotty.tools.dotc.Main",
      List.of("-classpath"),
      List.of(
          "scala3-compiler_3.jar",
          "scala3-interfaces.jar",
          "tasty-core_3.jar",
          "scala-asm.jar",
          "compiler-interface.jar",
          "util-interface.jar"),
      List.of("scala3-library_3.jar", "scala-library.jar")),
  GROOVY(
      ".groovy",
      "org.codehaus.groovy.tools.FileSystemCompiler",
      List.of("--classpath"),
      List.of(),
      List.of("groovy.jar"));

  private final String ending;
  private final String mainClass;
  private final List<String> options;
  private final List<String> compiler;
  private final List<String> library;

  Compilers(
      String ending,
      String mainClass,
      List<String> options,
      List<String> compiler,
      List<String> library) {
    this.ending = ending;
    this.mainClass = mainClass;
    this.options = options;
    this.compiler = compiler;
    this.library = library;
  }

  /** Compiles a program of one file; returns the class path to run it on. */
  Path[] compile(String source, Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("Orders" + ending), source);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<Path> library = files(this.library);
    library.add(Built.core());
    List<String> arguments = new ArrayList<>(options);
    arguments.add(
        String.join(File.pathSeparator, library.stream().map(Path::toString).toList()));
    arguments.addAll(List.of("-d", classes.toString(), file.toString()));
    List<Path> compiling =
        Stream.concat(files(compiler).stream(), files(this.library).stream()).toList();
    ForkedJvm.Result result = ForkedJvm.on(compiling.toArray(Path[]::new))
        .withoutAgent()
        .run(mainClass, arguments.toArray(String[]::new));
    if (result.exitCode() != 0) {
      throw new IllegalArgumentException("does not compile: " + result.err() + result.out());
    }
    library.add(classes);
    return library.toArray(Path[]::new);
  }

  private static List<Path> files(List<String> names) {
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      files.add(Parts.file(name));
    }
    return files;
  }
}
