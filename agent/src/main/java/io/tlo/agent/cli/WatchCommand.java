package io.tlo.agent.cli;

import io.tlo.TloException;
import io.tlo.agent.cli.exit.CommandFailure;
import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.remote.Connection;
import io.tlo.agent.cli.remote.RegistryClient;
import io.tlo.agent.cli.remote.Row;
import io.tlo.agent.cli.text.LiveScreen;
import io.tlo.agent.cli.text.Output;
import io.tlo.agent.cli.text.PlainText;
import io.tlo.agent.cli.text.Terminal;
import io.tlo.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code watch}. */
@Command(
    name = "watch",
    description = {
      "Shows the tasks of a JVM again and again, until Ctrl-C.",
      "On a terminal in place; elsewhere one table after the other, and with --json one object a line."
    })
final class WatchCommand implements Callable<Integer> {

  private static final Duration LEAST = Duration.ofMillis(100);

  private final Output output;

  @Mixin
  private TargetOptions target = new TargetOptions();

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      defaultValue = "2s",
      description = "Time between two looks, 100ms or more; default: 2s.")
  private String interval = "2s";

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "0",
      description = "End after N looks; default: 0, never.")
  private int count;

  @Mixin
  private JsonOption format = new JsonOption();

  WatchCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    Duration pause = pause();
    if (count < 0) {
      throw CommandFailure.usage("--count: " + count + " is not allowed, allowed: 0 or more");
    }
    try (Connection connection = target.connect()) {
      View view = new View(connection, pause);
      if (format.json || !Terminal.isAt(Terminal.OUT)) {
        repeat(pause, () -> print(view));
      } else {
        onScreen(pause, view);
      }
      return ExitCode.DONE;
    }
  }

  private Duration pause() {
    try {
      Duration pause = DurationText.parse(interval);
      if (pause.compareTo(LEAST) >= 0) {
        return pause;
      }
    } catch (TloException e) {
      // Its sentence gives the bounds of a task's durations.
    }
    throw CommandFailure.usage("--interval: '" + interval
        + "' is not allowed, allowed: 100ms to 365d, such as 500ms, 2s or PT2S");
  }

  private void repeat(Duration pause, Runnable look) throws InterruptedException {
    for (int looks = 1; ; looks++) {
      look.run();
      if (looks == count || output.isClosed()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    }
  }

  private void print(View view) {
    List<Row> tasks = view.registry.tasks();
    if (format.json) {
      Map<String, @Nullable Object> look = new LinkedHashMap<>();
      look.put("at", Instant.now());
      look.putAll(TaskTable.json(tasks));
      output.jsonLine(look);
    } else {
      output.print(view.title(tasks));
      output.table(TaskTable.of(tasks, view.times));
      output.print("");
    }
  }

  private void onScreen(Duration pause, View view) throws InterruptedException {
    try (LiveScreen screen = LiveScreen.open(output)) {
      repeat(pause, () -> screen.draw(view.lines()));
    }
  }

  /** What is seen of a JVM. */
  private static final class View {
    private final RegistryClient registry;
    private final Times times;
    private final String place;
    private final Duration pause;

    View(Connection connection, Duration pause) {
      this.registry = new RegistryClient(connection);
      this.times = Times.of(connection);
      this.place = PlainText.line(connection.place());
      this.pause = pause;
    }

    String title(List<Row> tasks) {
      long off = tasks.stream().filter(task -> !task.is("enabled")).count();
      return place + "  " + times.text(Instant.now()) + "  " + tasks.size()
          + (tasks.size() == 1 ? " task" : " tasks") + (off == 0 ? "" : ", " + off + " off");
    }

    List<String> lines() {
      List<Row> tasks = registry.tasks();
      List<String> lines = new ArrayList<>();
      lines.add(title(tasks) + "  every " + DurationText.describe(pause) + ", Ctrl-C ends");
      lines.add("");
      lines.addAll(TaskTable.of(tasks, times).lines(Terminal.size().columns()));
      return lines;
    }
  }
}
