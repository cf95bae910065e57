package io.tlo.agent.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A JMX port of this machine that asks for a password. */
final class PasswordPort {

  private PasswordPort() {}

  /** Returns what a JVM is started with to listen there. */
  static String[] options(int port, Path passwords, Path access) {
    return new String[] {
      "-Dcom.sun.management.jmxremote.port=" + port,
      "-Dcom.sun.management.jmxremote.rmi.port=" + port,
      "-Dcom.sun.management.jmxremote.host=127.0.0.1",
      "-Djava.rmi.server.hostname=127.0.0.1",
      "-Dcom.sun.management.jmxremote.ssl=false",
      "-Dcom.sun.management.jmxremote.password.file=" + passwords,
      "-Dcom.sun.management.jmxremote.access.file=" + access
    };
  }

  /** Writes a file that only its owner may read, as the JDK demands of these. */
  static Path secret(Path folder, String name, String text) throws IOException {
    Path file = Files.createFile(
        folder.resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text);
  }
}
