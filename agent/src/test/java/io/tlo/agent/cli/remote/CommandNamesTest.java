package io.tlo.agent.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandNamesTest {

  @Test
  void operationsAreToldAsTheirCommandsAndOptions() {
    assertThat(CommandNames.in("it takes 2 arguments and got 0; use triggerWith"))
        .isEqualTo("it takes 2 arguments and got 0; use --args");
    assertThat(CommandNames.in("showTasks lists them")).isEqualTo("'tasks' lists them");
    assertThat(CommandNames.in("enableEverywhere ends that"))
        .isEqualTo("'enable --everywhere' ends that");
  }
}
