package com.acme.ejb;

import com.acme.app.Conversation;
import com.acme.app.Quiet;
import jakarta.ejb.embeddable.EJBContainer;
import java.io.PrintStream;

/** The program: an embedded container that finds the beans on the class path. */
@SuppressWarnings("BanJNDI") // what is looked up is this program's own bean
public final class Main {

  private Main() {}

  /** Runs the program until it is told to quit. */
  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    // The container logs to standard output, which is for the answers.
    System.setOut(System.err);
    try (EJBContainer container = EJBContainer.createEJBContainer()) {
      ReminderBean reminder =
          (ReminderBean) container.getContext().lookup("java:global/ejb/ReminderBean");
      new Conversation(answers, () -> stop(reminder)).hold();
    }
  }

  /** A timeout that is being delivered cannot be asked for. */
  private static void stop(ReminderBean reminder) {
    reminder.cancelTimers();
    Quiet.await();
  }
}
