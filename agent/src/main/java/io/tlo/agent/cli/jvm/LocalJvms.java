package io.tlo.agent.cli.jvm;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import io.tlo.agent.cli.exit.CommandFailure;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The JVMs of this machine that tell of themselves: those whose performance data can be read, this one not
 * among them. Looking touches none of them.
 */
public final class LocalJvms {

  /** How long the JDK waits for the data of each JVM that was stopped as it started; by default five seconds. */
  private static final String WAIT = "sun.jvmstat.perdata.syncWaitMs";

  private static final String WAIT_MILLIS = "500";

  private LocalJvms() {}

  /**
   * Returns them, by process number.
   *
   * @throws CommandFailure if this Java runtime lacks the attach API
   */
  public static List<LocalJvm> list() {
    // The JDK reads it once, at its first look.
    if (System.getProperty(WAIT) == null) {
      System.setProperty(WAIT, WAIT_MILLIS);
    }
    try {
      return VirtualMachine.list().stream()
          .map(LocalJvms::jvm)
          .filter(each -> each.pid() != ProcessHandle.current().pid() && isJvm(each))
          .sorted(Comparator.comparingLong(LocalJvm::pid))
          .toList();
    } catch (NoClassDefFoundError e) {
      throw AttachFailure.noAttachApi(e);
    }
  }

  private static LocalJvm jvm(VirtualMachineDescriptor descriptor) {
    long pid = Long.parseLong(descriptor.id());
    String command = descriptor.displayName();
    return LocalJvm.of(
        pid, command == null ? "" : command, ProcessFiles.of(pid).arguments().jar());
  }

  /** Returns whether a process tells of itself, and that it can be attached to. */
  static boolean isListed(long pid) {
    return list().stream().anyMatch(each -> each.pid() == pid);
  }

  /** A JVM that was killed leaves its data, and one in a container is named by its number in there. */
  private static boolean isJvm(LocalJvm jvm) {
    return !ProcessFiles.areKept() || ProcessFiles.of(jvm.pid()).isJvm();
  }

  /**
   * Returns the JVM that a text means.
   *
   * @param text a process number, or the name of a main class or jar
   * @throws CommandFailure if it means none, or several
   */
  public static LocalJvm require(String text) {
    return isPid(text) ? ofPid(text) : ofName(text, list());
  }

  /** Returns whether a text is a process number. */
  public static boolean isPid(String text) {
    return text.matches("\\d{1,18}");
  }

  /** Whether it is one that can be attached to is looked at later: there is more to say then. */
  private static LocalJvm ofPid(String text) {
    long pid = Long.parseLong(text);
    return list().stream()
        .filter(each -> each.pid() == pid)
        .findFirst()
        .orElseGet(() -> new LocalJvm(pid, ""));
  }

  static LocalJvm ofName(String name, List<LocalJvm> all) {
    List<LocalJvm> found = all.stream().filter(each -> each.isNamed(name)).toList();
    if (found.isEmpty()) {
      throw CommandFailure.cannotConnect(
          "no JVM of this machine is named '" + name + "'; " + others(all));
    }
    if (found.size() > 1) {
      throw CommandFailure.cannotConnect("'" + name + "' is the name of " + found.size() + " JVMs: "
          + labels(found) + "; give the process number of one");
    }
    return found.get(0);
  }

  private static String others(List<LocalJvm> all) {
    return all.isEmpty() ? "there is none that tells of itself" : "there are " + labels(all);
  }

  private static String labels(List<LocalJvm> jvms) {
    return jvms.stream().map(LocalJvm::label).collect(Collectors.joining(", "));
  }
}
