package io.tlo.agent.cli.remote;

import io.tlo.agent.cli.exit.CommandFailure;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says why a JMX port lets nobody in, and what to do about it. */
final class ConnectFailure {

  private ConnectFailure() {}

  static CommandFailure of(IOException failure, String place) {
    if (cause(failure, SSLException.class) != null) {
      return CommandFailure.cannotConnect(
          place
              + " speaks TLS with a certificate that is not trusted here: start the command line as"
              + " java -Djavax.net.ssl.trustStore=FILE -Djavax.net.ssl.trustStorePassword=WORD -jar"
              + " tlo-agent.jar",
          failure);
    }
    UnknownHostException unknown = cause(failure, UnknownHostException.class);
    if (unknown != null) {
      return CommandFailure.cannotConnect(
          place + ": the host '" + unknown.getMessage() + "' is not known here", failure);
    }
    if (cause(failure, ConnectException.class) != null) {
      return CommandFailure.cannotConnect(
          "nobody answers at " + place + ": start the application with"
              + " -Dcom.sun.management.jmxremote.port=PORT, or name a process of this machine",
          failure);
    }
    return CommandFailure.cannotConnect(
        place + " is no JMX port, or does not answer: " + reason(failure), failure);
  }

  static CommandFailure refused(
      SecurityException failure, String place, @Nullable Credentials credentials) {
    return CommandFailure.cannotConnect(
        credentials == null
            ? place + " asks for a user and a password: give --user and --password"
            : place + " does not let in '" + credentials + "': user or password is wrong",
        failure);
  }

  /** The innermost failure says it in the plainest words. */
  static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    if (innermost instanceof EOFException) {
      return "it was closed at the other end";
    }
    String message = innermost.getMessage();
    return message == null || message.isBlank() ? innermost.getClass().getSimpleName() : message;
  }

  private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return type.cast(each);
      }
    }
    return null;
  }
}
