package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.CommandFailure;
import io.tlo.agent.cli.jvm.LocalJvm;
import io.tlo.agent.cli.jvm.LocalJvms;
import picocli.CommandLine.Parameters;

/** A JVM of this machine: only into such a one an agent can be brought. */
final class LocalTarget {

  @Parameters(
      index = "0",
      paramLabel = "TARGET",
      description = "Process number, or name of a main class or jar.")
  private String target = "";

  LocalJvm require() {
    if (TargetOptions.isRemote(target)) {
      throw CommandFailure.usage(
          "'" + target + "' is a JMX port, and only processes of this machine"
              + " can be attached to: give a process number or a name");
    }
    return LocalJvms.require(target);
  }
}
