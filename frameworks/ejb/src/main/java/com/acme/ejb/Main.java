package com.acme.ejb;

import com.acme.app.Conversation;
import com.acme.app.Quiet;
import jakarta.ejb.embeddable.EJBContainer;

/** The program: an embedded container that finds the beans on the class path. */
@SuppressWarnings("BanJNDI") // what is looked up is this program's own bean
public final class Main {

  private Main() {}

  /** Runs the program until it is told to quit. */
  public static void main(String[] arguments) throws Exception {
    // The container's own logging writes to standard output; the JDK's to standard error.
    System.setProperty("openejb.logger.external", "true");
    try (EJBContainer container = EJBContainer.createEJBContainer()) {
      ReminderBean reminder =
          (ReminderBean) container.getContext().lookup("java:global/ejb/ReminderBean");
      new Conversation(() -> stop(reminder)).hold();
    }
  }

  /** A timeout that is being delivered cannot be asked for. */
  private static void stop(ReminderBean reminder) {
    reminder.cancelTimers();
    Quiet.await();
  }
}
