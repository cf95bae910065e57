package io.tlo.agent;

import io.tlo.SettingKey;
import io.tlo.TloSettings;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent: reads the settings, says what is wrong with them, and begins to watch.
 *
 * <p>This runs before the application, on its main thread. It touches nothing that the application may
 * want to set up itself: no logging, no management, no lambda even, since that would start {@code
 * java.lang.invoke} in its first milliseconds.
 *
 * <p>Thread safety: its caller lets in one thread at a time.
 */
public final class AgentStart implements BiConsumer<String, Instrumentation> {

  private static final int CANNOT_START = 1;

  private @Nullable String startedWith;
  private AgentLog log = new AgentLog(SettingKey.LOG.defaultText());

  /** Created by {@link TloAgent}, by name. */
  public AgentStart() {}

  /** Starts the agent; once it was started, says at most that it was. */
  @Override
  public void accept(String text, Instrumentation instrumentation) {
    if (startedWith == null) {
      startedWith = text;
      start(text, instrumentation);
    } else if (!startedWith.equals(text)) {
      log.fault(
          "the agent was given twice with different arguments; the first are in force: '"
              + AgentArguments.shown(startedWith)
              + "'",
          null);
    }
  }

  private void start(String text, Instrumentation instrumentation) {
    AgentArguments arguments = AgentArguments.parse(text);
    TloSettings settings = TloSettings.load(arguments.values(), AgentArguments.ORIGIN);
    log = new AgentLog(settings.text(SettingKey.LOG));
    boolean strict = settings.is(SettingKey.ON_ERROR, "fail");
    List<String> missing = ExtensionLoader.faults(settings);
    List<String> faults = faults(arguments, settings, strict);
    faults.addAll(missing);
    for (String fault : faults) {
      log.fault(fault, null);
    }
    if (strict && !faults.isEmpty()) {
      // Asked for. An exception would end the JVM as well, but with a core dump.
      Runtime.getRuntime().halt(CANNOT_START);
    }
    new Agent(settings, !missing.isEmpty(), log, instrumentation).start();
    log.info(
        "TLO for Java " + version() + ": watching, " + settings.changed() + " settings changed");
  }

  private static List<String> faults(
      AgentArguments arguments, TloSettings settings, boolean strict) {
    List<String> faults = new ArrayList<>(arguments.faults());
    for (TloSettings.Fault fault : settings.faults()) {
      faults.add(strict ? fault.sentence() : fault.sentence() + "; it is ignored");
    }
    return faults;
  }

  private static String version() {
    String version = AgentStart.class.getPackage().getImplementationVersion();
    return version == null ? "(unknown version)" : version;
  }
}
