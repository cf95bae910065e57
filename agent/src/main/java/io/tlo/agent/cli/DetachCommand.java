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
      if (hasThread(jvm)) {
        order(attached);
        if (!Patience.await(() -> !hasThread(jvm))) {
          throw refused("the agent is still in " + jvm.label());
        }
      } else {
        detachByMBean(attached);
      }
      Answer.print("The agent is no longer in " + jvm.label(), format, output);
      return ExitCode.DONE;
    }
  }

  private static boolean hasThread(LocalJvm jvm) {
    return Boolean.TRUE.equals(AgentPresence.in(jvm.pid()));
  }

  private static void order(AttachedJvm attached) {
    attached.load(OwnJar.path(), ORDER, "'jvms' shows when the agent is gone");
  }

  private static CommandFailure refused(String what) {
    return CommandFailure.refused(what + " after " + Patience.SECONDS
        + " s; its reason, if it gave one, stands on the application's stderr");
  }

  /**
   * The agent's thread may have died, or the system does not tell of threads: what is left is seen by the MBean.
   * A program that never took in the agent's jar may have such an MBean too, its own, and is let alone.
   */
  private static void detachByMBean(AttachedJvm attached) throws InterruptedException {
    LocalJvm jvm = attached.jvm();
    if (!AgentPresence.isKnownIn(jvm.pid(), OwnJar.path())) {
      throw none(jvm);
    }
    try (Connection connection = Connection.open(attached.localConnector(), null, jvm.label())) {
      RegistryClient registry = new RegistryClient(connection);
      if (!registry.isPresent()) {
        throw none(jvm);
      }
      order(attached);
      if (!Patience.await(() -> !registry.isPresent())) {
        throw refused("there is no thread of an agent in " + jvm.label()
            + ", but an MBean that shows tasks, the program's own or one that is still there");
      }
    }
  }

  private static CommandFailure none(LocalJvm jvm) {
    return CommandFailure.refused("there is no agent in " + jvm.label());
  }
}
