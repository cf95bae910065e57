package io.tlo.testing;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles small programs from their source text into a folder. A program that sees nothing but jars is compiled once
 * for all the tests of a JVM.
 */
public final class TestProgram {

  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");
  private static final Pattern TYPE = Pattern.compile(
      "(?m)^\\s*(?:public\\s+)?(?:abstract\\s+|final\\s+)*(?:class|interface|enum|record|@interface)\\s+(\\w+)");

  private static final Map<List<Object>, CompiledProgram> COMPILED = new ConcurrentHashMap<>();

  private final Path folder;
  private final List<Path> classPath = new ArrayList<>();

  private TestProgram(Path folder) {
    this.folder = folder;
  }

  /** A program whose classes go into that folder and that sees tlo-core. */
  public static TestProgram in(Path folder) {
    return new TestProgram(folder).seeing(Built.core());
  }

  /** A program whose classes go into that folder and that sees nothing but the JDK. */
  public static TestProgram alone(Path folder) {
    return new TestProgram(folder);
  }

  public TestProgram seeing(Path jarOrFolder) {
    classPath.add(jarOrFolder);
    return this;
  }

  /** Compiles the sources, each of one top-level type or several with the public one first. */
  public Path compile(String... sources) {
    return compile(List.of(), sources);
  }

  public Path compile(List<String> options, String... sources) {
    if (options.isEmpty() && classPath.stream().allMatch(Files::isRegularFile)) {
      CompiledProgram program = COMPILED.computeIfAbsent(key(sources), any -> compileOnce(sources));
      return program.copyTo(folder);
    }
    return compileInto(folder, options, sources);
  }

  /** What the class files depend on: jars do not change while tests run. */
  private List<Object> key(String... sources) {
    return List.of(List.copyOf(classPath), List.of(sources));
  }

  private CompiledProgram compileOnce(String... sources) {
    try {
      Path temporary = Files.createTempDirectory("tlo-classes");
      try {
        return CompiledProgram.of(compileInto(temporary, List.of(), sources));
      } finally {
        CompiledProgram.delete(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path compileInto(Path target, List<String> options, String... sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> files = new ArrayList<>();
    for (String source : sources) {
      files.add(new Source(source));
    }
    List<String> all = new ArrayList<>(
        List.of("-d", target.toString(), "-parameters", "-proc:none", "--release", "17"));
    if (!classPath.isEmpty()) {
      all.add("-cp");
      all.add(
          String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    }
    all.addAll(options);
    StringWriter messages = new StringWriter();
    try {
      Files.createDirectories(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!compiler.getTask(messages, null, null, all, null, files).call()) {
      throw new IllegalArgumentException("does not compile:\n" + messages);
    }
    return target;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///" + path(text) + ".java"), Kind.SOURCE);
      this.text = text;
    }

    private static String path(String text) {
      if (text.stripLeading().startsWith("module ") || text.contains("\nmodule ")) {
        return "module-info";
      }
      Matcher type = TYPE.matcher(text);
      if (!type.find()) {
        throw new IllegalArgumentException("no type in:\n" + text);
      }
      Matcher inPackage = PACKAGE.matcher(text);
      return inPackage.find()
          ? inPackage.group(1).replace('.', '/') + "/" + type.group(1)
          : type.group(1);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
