package io.tlo.agent.cli;

import io.tlo.SettingKey;
import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.TloSettings;
import io.tlo.agent.cli.exit.CommandFailure;
import io.tlo.fleet.FleetConsole;
import io.tlo.fleet.FleetConsoleProvider;
import io.tlo.text.Spelling;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database is asked, as whom, and about which application. */
final class FleetOptions {

  private static final String STORE_JAR = "tlo-store-jdbc.jar";

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = {
        "The database, as the setting store.url names it: jdbc:postgresql://host/database or",
        "jdbc:sqlite:file; else the variable TLO_STORE_URL."
      })
  private @Nullable String url;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Who logs in there; else the variable TLO_STORE_USER.")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "File whose first line is the password; else the variable TLO_STORE_PASSWORD.")
  private @Nullable String passwordFile;

  @Option(
      names = "--app",
      paramLabel = "NAME",
      description = "The application, as app.name calls it; not needed where there is only one.")
  private @Nullable String application;

  @Option(
      names = "--store-jar",
      paramLabel = "FILE",
      description = "The jar that knows the database; default: " + STORE_JAR + " beside this one.")
  private @Nullable Path jar;

  /** What is done with the database. */
  interface Work {
    void accept(FleetConsole console, String application);
  }

  /**
   * Does something with it.
   *
   * @throws CommandFailure if it cannot be reached, or refuses
   */
  void open(Work work) {
    try (FleetConsole console = open()) {
      work.accept(console, application(console.applications()));
    } catch (TloException e) {
      throw CommandFailure.refused(String.valueOf(e.getMessage()), e);
    }
  }

  private FleetConsole open() {
    TloSettings settings = settings();
    try {
      return provider().open(settings);
    } catch (TloException e) {
      throw e.reason() == Reason.STORE_UNAVAILABLE
          ? CommandFailure.cannotConnect("the store cannot be used: " + e.getMessage(), e)
          : CommandFailure.usage(String.valueOf(e.getMessage()));
    } catch (LinkageError e) {
      throw CommandFailure.refused(
          "'" + jar() + "' does not fit this version (" + e + "); take the one made for it", e);
    }
  }

  private TloSettings settings() {
    Map<String, String> given = new LinkedHashMap<>();
    put(given, SettingKey.STORE_URL, url);
    put(given, SettingKey.STORE_USER, user);
    put(given, SettingKey.STORE_PASSWORD_FILE, passwordFile);
    TloSettings settings = TloSettings.load(given, "command line");
    if (settings.text(SettingKey.STORE_URL).isEmpty()) {
      throw CommandFailure.usage(
          "no store is named: --store URL, or the variable " + SettingKey.STORE_URL.variable());
    }
    return settings;
  }

  private static void put(Map<String, String> given, SettingKey key, @Nullable String value) {
    if (value != null) {
      given.put(key.key(), value);
    }
  }

  private Path jar() {
    return jar != null ? jar : OwnJar.path().resolveSibling(STORE_JAR);
  }

  /** The class loader is left open: the process ends with the command. */
  private FleetConsoleProvider provider() {
    Path file = jar();
    if (!Files.isRegularFile(file)) {
      throw CommandFailure.usage("there is no '" + file + "'; put " + STORE_JAR
          + " beside the agent's jar, or name it with --store-jar");
    }
    try {
      URLClassLoader loader =
          new URLClassLoader(new URL[] {file.toUri().toURL()}, FleetOptions.class.getClassLoader());
      Iterator<FleetConsoleProvider> found =
          ServiceLoader.load(FleetConsoleProvider.class, loader).iterator();
      if (found.hasNext()) {
        return found.next();
      }
    } catch (IOException | ServiceConfigurationError e) {
      throw CommandFailure.refused("'" + file + "' cannot be used: " + e, e);
    }
    throw CommandFailure.usage("'" + file + "' knows no database; " + STORE_JAR + " does");
  }

  private String application(List<String> known) {
    if (application == null && known.size() == 1) {
      return known.get(0);
    }
    if (known.isEmpty()) {
      throw CommandFailure.refused("no instance of any application has come to this store yet");
    }
    if (application == null) {
      throw CommandFailure.usage(
          "the store has several applications, name one with --app: " + String.join(", ", known));
    }
    if (!known.contains(application)) {
      String nearest = Spelling.nearest(application, known);
      throw CommandFailure.refused("no application '" + application + "' is in the store; "
          + (nearest == null
              ? "there are " + String.join(", ", known)
              : "the nearest is '" + nearest + "'"));
    }
    return application;
  }

  /** Returns the task of that name, else all of that full method. */
  static List<Map<String, @Nullable Object>> requireTasks(
      FleetConsole console, String application, String nameOrMethod) {
    return named(console.tasks(application), application, nameOrMethod);
  }

  /**
   * Returns a task of that name or full method whose method is the one that is meant in every instance.
   *
   * @throws CommandFailure if there is none, or tasks of several classes have that name
   */
  static Map<String, @Nullable Object> requireMethod(
      FleetConsole console, String application, String nameOrMethod) {
    List<Map<String, @Nullable Object>> tasks = console.tasks(application);
    Map<String, @Nullable Object> task = named(tasks, application, nameOrMethod).get(0);
    Set<String> methods = new TreeSet<>();
    for (Map<String, @Nullable Object> each : tasks) {
      if (isNamesake(each, nameOrMethod)) {
        methods.add(text(each, "method"));
      }
    }
    if (!methods.isEmpty()) {
      methods.add(text(task, "method"));
      throw CommandFailure.refused("'" + nameOrMethod + "' is the name of tasks of several classes,"
          + " and which of them has it may differ between instances; give the full method, such as "
          + String.join(", ", methods));
    }
    return task;
  }

  /** Returns whether a task has its longer name since another class's task is listed by the plain one. */
  private static boolean isNamesake(Map<String, @Nullable Object> task, String plainName) {
    String name = text(task, "name").replace('$', '.');
    return name.endsWith("." + plainName)
        && text(task, "method").startsWith(name.substring(0, name.length() - plainName.length()));
  }

  private static List<Map<String, @Nullable Object>> named(
      List<Map<String, @Nullable Object>> tasks, String application, String nameOrMethod) {
    for (String key : List.of("name", "method")) {
      List<Map<String, @Nullable Object>> found = tasks.stream()
          .filter(each -> nameOrMethod.equals(each.get(key)))
          .collect(Collectors.toList());
      if (!found.isEmpty()) {
        return found;
      }
    }
    List<String> names =
        tasks.stream().map(each -> text(each, "name")).collect(Collectors.toList());
    String nearest = Spelling.nearest(nameOrMethod, names);
    throw CommandFailure.refused("no task '" + nameOrMethod + "' of '" + application
        + "' is in the store; "
        + (nearest == null ? "'fleet tasks' lists them" : "the nearest one is '" + nearest + "'"));
  }

  private static String text(Map<String, @Nullable Object> task, String key) {
    return String.valueOf(task.get(key));
  }
}
