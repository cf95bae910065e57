package io.tlo.agent.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JavaArgumentsTest {

  private static final String FLAG = "DisableAttachMechanism";
  private static final String ON = "-XX:+" + FLAG;
  private static final String OFF = "-XX:-" + FLAG;

  private static JavaArguments none() {
    return with(Map.of());
  }

  private static JavaArguments with(Map<String, String> files) {
    return new JavaArguments(files::get);
  }

  @Test
  void theLastWordOnAFlagCounts() {
    assertThat(none().addCommandLine(List.of(ON, "app.Main")).isOn(FLAG)).isTrue();
    assertThat(none().addCommandLine(List.of(ON, OFF, "app.Main")).isOn(FLAG)).isFalse();
    assertThat(none().addVariable(ON).addCommandLine(List.of(OFF, "app.Main")).isOn(FLAG))
        .isFalse();
    assertThat(none().addCommandLine(List.of(OFF, "app.Main")).addVariable(ON).isOn(FLAG))
        .isTrue();
  }

  @Test
  void whatFollowsTheMainClassOrTheJarIsTheProgramsOwn() {
    for (List<String> start : List.of(
        List.of("app.Main"),
        List.of("-cp", "a.jar", "app.Main"),
        List.of("--module-path", "mods", "-m", "app/app.Main"),
        List.of("-p", "mods", "--module=app/app.Main"),
        List.of("-Xmx1g", "-jar", "app.jar"))) {
      List<String> all = new ArrayList<>(start);
      all.add(ON);
      assertThat(none().addCommandLine(all).isOn(FLAG)).as("%s", all).isFalse();
    }
  }

  @Test
  void aValueIsNotTakenForTheMainClass() {
    for (String option : List.of("-cp", "--class-path", "-p", "--add-modules", "--add-opens")) {
      assertThat(none().addCommandLine(List.of(option, "x", ON, "app.Main")).isOn(FLAG))
          .as(option)
          .isTrue();
    }
  }

  @Test
  void aFileIsReadHoweverLongItsWordsAre() {
    String classPath = "/opt/shop/lib/part.jar:".repeat(10_000);
    String quoted = "\"a\"'b'".repeat(100_000);
    Map<String, String> files =
        Map.of("all", "-cp " + classPath + quoted + "\n" + ON + " app.Main");
    JavaArguments arguments = with(files).addCommandLine(List.of("@all"));
    assertThat(arguments.isOn(FLAG)).isTrue();
  }

  @Test
  void optionsAreReadFromFiles() {
    Map<String, String> files = Map.of(
        "all", "# for the shop\n-cp \"my classes\"\n" + ON + " app.Main",
        "jvm", ON + "\n",
        "flags", "+" + FLAG + "\n");
    for (String argument : List.of("@all", "-XX:VMOptionsFile=jvm", "-XX:Flags=flags")) {
      JavaArguments arguments = with(files).addCommandLine(List.of(argument, "app.Main"));
      assertThat(arguments.isOn(FLAG)).as(argument).isTrue();
      assertThat(arguments.isSure()).isTrue();
    }
    assertThat(with(files).addCommandLine(List.of("@all", OFF)).isOn(FLAG))
        .as("the main class stands in the file")
        .isTrue();
  }

  @Test
  void aFileThatCannotBeReadLeavesThemUnsure() {
    for (String argument : List.of("@all", "-XX:VMOptionsFile=jvm", "-XX:Flags=flags")) {
      assertThat(none().addCommandLine(List.of(argument, "app.Main")).isSure())
          .as(argument)
          .isFalse();
    }
    assertThat(none().addCommandLine(List.of("app.Main", "@all")).isSure()).isTrue();
    assertThat(none().addCommandLine(List.of("--disable-@files", "@all")).isSure())
        .isTrue();
  }

  @Test
  void theJarIsTheOneAfterItsOption() {
    assertThat(none().addCommandLine(List.of("-jar", "My App/app.jar", "-jar")).jar())
        .isEqualTo("My App/app.jar");
    assertThat(none().addCommandLine(List.of("app.Main", "-jar", "app.jar")).jar())
        .isNull();
  }
}
