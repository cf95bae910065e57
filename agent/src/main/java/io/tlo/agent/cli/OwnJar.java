package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.CommandFailure;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** The jar that this command line was started from: the same is given to the JVMs. */
final class OwnJar {

  private OwnJar() {}

  static Path path() {
    CodeSource source = OwnJar.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI()).toRealPath();
    } catch (URISyntaxException | IOException e) {
      throw CommandFailure.refused("the agent's own jar is no longer where it was: " + source, e);
    }
  }
}
