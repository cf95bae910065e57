package io.tlo.frameworks.ejb;

import io.tlo.frameworks.program.Conversation;
import io.tlo.frameworks.program.Counts;
import io.tlo.frameworks.program.FrameworkProgram;
import io.tlo.frameworks.program.Quiet;
import jakarta.ejb.embeddable.EJBContainer;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** The program: an embedded container that finds the beans on the class path. */
@SuppressWarnings("BanJNDI") // what is looked up is this program's own bean
public final class Main implements FrameworkProgram {

  private final ReminderBean reminder;

  private Main(ReminderBean reminder) {
    this.reminder = reminder;
  }

  /** Runs the program until it is told to quit. */
  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    // The container logs to standard output, which is for the answers.
    System.setOut(System.err);
    try (EJBContainer container = EJBContainer.createEJBContainer()) {
      Object reminder = container.getContext().lookup("java:global/ejb/ReminderBean");
      Conversation.hold(new Main((ReminderBean) reminder), answers);
    }
  }

  /** A timeout that is being delivered cannot be asked for. */
  @Override
  public void stop() {
    reminder.cancelTimers();
    Quiet.await(() -> List.of(frameworkCounts(), Counts.bodies().toMap()));
  }

  @Override
  public Map<String, Long> frameworkCounts() {
    return TimeoutCounter.timeouts();
  }
}
