package io.tlo.agent.cli.jvm;

import io.tlo.agent.cli.exit.CommandFailure;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a process can be attached to before it is asked. The question is a SIGQUIT: a process that
 * does not expect it ends by it, and a JVM in which attaching is switched off writes all its threads into the
 * application's output.
 */
final class AttachCheck {

  private AttachCheck() {}

  /**
   * Returns if the process may be asked.
   *
   * @throws CommandFailure if it may not, with the cure
   */
  static void require(LocalJvm jvm) {
    if (ProcessFiles.areKept()) {
      require(jvm, ProcessFiles.of(jvm.pid()), ProcessFiles.own().userNumber());
    } else if (ProcessHandle.of(jvm.pid()).isEmpty()) {
      throw AttachFailure.noProcess(jvm);
    }
  }

  private static void require(LocalJvm jvm, ProcessFiles process, String ownUser) {
    if (!process.isThere()) {
      throw AttachFailure.noProcess(jvm);
    }
    String number = process.processNumber();
    if (!number.isEmpty() && !number.equals(Long.toString(jvm.pid()))) {
      throw AttachFailure.thread(jvm, number);
    }
    if (!ownUser.equals(ProcessFiles.ROOT) && !ownUser.equals(process.userNumber())) {
      throw AttachFailure.otherUser(jvm, process.userName());
    }
    if (!process.isJvm()) {
      throw AttachFailure.noJvm(jvm, process.program());
    }
    if (process.isStopped()) {
      throw AttachFailure.stopped(jvm);
    }
    requireNotDisabled(jvm, process.isOn("DisableAttachMechanism"));
    if (!process.catchesQuit() && !process.hasAttachSocket()) {
      throw AttachFailure.withoutSignals(jvm);
    }
  }

  /** A JVM whose performance data says that it can be attached to is listed; where it keeps none, its options tell. */
  private static void requireNotDisabled(LocalJvm jvm, @Nullable Boolean isDisabled) {
    if (Boolean.FALSE.equals(isDisabled) || LocalJvms.isListed(jvm.pid())) {
      return;
    }
    throw isDisabled == null ? AttachFailure.unknownOptions(jvm) : AttachFailure.disabled(jvm);
  }
}
