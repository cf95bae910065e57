package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.CommandFailure;
import io.tlo.agent.cli.remote.Credentials;
import io.tlo.agent.cli.text.Terminal;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * User and password of a JMX port. The variables do not begin with {@code TLO_}: an application that is
 * started from the same shell would take them for settings.
 */
final class CredentialOptions {

  private static final String ASK = "";
  private static final String USER_VARIABLE = "JMX_USER";
  private static final String PASSWORD_VARIABLE = "JMX_PASSWORD";

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description =
          "Who asks, where a JMX port wants to know; else the variable " + USER_VARIABLE + ".")
  private @Nullable String user;

  @Option(
      names = "--password",
      paramLabel = "WORD",
      arity = "0..1",
      fallbackValue = ASK,
      description = {
        "The password; without WORD it is asked for, or read from the first line of what is piped in.",
        "Others can read WORD in the list of processes; better use the variable "
            + PASSWORD_VARIABLE + "."
      })
  private @Nullable String password;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "File whose first line is the password.")
  private @Nullable Path passwordFile;

  /** Returns who asks, null if nobody is named. */
  @Nullable
  Credentials read() {
    String name = user != null ? user : System.getenv(USER_VARIABLE);
    if (name == null || name.isEmpty()) {
      if (password != null || passwordFile != null) {
        throw CommandFailure.usage("a password is given but no user: add --user NAME");
      }
      return null;
    }
    return new Credentials(name, password(name));
  }

  private String password(String name) {
    if (password != null && !password.equals(ASK)) {
      return password;
    }
    if (passwordFile != null) {
      return firstLine(passwordFile);
    }
    String variable = System.getenv(PASSWORD_VARIABLE);
    if (password == null && variable != null) {
      return variable;
    }
    return Terminal.isAt(Terminal.IN) ? ask(name) : firstLineOfInput();
  }

  private static String firstLine(Path file) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      return required(lines.readLine(), "the file " + file + " is empty");
    } catch (IOException e) {
      throw CommandFailure.usage("--password-file: " + file + " cannot be read as text");
    }
  }

  private static String firstLineOfInput() {
    try {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
      return required(lines.readLine(), "standard input is empty");
    } catch (IOException e) {
      throw CommandFailure.usage("--password: standard input cannot be read");
    }
  }

  private static String required(@Nullable String line, String ifNone) {
    if (line == null || line.isEmpty()) {
      throw CommandFailure.usage("no password: " + ifNone);
    }
    return line;
  }

  /** Where the output goes elsewhere a JDK has no console, or one that shows what is typed. */
  @SuppressWarnings("SystemConsoleNull") // both streams are a terminal by then
  private static String ask(String name) {
    Console console = Terminal.isAt(Terminal.OUT) ? System.console() : null;
    char[] typed = console == null ? null : console.readPassword("Password of %s: ", name);
    if (typed == null) {
      throw CommandFailure.usage("the password of '" + name + "' cannot be asked for unseen here:"
          + " use --password-file or the variable " + PASSWORD_VARIABLE);
    }
    return new String(typed);
  }
}
