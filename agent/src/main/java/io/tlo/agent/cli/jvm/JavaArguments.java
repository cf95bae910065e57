package io.tlo.agent.cli.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The arguments that the {@code java} command was given, in the way it reads them: options up to the main
 * class or jar, and what follows is the program's own. Options also come from files: one that cannot be read
 * leaves them unsure.
 *
 * <p>Thread safety: confined to one thread.
 */
final class JavaArguments {

  private static final String FILE_OPTION = "-XX:VMOptionsFile=";
  private static final String FLAGS_OPTION = "-XX:Flags=";
  private static final Set<String> OPTIONS_WITH_A_VALUE = Set.of(
      "-cp",
      "-classpath",
      "--class-path",
      "-p",
      "--module-path",
      "--upgrade-module-path",
      "--add-modules",
      "--limit-modules",
      "--add-exports",
      "--add-opens",
      "--add-reads",
      "--patch-module",
      "--enable-native-access",
      "--describe-module",
      "-d",
      "--source");
  private static final Set<String> OPTIONS_OF_A_MODULE = Set.of("-m", "--module");
  // Possessive: any other repetition of a group takes a stack frame each time, and a class path is
  // long.
  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*+\"|'[^']*+'|[^\\s\"']++)++");
  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#.*$");

  private final Function<String, @Nullable String> files;
  private final List<String> options = new ArrayList<>();
  private @Nullable String jar;
  private boolean isSure = true;
  private boolean isAfterOptions;
  private boolean takesFiles = true;

  /**
   * Creates arguments, none yet.
   *
   * @param files gives a file's text, null if it cannot be read
   */
  JavaArguments(Function<String, @Nullable String> files) {
    this.files = files;
  }

  /** Adds the options that a variable of the environment holds. */
  JavaArguments addVariable(String text) {
    for (String word : words(text)) {
      if (word.startsWith("@")) {
        readFile(word);
      } else {
        option(word);
      }
    }
    return this;
  }

  /** Adds the arguments of a command line, without the name of the program. */
  JavaArguments addCommandLine(List<String> arguments) {
    read(arguments, false);
    return this;
  }

  private void read(List<String> arguments, boolean isFile) {
    for (int i = 0; i < arguments.size() && !isAfterOptions; i++) {
      String argument = arguments.get(i);
      String next = i + 1 < arguments.size() ? arguments.get(i + 1) : null;
      if (argument.startsWith("@") && takesFiles && !isFile) {
        readFile(argument);
      } else if (argument.equals("-jar")) {
        jar = next;
        isAfterOptions = next != null;
      } else if (OPTIONS_OF_A_MODULE.contains(argument) || argument.startsWith("--module=")) {
        isAfterOptions = true;
      } else if (OPTIONS_WITH_A_VALUE.contains(argument)) {
        i++;
      } else if (argument.startsWith("-")) {
        option(argument);
      } else {
        isAfterOptions = true;
      }
    }
  }

  private void readFile(String argument) {
    // A second @ means that the argument begins with one: it is the main class then.
    if (argument.startsWith("@@")) {
      isAfterOptions = true;
      return;
    }
    String text = text(argument.substring(1));
    if (text != null) {
      read(words(COMMENT.matcher(text).replaceAll("")), true);
    }
  }

  private void option(String option) {
    if (option.equals("--disable-@files")) {
      takesFiles = false;
    } else if (option.startsWith(FILE_OPTION)) {
      addAll(option.substring(FILE_OPTION.length()), "");
    } else if (option.startsWith(FLAGS_OPTION)) {
      addAll(option.substring(FLAGS_OPTION.length()), "-XX:");
    } else {
      options.add(option);
    }
  }

  private void addAll(String file, String prefix) {
    String text = text(file);
    if (text != null) {
      words(COMMENT.matcher(text).replaceAll("")).forEach(each -> options.add(prefix + each));
    }
  }

  private @Nullable String text(String file) {
    String text = files.apply(file);
    isSure &= text != null;
    return text;
  }

  private static List<String> words(String text) {
    Matcher matcher = WORD.matcher(text);
    List<String> words = new ArrayList<>();
    while (matcher.find()) {
      words.add(matcher.group().replaceAll("[\"']", ""));
    }
    return words;
  }

  /** Returns whether a flag is on: the last word on it counts. */
  boolean isOn(String flag) {
    return options.lastIndexOf("-XX:+" + flag) > options.lastIndexOf("-XX:-" + flag);
  }

  /** Returns whether all files with options could be read. */
  boolean isSure() {
    return isSure;
  }

  /** Returns the file after {@code -jar}; null if the program is not started so. */
  @Nullable
  String jar() {
    return jar;
  }
}
