package io.tlo.trust.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wherever the jar lies and however it is named: the program prints the same, each call is
 * recorded once.
 */
class JarPathIT {

  /** Longer than any folder that people make, shorter than what the system takes. */
  private static final int LONG = 3_500;

  /** In bytes: the test itself may run where the letters cannot be written. */
  private static final String IN_A_FOLDER_WITH_LETTERS = """
      ulimit -c 0
      folder=$1/$(printf '\\303\\251t\\303\\251 \\344\\270\\255')
      mkdir -p "$folder" && cp "$2" "$folder/tlo-agent.jar"
      java=$3; shift 3
      "$java" "-javaagent:$folder/tlo-agent.jar=log=error" "$@"
      code=$?
      rm -r "$folder"
      exit $code
      """;

  @TempDir
  Path folder;

  private Path classes;

  @BeforeEach
  void compile() {
    classes = Recorded.compile(folder.resolve("classes"));
  }

  @Test
  void anyPathWillDo() throws Exception {
    Map<String, ForkedJvm> cases = new LinkedHashMap<>();
    cases.put("spaces", at("a folder/with spaces/my agent.jar"));
    cases.put("%20 and +", at("a%20b+c/tlo+agent%21.jar"));
    cases.put("!", at("wow!/tlo-agent!.jar"));
    cases.put("#, ?, ; and a comma", at("a#b?c;d,e/tlo-agent.jar"));
    cases.put("quotes", at("it's \"quoted\"/tlo-agent.jar"));
    cases.put("a path of " + LONG + " characters", at(longPath()));
    cases.put("a symbolic link", symbolicLink());
    cases.put("a linked folder", linkedFolder());
    cases.put("a path from the working directory", fromTheWorkingDirectory());
    cases.put("the same jar twice", program().agent("log=error").agent("log=error"));
    cases.put(
        "a renamed copy beside it",
        program()
            .agent("log=error")
            .agentAt(Jars.copy(folder.resolve("copy/renamed.zip")).toString(), "log=error"));
    cases.put("a jar in another that the program has", nested());
    if (Extent.isLanding()) {
      cases
          .keySet()
          .retainAll(
              Set.of("spaces", "#, ?, ; and a comma", "a symbolic link", "the same jar twice"));
    }
    for (Map.Entry<String, ForkedJvm> each : cases.entrySet()) {
      ForkedJvm.Result result = each.getValue().run(Recorded.MAIN_CLASS);
      assertThat(result).as(each.getKey()).isEqualTo(new ForkedJvm.Result(0, Recorded.ONCE, ""));
      keepFigure(each.getKey(), result);
    }
  }

  @Test
  void lettersBeyondAsciiWillDoWhereTheLocaleHasThem() {
    ForkedJvm.Result result = underLetters("C.UTF-8");
    assertThat(result).isEqualTo(new ForkedJvm.Result(0, Recorded.ONCE, ""));
    keepFigure("letters beyond ASCII, LC_ALL=C.UTF-8", result);
  }

  /** The control: the JVM itself does not find the agent's class, and ends before it calls it. */
  @Test
  void lettersBeyondAsciiEndTheJvmWhereTheLocaleLacksThem() {
    ForkedJvm.Result result = underLetters("C");
    assertThat(result.exitCode()).isEqualTo(134);
    assertThat(result.out()).doesNotContain("bodies");
    assertThat(result.err()).contains("java.lang.ClassNotFoundException: io.tlo.agent.TloAgent");
    Figures.of(13)
        .control(
            "letters beyond ASCII, LC_ALL=C",
            "the JVM cannot find the agent's class: exit code " + result.exitCode());
  }

  @Tag("nightly")
  @Test
  void aJarThatNobodyMayWriteWillDo() throws Exception {
    Path jar = Jars.copy(folder.resolve("locked/tlo-agent.jar"));
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("r--r--r--"));
    Files.setPosixFilePermissions(jar.getParent(), PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      ForkedJvm.Result result =
          program().agentAt(jar.toString(), "log=error").run(Recorded.MAIN_CLASS);
      assertThat(result).isEqualTo(new ForkedJvm.Result(0, Recorded.ONCE, ""));
      try (Stream<Path> all = Files.list(jar.getParent())) {
        assertThat(all).containsExactly(jar);
      }
      keepFigure("a read-only jar in a read-only folder", result);
    } finally {
      Files.setPosixFilePermissions(jar.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** The JVM says itself what it found in the variable. */
  @Tag("nightly")
  @Test
  void theVariableTakesAPathInQuotes() {
    Path jar = Jars.copy(folder.resolve("a folder/tlo-agent.jar"));
    String options = "-javaagent:\"" + jar + "\"=log=error";
    ForkedJvm.Result result =
        program().withoutAgent().variable("JAVA_TOOL_OPTIONS", options).run(Recorded.MAIN_CLASS);
    assertThat(result)
        .isEqualTo(new ForkedJvm.Result(
            0, Recorded.ONCE, "Picked up JAVA_TOOL_OPTIONS: " + options + "\n"));
    keepFigure("quotes in JAVA_TOOL_OPTIONS", result);
  }

  private static void keepFigure(String path, ForkedJvm.Result result) {
    Figures.of(13).check(path, Recorded.figure(result));
  }

  private ForkedJvm program() {
    return Recorded.in(classes);
  }

  private ForkedJvm at(String path) {
    return program().agentAt(Jars.copy(folder.resolve(path)).toString(), "log=error");
  }

  private String longPath() {
    StringBuilder path = new StringBuilder();
    while (folder.toString().length() + path.length() < LONG) {
      path.append("a-folder-with-a-name-that-nobody-would-type/");
    }
    return path + "tlo-agent.jar";
  }

  private ForkedJvm symbolicLink() throws IOException {
    Path real = Jars.copy(folder.resolve("real/agent-1.jar"));
    Path link = Files.createSymbolicLink(folder.resolve("tlo-agent.jar"), real);
    return program().agentAt(link.toString(), "log=error");
  }

  private ForkedJvm linkedFolder() throws IOException {
    Path real = Jars.copy(folder.resolve("release-1/tlo-agent.jar"));
    Path link = Files.createSymbolicLink(folder.resolve("current"), real.getParent());
    return program().agentAt(link.resolve("tlo-agent.jar").toString(), "log=error");
  }

  private ForkedJvm fromTheWorkingDirectory() throws IOException {
    Jars.copy(folder.resolve("lib/tlo-agent.jar"));
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    return program().in(elsewhere).agentAt("../lib/tlo-agent.jar", "log=error");
  }

  private ForkedJvm nested() {
    return ForkedJvm.on(Jars.nested(classes, folder.resolve("app.jar")), Built.core());
  }

  private ForkedJvm.Result underLetters(String locale) {
    return program()
        .withoutAgent()
        .startedBy(
            "sh",
            "-c",
            IN_A_FOLDER_WITH_LETTERS,
            "sh",
            folder.toString(),
            Built.agent().toString())
        .variable("LC_ALL", locale)
        .run(Recorded.MAIN_CLASS);
  }
}
