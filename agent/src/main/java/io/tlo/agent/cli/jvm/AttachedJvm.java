package io.tlo.agent.cli.jvm;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.AttachOperationFailedException;
import com.sun.tools.attach.VirtualMachine;
import io.tlo.agent.cli.exit.CommandFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.Callable;

/**
 * A process of this machine that takes orders. What goes wrong is thrown as the end of the command.
 *
 * <p>Thread safety: confined to one thread.
 */
public final class AttachedJvm implements AutoCloseable {

  /** The agent answers after a minute at the latest, done or not. */
  static final long LOAD_SECONDS = 75;

  private static final int FIRST_WITH_WARNING = 21;

  private final LocalJvm jvm;
  private final VirtualMachine machine;
  private final SocketLink link;

  private AttachedJvm(LocalJvm jvm, VirtualMachine machine, SocketLink link) {
    this.jvm = jvm;
    this.machine = machine;
    this.link = link;
  }

  /**
   * Attaches to a process, if that does it no harm.
   *
   * @throws CommandFailure if it cannot be attached to, with the cure
   */
  public static AttachedJvm to(LocalJvm jvm) {
    AttachCheck.require(jvm);
    SocketLink link = SocketLink.to(jvm);
    try {
      return new AttachedJvm(jvm, machine(jvm), link);
    } catch (CommandFailure e) {
      link.close();
      throw e;
    }
  }

  private static VirtualMachine machine(LocalJvm jvm) {
    try {
      String pid = Long.toString(jvm.pid());
      return Answer.await(jvm, () -> VirtualMachine.attach(pid));
    } catch (NoClassDefFoundError e) {
      throw AttachFailure.noAttachApi(e);
    } catch (AttachNotSupportedException e) {
      throw notSupported(jvm, e);
    } catch (ConnectException e) {
      throw AttachFailure.staleSocket(jvm, ProcessFiles.of(jvm.pid()).attachSocket(), e);
    } catch (Exception e) {
      throw failed(jvm, e);
    }
  }

  private static CommandFailure notSupported(LocalJvm jvm, AttachNotSupportedException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("does not support the attach mechanism")) {
      return AttachFailure.disabled(jvm);
    }
    return ProcessFiles.of(jvm.pid()).hasOwnTmp()
        ? AttachFailure.ownTmp(jvm, e)
        : AttachFailure.silent(jvm, e);
  }

  private static CommandFailure failed(LocalJvm jvm, Exception e) {
    if (e instanceof CommandFailure known) {
      return known;
    }
    // The JDK's provider tells of a socket that nobody listens at in words only.
    return String.valueOf(e.getMessage()).contains("Connection refused")
        ? AttachFailure.staleSocket(jvm, ProcessFiles.of(jvm.pid()).attachSocket(), e)
        : AttachFailure.broken(jvm, e);
  }

  /**
   * Returns the URL under which the process's MBeans can be reached from this machine.
   *
   * @throws CommandFailure if they cannot
   */
  public String localConnector() {
    try {
      return Answer.await(jvm, machine::startLocalManagementAgent);
    } catch (AttachOperationFailedException e) {
      throw noManagement(e);
    } catch (Exception e) {
      throw failed(jvm, e);
    }
  }

  private CommandFailure noManagement(AttachOperationFailedException e) {
    if (ProcessFiles.of(jvm.pid()).hasLostFolder()) {
      return AttachFailure.lostFolder(jvm, e);
    }
    String message = String.valueOf(e.getMessage());
    return message.contains("jdk.management.agent")
        ? AttachFailure.noManagement(jvm, e)
        : AttachFailure.managementFailed(jvm, e);
  }

  /**
   * Gives the agent's jar to the process.
   *
   * @param jar the agent's jar
   * @param arguments the agent's arguments
   * @param later how to see that it is done, if that takes longer than the agent itself waits
   * @throws CommandFailure if the process does not take it
   */
  public void load(Path jar, String arguments, String later) {
    requireToSee(jar);
    Callable<Path> order = () -> {
      machine.loadAgent(jar.toString(), arguments);
      return jar;
    };
    try {
      BoundedCall.of(order, LOAD_SECONDS, () -> AttachFailure.unfinished(jvm, LOAD_SECONDS, later));
    } catch (AgentLoadException | AgentInitializationException e) {
      throw notLoaded(jar, e);
    } catch (AttachOperationFailedException e) {
      throw notLoaded(jar, e);
    } catch (Exception e) {
      throw failed(jvm, e);
    }
  }

  private CommandFailure notLoaded(Path jar, Exception e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("Dynamic agent loading is not enabled")) {
      return AttachFailure.noDynamicLoading(jvm, e);
    }
    if (message.contains("java.instrument")) {
      return AttachFailure.noInstrument(jvm, e);
    }
    ProcessFiles process = ProcessFiles.of(jvm.pid());
    return process.mayRead(jar)
        ? AttachFailure.notLoaded(jvm, e)
        : AttachFailure.jarNotReadable(jvm, jar, process.userName(), e);
  }

  /** A JVM that does not find the jar says so on the application's stderr. */
  private void requireToSee(Path jar) {
    ProcessFiles process = ProcessFiles.of(jvm.pid());
    Path there = process.seenFromHere(jar);
    try {
      if (Files.isSameFile(jar, there) || Files.mismatch(jar, there) < 0) {
        return;
      }
    } catch (IOException e) {
      throw AttachFailure.jarNotThere(jvm, process.isInContainer(), jar);
    }
    throw AttachFailure.jarNotThere(jvm, process.isInContainer(), jar);
  }

  /** Returns whether the JVM has warned on the application's stderr of the agent that it took in. */
  public boolean warnedOfAgent() {
    try {
      Properties system = Answer.await(jvm, machine::getSystemProperties);
      Properties options = Answer.await(jvm, machine::getAgentProperties);
      int feature = Integer.parseInt(system.getProperty("java.specification.version", "0"));
      return feature >= FIRST_WITH_WARNING
          && !options.getProperty("sun.jvm.args", "").contains("+EnableDynamicAgentLoading");
    } catch (Exception e) {
      return false;
    }
  }

  /** Returns the process. */
  public LocalJvm jvm() {
    return jvm;
  }

  @Override
  public void close() {
    try {
      machine.detach();
    } catch (IOException e) {
      // The process is gone.
      return;
    } finally {
      link.close();
    }
  }

  /** Waits for a process with a bound; the attach API has none for what it has begun. */
  private static final class Answer {
    private static final long MOST_SECONDS = 30;

    static <T> T await(LocalJvm jvm, Callable<T> question) throws Exception {
      return BoundedCall.of(question, MOST_SECONDS, () -> AttachFailure.silent(jvm, null));
    }
  }
}
