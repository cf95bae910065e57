package io.tlo.trust.neighbour;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.trust.CountedProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Agents in one JVM, in the order of the command line. */
final class Company {

  private final List<Neighbour> neighbours;
  private final int ownPlace;

  private Company(List<Neighbour> neighbours, int ownPlace) {
    this.neighbours = neighbours;
    this.ownPlace = ownPlace;
  }

  /** Others, without ours. */
  static Company of(Neighbour... neighbours) {
    return new Company(List.of(neighbours), -1);
  }

  /** The same with ours before, between or behind them. */
  Company withOurs(int place) {
    return new Company(neighbours, place);
  }

  /** Starts the counted program, compiled into a folder, with all of them. */
  CountedProgram start(Path folder) {
    List<Path> classPath = new ArrayList<>();
    classPath.add(CountedProgram.compile(folder.resolve("program")));
    classPath.add(Built.core());
    neighbours.forEach(each -> classPath.addAll(each.classPath()));
    ForkedJvm jvm = ForkedJvm.on(classPath.toArray(Path[]::new));
    if (neighbours.isEmpty() && ownPlace < 0) {
      jvm.withoutAgent();
    }
    for (int i = 0; i <= neighbours.size(); i++) {
      if (i == ownPlace) {
        jvm.agent("log=error");
      }
      if (i < neighbours.size()) {
        Neighbour neighbour = neighbours.get(i);
        jvm.agentAt(neighbour.jar().toString(), neighbour.arguments());
      }
    }
    neighbours.forEach(each -> jvm.option(each.options().toArray(String[]::new)));
    // A program may be attached to without a warning from its JVM.
    return CountedProgram.start(jvm.option("-XX:+EnableDynamicAgentLoading"));
  }

  /** Runs the program to its end. */
  ForkedJvm.Result run(Path folder, int calls) {
    try (CountedProgram program = start(folder)) {
      return program.call(calls).end();
    }
  }

  /** Returns what the program has printed, without the lines of the neighbours. */
  List<String> outOfProgram(ForkedJvm.Result result) {
    return result
        .out()
        .lines()
        .filter(line -> neighbours.stream().noneMatch(each -> each.isItsLine(line)))
        .toList();
  }
}
