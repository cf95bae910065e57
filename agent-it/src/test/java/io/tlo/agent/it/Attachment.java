package io.tlo.agent.it;

import com.sun.tools.attach.VirtualMachine;
import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import java.nio.file.Path;

/** Brings the finished agent, or another one, into a program that runs. */
final class Attachment {

  private Attachment() {}

  /** Has a JVM say nothing when an agent is attached; from JDK 21 on it warns otherwise. */
  static ForkedJvm open(ForkedJvm jvm) {
    return jvm.option("-XX:+EnableDynamicAgentLoading");
  }

  /** Attaches the agent; returns when it has answered. */
  static void attach(ForkedJvm.Running program, String arguments) {
    load(program, Built.agent(), arguments);
  }

  static void detach(ForkedJvm.Running program) {
    load(program, Built.agent(), "detach");
  }

  /** Gives a program an agent's jar, as it is at that place now. */
  static void load(ForkedJvm.Running program, Path agent, String arguments) {
    try {
      VirtualMachine vm = VirtualMachine.attach(Long.toString(program.pid()));
      try {
        vm.loadAgent(agent.toString(), arguments);
      } finally {
        vm.detach();
      }
    } catch (Exception e) {
      throw new IllegalStateException("cannot attach: " + program.err(), e);
    }
  }
}
