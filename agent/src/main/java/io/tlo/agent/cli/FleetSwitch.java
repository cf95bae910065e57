package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.CommandFailure;
import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.text.Output;
import io.tlo.fleet.FleetConsole;
import io.tlo.fleet.SwitchedOff;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which task is switched in all instances; and how. */
final class FleetSwitch {

  private static final String FROM = "fleet command";

  @Mixin
  private FleetOptions fleet = new FleetOptions();

  @Parameters(index = "0", paramLabel = "TASK", description = "Name or full method.")
  private String task = "";

  @Mixin
  private JsonOption format = new JsonOption();

  int put(boolean on, Output output) {
    fleet.open((console, application) -> {
      Map<String, @Nullable Object> found = FleetOptions.requireMethod(console, application, task);
      String answer = put(console, application, found, on);
      Answer.print(answer, format, output);
    });
    return ExitCode.DONE;
  }

  private static String put(
      FleetConsole console, String application, Map<String, @Nullable Object> task, boolean on) {
    String name = String.valueOf(task.get("name"));
    Object method = task.get("method");
    if (method == null) {
      throw CommandFailure.refused("the store does not know the method of '" + name
          + "' yet: an instance that has it must have been there with this version");
    }
    boolean was = Boolean.TRUE.equals(task.get("enabled"));
    String answer =
        name + (was == on ? (on ? " was not" : " was already") : (on ? " is no longer" : " is now"))
            + " disabled in every instance of " + application;
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    SwitchedOff off = new SwitchedOff(
        String.valueOf(method), now, System.getProperty("user.name", "unknown"), FROM);
    if (on) {
      console.switchOn(application, name, off, answer);
    } else {
      console.switchOff(application, name, off, answer);
    }
    return answer;
  }
}
