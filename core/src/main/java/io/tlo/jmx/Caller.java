package io.tlo.jmx;

import io.tlo.steering.Operator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;
import java.security.AccessController;
import java.security.Principal;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/** Finds out who calls an MBean on the present thread, and from where. */
final class Caller {

  private static final String NOBODY = "local";
  private static final String ATTACHED = "attach";
  private static final String IN_PROCESS = "in-process";

  // There from JDK 18 on; on later ones it is the only way that works.
  private static final @Nullable Method CURRENT = method("current");

  /** The group of the threads on which RMI runs a client's call; a name could be changed. */
  private static final String RMI_GROUP = "RMI Runtime";

  private Caller() {}

  /**
   * Returns who calls: the principal that the JMX connector let in, {@code local} where it asked for
   * none; and from where: the client's address, {@code attach} for a process of this machine that needed
   * no password, {@code in-process} for code in this JVM, such as an HTTP bridge.
   */
  static Operator present() {
    String name = principal();
    return new Operator(name == null ? NOBODY : name, from(name != null));
  }

  private static @Nullable String principal() {
    Subject subject = subject();
    if (subject == null) {
      return null;
    }
    for (Principal each : subject.getPrincipals()) {
      return each.getName();
    }
    return null;
  }

  private static @Nullable Subject subject() {
    try {
      return CURRENT == null ? subjectOfContext() : (Subject) CURRENT.invoke(null);
    } catch (IllegalAccessException | InvocationTargetException | RuntimeException e) {
      return null;
    }
  }

  // Marked for removal, and the only way on JDK 17.
  @SuppressWarnings("removal")
  private static @Nullable Subject subjectOfContext() {
    return Subject.getSubject(AccessController.getContext());
  }

  private static @Nullable Method method(String name) {
    try {
      return Subject.class.getMethod(name);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  @SuppressWarnings("ThreadGroup")
  private static boolean isOnThreadOfRmi() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    return group != null && group.getName().equals(RMI_GROUP);
  }

  private static String from(boolean isNamed) {
    if (!isOnThreadOfRmi()) {
      // Not asked: the answer would come from all of RMI, set up for it.
      return IN_PROCESS;
    }
    try {
      String host = RemoteServer.getClientHost();
      return !isNamed && isThisMachine(host) ? ATTACHED : host;
    } catch (ServerNotActiveException e) {
      return IN_PROCESS;
    } catch (NoClassDefFoundError e) {
      // A Java runtime without the module java.rmi: nobody can have come from outside.
      return IN_PROCESS;
    }
  }

  private static boolean isThisMachine(String host) {
    try {
      // The text is an address already: nothing is looked up.
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress() || isOwn(address);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isOwn(InetAddress address) {
    try {
      return java.net.NetworkInterface.getByInetAddress(address) != null;
    } catch (java.net.SocketException e) {
      return false;
    }
  }
}
