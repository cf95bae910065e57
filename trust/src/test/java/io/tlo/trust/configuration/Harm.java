package io.tlo.trust.configuration;

import io.tlo.testing.ForkedJvm;
import java.util.ArrayList;
import java.util.List;

/** How a run of a program differs from the one without the agent, in what its user notices. */
final class Harm {

  private Harm() {}

  /** Returns what differs; nothing where the agent has said one line of its own, as it should. */
  static List<String> of(ForkedJvm.Result plain, ForkedJvm.Result run) {
    List<String> harm = new ArrayList<>();
    if (run.exitCode() != plain.exitCode()) {
      harm.add("exit code " + run.exitCode());
    }
    if (!run.out().equals(plain.out())) {
      harm.add("stdout '" + run.out() + "'");
    }
    List<String> lines = run.err().lines().toList();
    if (lines.size() != 1 || !lines.get(0).startsWith("[tlo] ")) {
      harm.add(lines.size() + " lines on stderr: " + run.err());
    }
    return harm;
  }
}
