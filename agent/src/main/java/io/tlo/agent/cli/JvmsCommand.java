package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.jvm.AgentPresence;
import io.tlo.agent.cli.jvm.LocalJvm;
import io.tlo.agent.cli.jvm.LocalJvms;
import io.tlo.agent.cli.text.Output;
import io.tlo.agent.cli.text.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jvms}. */
@Command(
    name = "jvms",
    description = {
      "Lists the JVMs of this machine, and whether they have the agent.",
      "It only looks: no JVM is asked anything. One in which attaching is switched off, or that keeps"
          + " no performance data, is not listed."
    })
final class JvmsCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private JsonOption format = new JsonOption();

  JvmsCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    List<LocalJvm> jvms = LocalJvms.list();
    if (format.json) {
      output.json(Map.of("jvms", jvms.stream().map(JvmsCommand::fields).toList()));
    } else if (jvms.isEmpty()) {
      output.print("No JVM on this machine tells of itself.");
    } else {
      output.table(table(jvms));
    }
    return ExitCode.DONE;
  }

  private static Table table(List<LocalJvm> jvms) {
    boolean isShared = jvms.stream().anyMatch(each -> AgentPresence.otherUser(each.pid()) != null);
    Table table = new Table().number("PID").word("AGENT");
    if (isShared) {
      table.text("USER");
    }
    table.text("MAIN CLASS OR JAR");
    for (LocalJvm each : jvms) {
      List<String> cells = new ArrayList<>();
      cells.add(Long.toString(each.pid()));
      cells.add(word(AgentPresence.in(each.pid())));
      if (isShared) {
        String user = AgentPresence.otherUser(each.pid());
        cells.add(user == null ? "" : user);
      }
      cells.add(each.name());
      table.add(cells);
    }
    return table;
  }

  private static String word(@Nullable Boolean hasAgent) {
    if (hasAgent == null) {
      return "?";
    }
    return hasAgent ? "yes" : "no";
  }

  private static Map<String, @Nullable Object> fields(LocalJvm jvm) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("pid", jvm.pid());
    fields.put("agent", AgentPresence.in(jvm.pid()));
    fields.put("user", AgentPresence.otherUser(jvm.pid()));
    fields.put("name", jvm.name());
    return fields;
  }
}
