package io.tlo.agent.cli.jvm;

import io.tlo.agent.cli.exit.CommandFailure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Each way in which a process cannot be attached to, with its cure. */
final class AttachFailure {

  private AttachFailure() {}

  static CommandFailure noAttachApi(Throwable failure) {
    return CommandFailure.cannotConnect(
        "this Java runtime, " + System.getProperty("java.home")
            + ", lacks the module jdk.attach: run the command line with a JDK, or name a JMX port,"
            + " host:port",
        failure);
  }

  static CommandFailure noProcess(LocalJvm jvm) {
    return CommandFailure.cannotConnect(
        "there is no process " + jvm.pid() + " on this machine; 'jvms' lists the JVMs");
  }

  static CommandFailure thread(LocalJvm jvm, String process) {
    return CommandFailure.cannotConnect(
        jvm.pid() + " is a thread of process " + process + "; give " + process);
  }

  static CommandFailure otherUser(LocalJvm jvm, String user) {
    return CommandFailure.cannotConnect(jvm.label() + " is of user " + user
        + ", and only he and root may attach to it: run this command as " + user);
  }

  static CommandFailure noJvm(LocalJvm jvm, String program) {
    return CommandFailure.cannotConnect(
        "process " + jvm.pid() + " (" + program + ") is no JVM; 'jvms' lists the JVMs");
  }

  static CommandFailure stopped(LocalJvm jvm) {
    return CommandFailure.cannotConnect(
        jvm.label() + " is stopped and cannot answer: let it go on with kill -CONT " + jvm.pid());
  }

  static CommandFailure disabled(LocalJvm jvm) {
    return CommandFailure.cannotConnect(jvm.label()
        + " was started with -XX:+DisableAttachMechanism: start it without that, or with"
        + " -javaagent:tlo-agent.jar and a JMX port");
  }

  static CommandFailure unknownOptions(LocalJvm jvm) {
    return CommandFailure.cannotConnect(jvm.label()
        + " was started with a file of options that cannot be read here, and keeps no performance data:"
        + " whether it may be attached to is not known; start it with -javaagent:tlo-agent.jar, or"
        + " without -XX:-UsePerfData");
  }

  static CommandFailure withoutSignals(LocalJvm jvm) {
    return CommandFailure.cannotConnect(jvm.label()
        + " would end by SIGQUIT, with which attaching begins: it has only just begun, or was started"
        + " with -Xrs and its socket in /tmp was removed; start it anew");
  }

  static CommandFailure staleSocket(LocalJvm jvm, Path socket, Throwable failure) {
    return CommandFailure.cannotConnect(
        jvm.label() + " does not listen at " + socket
            + ", which an earlier process of that number left there: remove that file",
        failure);
  }

  static CommandFailure silent(LocalJvm jvm, @Nullable Throwable failure) {
    return CommandFailure.cannotConnect(
        jvm.label() + " does not answer: it hangs, or is too busy; try again later", failure);
  }

  static CommandFailure ownTmp(LocalJvm jvm, @Nullable Throwable failure) {
    return CommandFailure.cannotConnect(
        jvm.label()
            + " has a /tmp of its own, as a service with PrivateTmp has, and this Java runtime, "
            + System.getProperty("java.version")
            + ", does not find its socket there: run the command"
            + " line with a JDK of 23 or later, or before it nsenter --mount --target " + jvm.pid(),
        failure);
  }

  static CommandFailure unfinished(LocalJvm jvm, long seconds, String later) {
    return CommandFailure.refused(
        jvm.label() + " has taken the order but not finished after " + seconds + " s; " + later);
  }

  static CommandFailure broken(LocalJvm jvm, Throwable failure) {
    return CommandFailure.cannotConnect(
        jvm.label() + " cannot be attached to: " + failure.getMessage(), failure);
  }

  static CommandFailure noManagement(LocalJvm jvm, Throwable failure) {
    return CommandFailure.cannotConnect(
        "the Java runtime of " + jvm.label()
            + " cannot be asked over JMX: it lacks the module jdk.management.agent; build that"
            + " runtime with it",
        failure);
  }

  static CommandFailure lostFolder(LocalJvm jvm, Throwable failure) {
    return CommandFailure.cannotConnect(
        "the working folder of " + jvm.label()
            + " was deleted, and without it the JDK there does not answer over JMX: start the"
            + " application anew in a folder that stays",
        failure);
  }

  static CommandFailure managementFailed(LocalJvm jvm, Throwable failure) {
    return CommandFailure.cannotConnect(
        "the Java runtime of " + jvm.label() + " cannot be asked over JMX: " + firstLine(failure),
        failure);
  }

  static CommandFailure noDynamicLoading(LocalJvm jvm, Throwable failure) {
    return CommandFailure.refused(
        jvm.label() + " was started with -XX:-EnableDynamicAgentLoading and takes in no agent:"
            + " start it without that, or with -javaagent:tlo-agent.jar",
        failure);
  }

  static CommandFailure noInstrument(LocalJvm jvm, Throwable failure) {
    return CommandFailure.refused(
        "the Java runtime of " + jvm.label()
            + " lacks the module java.instrument and takes in no agent: build that runtime with it",
        failure);
  }

  static CommandFailure jarNotThere(LocalJvm jvm, boolean isInContainer, Path jar) {
    return CommandFailure.refused(jvm.label() + " has a file system of its own, "
        + (isInContainer ? "a container's" : "such as a service with PrivateTmp") + ", and "
        + jar + " is not in it: put the agent's jar there under the same path");
  }

  static CommandFailure jarNotReadable(LocalJvm jvm, Path jar, String user, Throwable failure) {
    return CommandFailure.refused(
        jvm.label() + " is of user " + user + ", who may not read " + jar
            + ": put the agent's jar where he may, and its folders too",
        failure);
  }

  static CommandFailure notLoaded(LocalJvm jvm, Throwable failure) {
    return CommandFailure.refused(
        jvm.label() + " did not take in the agent: " + failure.getMessage(), failure);
  }

  /** A JVM may tell of a whole stack trace. */
  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
