package io.tlo.agent.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tlo.agent.cli.TroubleRows;
import io.tlo.agent.cli.exit.CommandFailure;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the command line explains each way in which a process cannot be attached to. */
class AttachFailureTest {

  private static final LocalJvm JVM = new LocalJvm(4711, "app.Main");
  private static final LocalJvm NAMELESS = new LocalJvm(4711, "");
  private static final Path JAR = Path.of("/opt/tlo-agent.jar");

  private final Exception cause = new IOException("...");

  @Test
  void eachIsExplained() throws IOException {
    List<CommandFailure> failures = List.of(
        AttachFailure.noProcess(JVM),
        AttachFailure.thread(new LocalJvm(4931, ""), "4711"),
        AttachFailure.otherUser(JVM, "shop"),
        AttachFailure.noJvm(NAMELESS, "sleep"),
        AttachFailure.stopped(JVM),
        AttachFailure.disabled(NAMELESS),
        AttachFailure.unknownOptions(NAMELESS),
        AttachFailure.withoutSignals(JVM),
        AttachFailure.staleSocket(JVM, Path.of("/proc/4711/root/tmp/.java_pid4711"), cause),
        AttachFailure.silent(JVM, null),
        AttachFailure.ownTmp(JVM, null),
        AttachFailure.unfinished(JVM, AttachedJvm.LOAD_SECONDS, ""),
        AttachFailure.broken(JVM, cause),
        AttachFailure.noManagement(JVM, cause),
        AttachFailure.lostFolder(JVM, cause),
        AttachFailure.managementFailed(JVM, cause),
        AttachFailure.noDynamicLoading(JVM, cause),
        AttachFailure.noInstrument(JVM, cause),
        AttachFailure.jarNotThere(JVM, true, JAR),
        AttachFailure.jarNotThere(JVM, false, JAR),
        AttachFailure.jarNotReadable(JVM, JAR, "shop", cause),
        AttachFailure.notLoaded(JVM, cause),
        AttachFailure.noAttachApi(cause));
    for (CommandFailure each : failures) {
      TroubleRows.assertExplained(each);
    }

    long ways = Stream.of(AttachFailure.class.getDeclaredMethods())
        .map(Method::getReturnType)
        .filter(CommandFailure.class::equals)
        .count();
    assertThat(failures).as("one of them in two forms").hasSize((int) ways + 1);
  }

  @Test
  void aNameOfSeveralOrOfNoneIsExplained() throws IOException {
    LocalJvm twin = new LocalJvm(4712, "app.Main");
    TroubleRows.assertExplained(refusal("Main", List.of(JVM, twin)));
    TroubleRows.assertExplained(refusal("Main", List.of()));
  }

  private static CommandFailure refusal(String name, List<LocalJvm> all) {
    return catchThrowableOfType(CommandFailure.class, () -> LocalJvms.ofName(name, all));
  }
}
