package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.CommandFailure;
import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.jvm.AgentPresence;
import io.tlo.agent.cli.jvm.AttachedJvm;
import io.tlo.agent.cli.jvm.LocalJvm;
import io.tlo.agent.cli.remote.Connection;
import io.tlo.agent.cli.remote.RegistryClient;
import io.tlo.agent.cli.text.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code attach}. */
@Command(
    name = "attach",
    description = {
      "Brings the agent into a running JVM of this machine.",
      "The settings are checked first; a wrong one is refused before the JVM is touched."
    })
final class AttachCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private LocalTarget target = new LocalTarget();

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "Settings of the agent; 'settings' lists them.")
  private List<String> given = new ArrayList<>();

  @Mixin
  private JsonOption format = new JsonOption();

  AttachCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    AgentSettings settings = new AgentSettings(given);
    settings.requireToFit(OwnJar.path());
    LocalJvm jvm = target.require();
    try (AttachedJvm attached = AttachedJvm.to(jvm)) {
      requireNoAgent(attached);
      String present =
          settings.publishes() ? attachAndLook(attached, settings) : attach(attached, settings);
      Answer.print(present + warning(attached), format, output);
      return ExitCode.DONE;
    }
  }

  private static void requireNoAgent(AttachedJvm attached) {
    Boolean present = AgentPresence.in(attached.jvm().pid());
    if (present != null && !present) {
      return;
    }
    try (Connection connection = connect(attached)) {
      RegistryClient registry = new RegistryClient(connection);
      if (registry.isPresent()) {
        throw CommandFailure.refused(attached.jvm().label() + " has the agent already, version "
            + registry.version() + "; 'detach' takes it out");
      }
    }
    if (present != null) {
      throw CommandFailure.refused(attached.jvm().label()
          + " has the agent already, and it shows nothing over JMX; 'detach' takes it out");
    }
  }

  private static Connection connect(AttachedJvm attached) {
    return Connection.open(attached.localConnector(), null, attached.jvm().label());
  }

  /** Connects first: where nobody could see the tasks, the agent is not brought in at all. */
  private static String attachAndLook(AttachedJvm attached, AgentSettings settings)
      throws InterruptedException {
    try (Connection connection = connect(attached)) {
      RegistryClient before = new RegistryClient(connection);
      boolean isProgramsOwn = before.isPresent();
      load(attached, settings);
      BooleanSupplier isShown = isProgramsOwn ? before::isSecondPresent : before::isPresent;
      if (!Patience.await(isShown)) {
        requireStarted(attached.jvm(), AgentPresence.in(attached.jvm().pid()));
        return "The agent is now in " + attached.jvm().label() + ", but shows nothing over JMX:"
            + " the application's own settings have jmx=off, or its stderr says why";
      }
      RegistryClient registry = new RegistryClient(connection);
      int tasks = registry.tasksTotal();
      return "The agent " + registry.version() + " is now in " + attached.jvm().label()
          + " and sees " + tasks + (tasks == 1 ? " task" : " tasks");
    }
  }

  private static String attach(AttachedJvm attached, AgentSettings settings)
      throws InterruptedException {
    LocalJvm jvm = attached.jvm();
    load(attached, settings);
    boolean started = Patience.await(() -> !Boolean.FALSE.equals(AgentPresence.in(jvm.pid())));
    requireStarted(jvm, started);
    return "The agent is now in " + jvm.label() + "; with jmx=off it shows nothing over JMX";
  }

  private static void load(AttachedJvm attached, AgentSettings settings) {
    attached.load(OwnJar.path(), settings.text(), "'tasks' shows when the agent is there");
  }

  private static void requireStarted(LocalJvm jvm, @Nullable Boolean started) {
    if (!Boolean.TRUE.equals(started)) {
      throw CommandFailure.refused(
          "the agent was given to " + jvm.label() + " but is not there after " + Patience.SECONDS
              + " s; its reason, if it gave one, stands on the application's stderr");
    }
  }

  private static String warning(AttachedJvm attached) {
    return attached.warnedOfAgent()
        ? "; the JVM has warned of that on its own stderr, as it does from JDK 21 on unless started"
            + " with -XX:+EnableDynamicAgentLoading"
        : "";
  }
}
