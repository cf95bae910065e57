package io.tlo.trust.configuration;

import io.tlo.trust.JdbcStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configuration with one fault, and a word that the line about it must contain. */
final class Malformed {

  final String label;
  final String mentions;
  final String argument;
  final Map<String, String> properties = new LinkedHashMap<>();
  final Map<String, String> variables = new LinkedHashMap<>();
  String mainClass = "app.Main";
  boolean seenBeforeTheApplication = true;

  private Malformed(String label, String argument, String mentions) {
    this.label = label;
    this.argument = argument;
    this.mentions = mentions;
  }

  static Malformed argument(String text, String mentions) {
    return new Malformed("argument " + text, text, mentions);
  }

  /** A value that a setting does not allow. */
  static Malformed value(String key, String value) {
    return argument(key + "=" + value, key + ": '");
  }

  static Malformed property(String name, String value, String mentions) {
    Malformed made = new Malformed("property " + name + "=" + value, "", mentions);
    made.properties.put(name, value);
    return made;
  }

  static Malformed variable(String name, String value, String mentions) {
    Malformed made = new Malformed("variable " + name + "=" + value, "", mentions);
    made.variables.put(name, value);
    return made;
  }

  static Malformed store(String className, String mentions) {
    return argument("task.state.store=" + className, mentions);
  }

  static Malformed extensions(Path jar, String mentions) {
    return argument("extensions=" + jar, mentions);
  }

  static Malformed switchFile(Path file, String mentions) {
    return argument("switch.file=" + file, mentions);
  }

  /** One that is named together with a custom store, for without one it is not read. */
  static Malformed fleetFile(Path file, String mentions) {
    return argument("task.state.store=app.FineStore,fleet.file=" + file, mentions);
  }

  /** The store in a database, which the jar offers: only its code can tell what is wrong. */
  static Malformed database(String settings, String mentions) {
    return argument("task.state.store=jdbc,extensions=" + JdbcStore.jar() + settings, mentions)
        .seenOnlyAsTheApplicationRuns();
  }

  /** What the application itself says wrongly, or what only its own code shows. */
  Malformed seenOnlyAsTheApplicationRuns() {
    seenBeforeTheApplication = false;
    return this;
  }

  Malformed program(String name) {
    mainClass = name;
    return this;
  }

  /** Returns the agent's arguments with this one behind others. */
  String arguments(String others) {
    return argument.isEmpty() ? others : others + "," + argument;
  }

  String[] options() {
    List<String> options = new ArrayList<>();
    properties.forEach((name, value) -> options.add("-D" + name + "=" + value));
    return options.toArray(String[]::new);
  }

  @Override
  public String toString() {
    String line = label.replaceAll("\\p{Cntrl}", "?");
    return line.length() > 80 ? line.substring(0, 80) + "..." : line;
  }
}
