package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.CommandFailure;
import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.jvm.AgentPresence;
import io.tlo.agent.cli.jvm.AttachedJvm;
import io.tlo.agent.cli.jvm.LocalJvm;
import io.tlo.agent.cli.remote.Connection;
import io.tlo.agent.cli.remote.RegistryClient;
import io.tlo.agent.cli.text.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code detach}. */
@Command(
    name = "detach",
    description = {
      "Takes the agent out of a running JVM of this machine.",
      "Its classes are as they were, and its MBeans and threads are gone."
    })
final class DetachCommand implements Callable<Integer> {

  /** What the agent takes for the order to go. */
  private static final String ORDER = "detach";

  private final Output output;

  @Mixin
  private LocalTarget target = new LocalTarget();

  @Mixin
  private JsonOption format = new JsonOption();

  DetachCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    LocalJvm jvm = target.require();
    try (AttachedJvm attached = AttachedJvm.to(jvm)) {
      if (!hasAgent(attached)) {
        throw CommandFailure.refused("there is no agent in " + jvm.label());
      }
      attached.load(OwnJar.path(), ORDER);
      if (!Patience.await(() -> !hasAgent(attached))) {
        throw CommandFailure.refused("the agent is still in " + jvm.label() + " after "
            + Patience.SECONDS + " s: what it has to say stands on the application's stderr");
      }
      Answer.print("The agent is no longer in " + jvm.label(), format, output);
      return ExitCode.DONE;
    }
  }

  /** Where the system does not tell of threads, by the agent's MBean. */
  private static boolean hasAgent(AttachedJvm attached) {
    Boolean present = AgentPresence.in(attached.jvm().pid());
    if (present != null) {
      return present;
    }
    try (Connection connection =
        Connection.open(attached.localConnector(), null, attached.jvm().label())) {
      return new RegistryClient(connection).isPresent();
    }
  }
}
